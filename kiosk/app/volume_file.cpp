#include "kiosk/app/volume_file.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "content/base/format.hpp"
#include "kiosk/deck/narration.hpp"

namespace rohnamo::app {
namespace {

using base::Result;
using base::json::Object;
using base::json::Reader;

constexpr std::int64_t volume_format = 1;
constexpr std::size_t volume_limit = 4096;  // bytes

struct Kept {
  std::int64_t chosen, configured;
};

Result<Kept> read_kept(const Reader& object) {
  return Kept{TRY(object.integer("chosen")), TRY(object.integer("configured"))};
}

}  // namespace

VolumeFile::VolumeFile(base::Fs& fs, const base::Path& state)
    : fs_(&fs), path_(state / "volume.json") {}

int VolumeFile::read(int configured) const {
  const auto bytes = fs_->read(path_, volume_limit);
  if (!bytes) return configured;
  const auto kept =
      base::json::read_file(*bytes, {"volume", volume_format, volume_limit}, &read_kept);
  if (!kept) spdlog::warn("{}: {}", path_.string(), kept.error().message);
  if (!kept || kept->configured != configured) return configured;
  return static_cast<int>(std::clamp<std::int64_t>(kept->chosen, 1, deck::volume_steps));
}

void VolumeFile::write(int chosen, int configured) {
  const std::string text = boost::json::serialize(
      Object{{"format", volume_format}, {"chosen", chosen}, {"configured", configured}});
  auto done = fs_->make_directories(path_.parent_path());
  if (done) done = base::write_whole(*fs_, path_, text + "\n");
  if (!done) spdlog::warn("the volume is not kept: {}", done.error().message);
}

}  // namespace rohnamo::app
