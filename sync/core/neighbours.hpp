// Machines close by that hand on what they have verified, before the servers, as one Transport. One
// thread.
//
// What never changes under its name (a role's file with its version, a target with its hash) is
// asked of the neighbours first, of the one with the least to do, and of the servers where none has
// it. The timestamp and the roots, which say what is new, are asked of the servers, and of the
// neighbours only while no server answers; a timestamp that is no newer than what is held is then
// no news, and the servers' error is the answer: two machines without a line do not confirm each
// other.
//
// Nothing that a neighbour sends is trusted: a sink that knows what should have come judges it
// (Sink::end). What breaks off goes on from elsewhere, what proves to be other bytes is asked for
// elsewhere from the start, and the neighbour is left alone for a while, the longest time for wrong
// bytes. An update that has met with `faults_limit` faults asks no neighbour any more: however many
// lie, and under whatever names, they cost it that much time. "There is no such file" is no fault,
// but who has said it often and has had nothing yet is passed over until the next update.
//
// Errors: the servers'.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "sync/core/backoff.hpp"
#include "sync/core/watching_sink.hpp"

namespace rohnamo::core {

struct Neighbour {
  std::string name;                      // its address; who keeps it keeps its reputation
  std::int64_t version = 0;              // of the timestamp that it says it has
  std::shared_ptr<Transport> transport;  // quick to give up
};

class Neighbours final : public Transport {
 public:
  static constexpr std::size_t neighbours_limit = 8;  // more are not made use of
  static constexpr std::size_t asked_limit = 3;       // for one file
  static constexpr int misses_limit = 16;             // in an update
  static constexpr int faults_limit = 8;              // in an update

  struct Options {
    std::function<std::chrono::milliseconds()> ticks;  // never goes back
    // Of the timestamp whose update went through; 0: none did.
    std::function<std::int64_t()> held_version;
    Backoff::Limits backoff{std::chrono::seconds(30), std::chrono::minutes(30),
                            std::chrono::seconds(10)};
    std::uint64_t seed = 0;
  };
  // `servers` must outlive this, and this its fetches.
  Neighbours(Transport& servers, Options options);
  Task<base::Result<Fetched>> fetch(FetchRequest request, Sink& sink) override;

  // Those that are there now; may be called while fetches are under way.
  void meet(std::vector<Neighbour> all);
  void begin_update();

  [[nodiscard]] std::size_t in_use() const;  // that are not left alone

 private:
  struct Reputation {
    explicit Reputation(Backoff limits) : backoff(limits) {}
    Backoff backoff;
    std::chrono::milliseconds alone_until{std::chrono::milliseconds::min()};
    int incidents = 0;  // fetches that fail together are one
    int misses = 0;     // in this update, before it had anything
    bool gave = false;  // something, in this update
    int busy = 0;       // fetches under way
  };
  struct Attempt : Passage {
    base::Result<Fetched> result = base::fail(base::Code::offline, "there is no neighbour");
    int incidents = 0;  // of the neighbour, when it was asked
  };
  using Asked = std::set<std::string>;  // by name
  using Order = std::function<bool(const Neighbour&, const Neighbour&)>;

  Task<base::Result<Fetched>> fetch_immutable(FetchRequest request, Sink& sink);
  Task<base::Result<Fetched>> fetch_timestamp(FetchRequest request, Sink& sink);
  Task<base::Result<Fetched>> fetch_root(FetchRequest request, Sink& sink);
  // Nothing: no server answers.
  Task<std::optional<base::Result<Fetched>>> ask_servers(FetchRequest request, Sink& sink);
  Task<base::Result<Fetched>> finish(FetchRequest request, Sink& sink);
  Task<Attempt> ask(Neighbour neighbour, FetchRequest request, Sink& sink);
  Reputation& reputation(const std::string& name);
  std::optional<Neighbour> next(Asked& asked, const Order& before);
  void blame(const std::string& name, const Attempt& attempt);

  Transport* servers_;
  Options options_;
  std::vector<Neighbour> all_;
  std::map<std::string, Reputation> reputations_;
  std::optional<base::Error> silence_;  // why no server answers, in this update
  int faults_ = 0;                      // in this update
};

}  // namespace rohnamo::core
