#include <fmt/format.h>

#include "tests/bench/large_channel.hpp"
#include "tests/bench/process.hpp"
#include "tests/bench/sections.hpp"

namespace rohnamo::bench {
namespace {

using base::Path;
using base::Result;

constexpr std::chrono::minutes longest{20};
constexpr double goal_seconds = 1;

// One channel, published again and again into one repository.
class Press {
 public:
  Press(const Setting& setting, LargeChannel channel)
      : channel_(std::move(channel)),
        content_((setting.bin / "rohnamo-content").string()),
        log_(setting.scratch / "publish.log"),
        keys_(setting.scratch / "publish-keys"),
        repository_(setting.scratch / "publish-repository"),
        cache_(setting.scratch / "content-cache") {}

  Result<void> begin() {
    TRY(run({{content_, "keys", "new", "--keys", keys_.string()}, {}, log_, {}}, longest));
    TRY(publish());  // all pictures are drawn, all files written
    return {};
  }

  // Of so many letters each time, so that each text is another.
  Result<void> change() {
    text_ += "a";
    const auto file = TRY(base::posix_fs().append(channel_.text));
    return file->write(fmt::format("{}\n\n", text_));
  }

  void forget() const {
    std::error_code none;
    std::filesystem::remove_all(cache_ / "stories", none);
  }

  struct Taken {
    double seconds = 0;
    Ended ended;
  };
  Result<Taken> publish() {
    const Stopwatch watch;
    const Ended ended =
        TRY(run({{content_, "publish", channel_.folder.string(), "--keys", keys_.string(), "--out",
                  repository_.string(), "--cache", cache_.string()},
                 {},
                 log_,
                 {}},
                longest));
    return Taken{watch.milliseconds() / 1e3, ended};
  }

 private:
  LargeChannel channel_;
  std::string content_;
  Path log_, keys_, repository_, cache_;
  std::string text_;
};

}  // namespace

Result<void> measure_publish(const Setting& setting, Table& table) {
  const LargeChannel channel = TRY(large_channel(setting));
  table.section(fmt::format(
      "rohnamo-content publish of {} stories in {} languages, one changed (median of {})",
      setting.many_stories, channel.languages, setting.checks));
  Press press(setting, channel);
  TRY(press.begin());
  Samples all, one, cpu, memory;
  for (std::size_t i = 0; i < setting.checks; ++i) {
    TRY(press.change());
    press.forget();
    all.add(TRY(press.publish()).seconds);
    TRY(press.change());
    const auto taken = TRY(press.publish());
    one.add(taken.seconds);
    cpu.add(taken.ended.cpu_seconds);
    memory.add(static_cast<double>(taken.ended.peak_memory) / 1e6);
  }
  table.row("every story read", all.median(), "s");
  table.row("the others remembered", one.median(), "s", all.median(), "that");
  table.goal("the others remembered", one.median(), "s", goal_seconds);
  table.row("processor time", cpu.median(), "s");
  table.row("peak memory", memory.median(), "MB");
  return {};
}

}  // namespace rohnamo::bench
