#include <cstdlib>
#include <filesystem>

#include "content/publish/channel_reader.hpp"
#include "content/publish/commands.hpp"

namespace rohnamo::publish {
namespace {

using base::Path;

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

// Where the program's own files are: where this was said, or under the prefix that it is installed
// to. Empty: it is not installed.
Path data_folder(const Context& context) {
  if (!context.options.data.empty()) return context.options.data;
  if (const auto data = environment("ROHNAMO_DATA"); !data.empty()) return data;
  std::error_code none;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", none);
  const Path installed = program.parent_path().parent_path() / ROHNAMO_INSTALLED_DATA;
  return context.fs.exists(installed / "strings/en.yaml") ? installed : Path();
}

}  // namespace

Path Context::shipped_strings() const {
  const Path data = data_folder(*this);
  return (data.empty() ? Path(ROHNAMO_SOURCE_DATA) : data) / "strings";
}

Path Context::screen_fonts() const {
  if (!options.fonts.empty()) return options.fonts;
  const Path data = data_folder(*this);
  const Path fonts = data / "fonts";
  return !data.empty() && fs.exists(fonts / "fonts.yaml") ? fonts : Path(ROHNAMO_BUILT_FONTS);
}

Path Context::render_cache() const {
  if (!options.cache.empty()) return options.cache;
  if (const auto cache = environment("XDG_CACHE_HOME"); !cache.empty())
    return Path(cache) / "rohnamo";
  if (const auto home = environment("HOME"); !home.empty()) return Path(home) / ".cache/rohnamo";
  return {};
}

std::optional<model::Channel> Context::read_channel() {
  Faults faults;
  const auto file = read_text(fs, channel_folder() / "channel.yaml", faults);
  auto channel = file ? read_channel_file(*file, faults) : std::nullopt;
  if (channel && faults.errors() == 0) return std::move(channel->channel);
  for (const auto& fault : faults.sorted()) err << to_string(fault);
  return std::nullopt;
}

void Context::read_clock() {
  if (options.now.empty()) now = base::system_now();
}

Path Context::channel_folder() const {
  return (Path(operands[0]) / "").parent_path();
}

}  // namespace rohnamo::publish
