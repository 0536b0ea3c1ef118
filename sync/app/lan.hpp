// The local network: what this machine hands on to its neighbours, and which neighbours it takes
// from.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sync/app/config.hpp"
#include "sync/app/road.hpp"
#include "sync/core/shelf.hpp"
#include "sync/core/worker.hpp"
#include "sync/net/avahi.hpp"
#include "sync/net/share_server.hpp"

namespace rohnamo::app {

// What machines tell of themselves in their TXT records: "format=1", "version=<of the timestamp>",
// "keys=<the first 16 digits of the ids of root keys, with commas>". Machines with a root key in
// common are of one mission; this only saves questions, and is no proof of anything.
struct Card {
  std::int64_t version = 0;
  std::vector<std::string> keys;  // shortened

  static Card of(std::int64_t version, const std::vector<std::string>& root_keys);
  // Nothing: of another format, or no such texts. Unknown texts are passed over.
  static std::optional<Card> read(const std::vector<std::string>& texts);
  [[nodiscard]] std::vector<std::string> texts() const;
  [[nodiscard]] bool same_mission(const Card& other) const;
};

// One thread: the executor's. Must outlive what runs there.
class Lan {
 public:
  struct Callbacks {
    std::function<void(std::uint16_t shared_port, std::size_t neighbours)> met;
    std::function<void()>
        news;  // a neighbour has a newer publication; once in five minutes at most
  };
  // `installed` is the installed root file. A port that cannot be had is logged, and nothing is
  // shared.
  Lan(base::Fs& fs, const Config& config, std::string installed, core::Worker& worker, Road& road,
      const boost::asio::any_io_executor& executor, Callbacks callbacks);

  void begin_update();
  void end_update();

 private:
  // What never changes, shared with a worker that may outlive this by a moment.
  struct Ground {
    base::Fs* fs;
    Config config;
    std::string installed;
  };
  // What is read of the state after an update.
  struct Held {
    model::EditionId edition;
    std::int64_t version = 0;                  // 0: no update went through
    std::shared_ptr<const core::Shelf> shelf;  // null: nothing is to be shared
    std::vector<std::string> root_keys;
  };
  core::Task<void> look();
  static base::Result<void> read(const Ground& ground, Held& held);
  void greet();
  void tell();

  std::shared_ptr<const Ground> ground_;
  core::Worker* worker_;
  Road* road_;
  boost::asio::any_io_executor executor_;
  Callbacks callbacks_;
  std::unique_ptr<net::ShareServer> server_;  // null: nothing is shared
  std::unique_ptr<net::Avahi> avahi_;         // null: nobody is of interest
  Held held_;
  bool looking_ = false;
  std::optional<std::chrono::steady_clock::time_point> told_;  // the last news
};

}  // namespace rohnamo::app
