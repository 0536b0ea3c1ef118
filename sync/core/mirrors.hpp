// One publication on several servers, as one Transport. One thread.
//
// Each mirror has a health: what it failed at lately, after which it is left alone for a while
// (backoff.hpp), and how long it takes to begin an answer, in coarse steps. The healthiest is
// asked, of equals the one that was named first. While all are left alone, the one whose time comes
// first is asked: how long to wait between updates is not decided here.
//
// Metadata comes from one mirror in an update, the first that gave some: files of two mirrors that
// are not equally new would look like an attack. A mirror whose timestamp is older than the one
// that is held lags behind; another is asked. One that stands still looks healthy: so every few
// hours the next mirror is asked first, whatever its health. Content comes from whichever is
// healthy: what breaks off on one goes on from another, and what proves to be other bytes than it
// should (Sink::end) costs that mirror its health and is asked for elsewhere, from the start.
//
// Errors: the last mirror's; behind where all that answer lag behind.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sync/core/backoff.hpp"
#include "sync/core/watching_sink.hpp"

namespace rohnamo::core {

class Mirrors final : public Transport {
 public:
  struct Mirror {
    std::string name;  // for words
    std::unique_ptr<Transport> transport;
  };
  struct Options {
    std::function<std::chrono::milliseconds()> ticks;  // never goes back
    // Of the timestamp that is held and trusted; 0: there is none.
    std::function<std::int64_t()> held_version;
    Backoff::Limits backoff{std::chrono::seconds(10), std::chrono::minutes(30),
                            std::chrono::seconds(5)};
    std::chrono::milliseconds second_opinion = std::chrono::hours(6);
    std::uint64_t seed = 0;
  };
  // At least one mirror. Must outlive its fetches.
  Mirrors(std::vector<Mirror> mirrors, Options options);
  Task<base::Result<Fetched>> fetch(FetchRequest request, Sink& sink) override;

  // An update begins: its metadata may come from another mirror than the last one's.
  void begin_update();
  // How it ended; nothing: well. Metadata that did not hold is held against the mirror it came
  // from.
  void end_update(std::optional<base::Code> failure);

 private:
  struct Health {
    explicit Health(Backoff limits) : backoff(limits) {}
    Backoff backoff;
    std::chrono::milliseconds alone_until{std::chrono::milliseconds::min()};
    std::optional<std::chrono::milliseconds> first_byte;  // until it begins an answer, smoothed
    int incidents = 0;                                    // fetches that fail together are one
  };
  struct Attempt : Passage {
    base::Result<Fetched> result = base::fail(base::Code::offline, "there is no mirror");
    bool lags = false;  // its timestamp is older than the held one
    int incidents = 0;  // of the mirror, when it was asked
  };
  using Asked = std::vector<bool>;  // by mirror

  Task<base::Result<Fetched>> fetch_metadata(FetchRequest request, Sink& sink);
  Task<base::Result<Fetched>> fetch_content(FetchRequest request, Sink& sink);
  Task<Attempt> ask(std::size_t mirror, FetchRequest request, Sink& sink);
  Task<Attempt> ask_for_timestamp(std::size_t mirror, FetchRequest request, Sink& sink);
  [[nodiscard]] std::optional<std::size_t> first_for_metadata() const;
  [[nodiscard]] bool left_alone(std::size_t mirror) const;
  [[nodiscard]] std::optional<std::size_t> healthiest(const Asked& asked) const;
  void praise(std::size_t mirror, const Attempt& attempt, std::chrono::milliseconds took);
  void blame(std::size_t mirror, const Attempt& attempt);

  std::vector<Mirror> mirrors_;
  Options options_;
  std::vector<Health> health_;
  std::optional<std::size_t> metadata_mirror_;   // of this update
  std::optional<std::size_t> timestamp_mirror_;  // whose entity tag the caller has
  std::size_t opinion_ = 0;                      // whose was asked for last
  std::optional<std::size_t> asked_first_;       // of this update: for a second opinion
  std::chrono::milliseconds next_opinion_;
};

}  // namespace rohnamo::core
