#include "content/publish/folder.hpp"

#include <algorithm>

namespace rohnamo::publish {

std::optional<std::vector<std::string>> list_folder(base::Fs& fs, const base::Path& path,
                                                    Faults& faults) {
  auto names = fs.list(path);
  if (!names) {
    if (names.error().code != base::Code::not_found)
      faults.error(Place{path.string()}, names.error().message,
                   "Make it a folder that can be read.");
    return std::nullopt;
  }
  std::erase_if(*names, [](const std::string& name) {
    return name.starts_with('.') || name.ends_with('~') || name == "Thumbs.db" ||
           name == "desktop.ini";
  });
  return std::move(*names);
}

bool is_id(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

bool is_plain_path(std::string_view path) {
  if (path.find('\0') != std::string_view::npos) return false;
  for (std::size_t start = 0; start <= path.size();) {
    const auto end = std::min(path.find('/', start), path.size());
    const auto part = path.substr(start, end - start);
    if (part.empty() || part == "." || part == "..") return false;
    start = end + 1;
  }
  return true;
}

std::optional<std::string> stem(std::string_view name, std::string_view ending) {
  if (!name.ends_with(ending) || name.size() == ending.size()) return std::nullopt;
  return std::string(name.substr(0, name.size() - ending.size()));
}

}  // namespace rohnamo::publish
