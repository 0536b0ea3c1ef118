#include <cstdlib>
#include <filesystem>

#include "content/publish/commands.hpp"

namespace rohnamo::publish {
namespace {

using base::Path;

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

}  // namespace

Path Context::shipped_strings() const {
  if (!options.data.empty()) return Path(options.data) / "strings";
  if (const auto data = environment("ROHNAMO_DATA"); !data.empty()) return Path(data) / "strings";
  std::error_code none;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", none);
  const Path installed = program.parent_path().parent_path() / ROHNAMO_INSTALLED_DATA / "strings";
  return fs.exists(installed / "en.yaml") ? installed : Path(ROHNAMO_SOURCE_DATA) / "strings";
}

Path Context::render_cache() const {
  if (!options.cache.empty()) return options.cache;
  if (const auto cache = environment("XDG_CACHE_HOME"); !cache.empty())
    return Path(cache) / "rohnamo";
  if (const auto home = environment("HOME"); !home.empty()) return Path(home) / ".cache/rohnamo";
  return {};
}

Path Context::channel_folder() const {
  return (Path(operands[0]) / "").parent_path();
}

}  // namespace rohnamo::publish
