#include "kiosk/app/panel_file.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "content/base/format.hpp"

namespace rohnamo::app {
namespace {

using base::Code;
using base::fail;
using base::Result;
using base::json::Object;
using base::json::Reader;

constexpr std::int64_t panel_format = 1;
constexpr std::size_t panel_limit = 4096;       // bytes
constexpr std::int64_t longest_side = 1 << 14;  // pixels

Result<int> read_side(const Reader& object, std::string_view field) {
  const std::int64_t side = TRY(object.integer(field));
  if (side < 1 || side > longest_side)
    return fail(Code::invalid_input, fmt::format("`{}` is {}: no panel is that", field, side));
  return static_cast<int>(side);
}

Result<Size> read_size(const Reader& object) {
  return Size{TRY(read_side(object, "width")), TRY(read_side(object, "height"))};
}

}  // namespace

PanelFile::PanelFile(base::Fs& fs, const base::Path& state)
    : fs_(&fs), path_(state / "panel.json") {}

std::optional<Size> PanelFile::read() const {
  const auto bytes = fs_->read(path_, panel_limit);
  if (!bytes) return std::nullopt;
  const auto size = base::json::read_file(*bytes, {"panel", panel_format, panel_limit}, &read_size);
  if (size) return *size;
  spdlog::warn("{}: {}", path_.string(), size.error().message);
  return std::nullopt;
}

void PanelFile::note(Size size) const {
  if (read() == size) return;
  const std::string text = boost::json::serialize(
      Object{{"format", panel_format}, {"width", size.width}, {"height", size.height}});
  auto done = fs_->make_directories(path_.parent_path());
  if (done) done = base::write_whole(*fs_, path_, text + "\n");
  if (!done) spdlog::warn("the panel's size is not noted: {}", done.error().message);
}

}  // namespace rohnamo::app
