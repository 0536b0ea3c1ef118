// A small file of /sys, which the kernel writes as it is read.
#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>

#include "content/base/fs.hpp"

namespace rohnamo::machine {

// Its text without the line's end; nothing where it is missing or cannot be read.
inline std::optional<std::string> sys_text(const base::Path& path) {
  constexpr std::uint64_t page = 4096;  // bytes; the kernel gives no more
  auto text = base::posix_fs().read(path, page);
  if (!text) return std::nullopt;
  while (!text->empty() && text->back() == '\n') text->pop_back();
  return std::move(*text);
}

inline std::optional<std::int64_t> sys_number(const base::Path& path) {
  const auto text = sys_text(path);
  if (!text) return std::nullopt;
  std::int64_t number = 0;
  const char* const end = text->data() + text->size();
  const auto read = std::from_chars(text->data(), end, number);
  return read.ec == std::errc() && read.ptr == end ? std::optional(number) : std::nullopt;
}

}  // namespace rohnamo::machine
