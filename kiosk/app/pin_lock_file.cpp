#include "kiosk/app/pin_lock_file.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

#include "content/base/format.hpp"

namespace rohnamo::app {
namespace {

using base::Result;
using base::json::Object;
using base::json::Reader;
using deck::Millis;
using deck::PinLock;

constexpr std::int64_t lock_format = 1;
constexpr std::size_t lock_limit = 4096;  // bytes

struct Kept {
  PinLock::State state;
  std::string boot;
};

Result<Kept> read_kept(const Reader& object) {
  constexpr std::int64_t many = 1'000'000;
  Kept kept;
  kept.boot = TRY(object.string("boot"));
  kept.state.wrong = static_cast<int>(std::clamp(TRY(object.integer("wrong")), {}, many));
  kept.state.locks = static_cast<int>(std::clamp(TRY(object.integer("locks")), {}, many));
  kept.state.until = Millis(TRY(object.integer("until")));
  return kept;
}

}  // namespace

PinLockFile::PinLockFile(base::Fs& fs, const base::Path& state, std::string boot)
    : fs_(&fs), path_(state / "staff-lock.json"), boot_(std::move(boot)) {}

PinLock PinLockFile::read(Millis now) const {
  const auto bytes = fs_->read(path_, lock_limit);
  if (!bytes) return {};
  const auto kept =
      base::json::read_file(*bytes, {"lock of the PIN", lock_format, lock_limit}, &read_kept);
  if (!kept) {
    spdlog::warn("{}: {}", path_.string(), kept.error().message);
    return {};
  }
  return {kept->state, !boot_.empty() && kept->boot == boot_, now};
}

void PinLockFile::write(const PinLock& lock) {
  const PinLock::State& state = lock.state();
  const std::string text = boost::json::serialize(Object{{"format", lock_format},
                                                         {"boot", boot_},
                                                         {"wrong", state.wrong},
                                                         {"locks", state.locks},
                                                         {"until", state.until.count()}});
  auto done = fs_->make_directories(path_.parent_path());
  if (done) done = base::write_whole(*fs_, path_, text + "\n");
  if (!done) spdlog::warn("the lock of the PIN is not kept: {}", done.error().message);
}

std::string boot_id(base::Fs& fs) {
  auto text = fs.read("/proc/sys/kernel/random/boot_id", 64);
  if (!text) return {};
  text->erase(text->find_last_not_of('\n') + 1);
  return *text;
}

}  // namespace rohnamo::app
