#include "content/model/opus.hpp"

#include <cstdint>
#include <optional>

namespace rohnamo::model {
namespace {

using base::Code;
using base::fail;

constexpr std::size_t page_head = 27;         // bytes before the table of segments
constexpr std::size_t largest_page = 65'307;  // bytes
constexpr std::uint64_t samples_a_millisecond = 48;
constexpr std::chrono::hours longest{24};

std::uint64_t little_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (auto byte = bytes.rbegin(); byte != bytes.rend(); ++byte)
    value = value << 8U | static_cast<unsigned char>(*byte);
  return value;
}

struct Page {
  std::uint64_t granule;  // samples up to its end, at 48 kHz; all bits set: none ends here
  std::uint64_t serial;
  std::string_view rest;  // from its table of segments on
};

std::optional<Page> page_at(std::string_view bytes) {
  if (bytes.size() < page_head || !bytes.starts_with("OggS") || bytes[4] != 0) return std::nullopt;
  return Page{little_endian(bytes.substr(6, 8)), little_endian(bytes.substr(14, 4)),
              bytes.substr(page_head - 1)};
}

// The samples at its begin that are not heard.
std::optional<std::uint64_t> pre_skip(const Page& first) {
  const std::size_t table = 1 + static_cast<unsigned char>(first.rest[0]);
  if (first.rest.size() < table) return std::nullopt;
  const std::string_view head = first.rest.substr(table);
  if (!head.starts_with("OpusHead") || head.size() < 19) return std::nullopt;
  return little_endian(head.substr(10, 2));
}

std::optional<std::uint64_t> last_granule(std::string_view file, std::uint64_t serial) {
  const std::size_t reach = 2 * largest_page;
  const std::string_view end = file.size() > reach ? file.substr(file.size() - reach) : file;
  for (auto at = end.rfind("OggS"); at != std::string_view::npos;) {
    const auto page = page_at(end.substr(at));
    if (page && page->serial == serial && page->granule != UINT64_MAX) return page->granule;
    if (at == 0) break;
    at = end.rfind("OggS", at - 1);
  }
  return std::nullopt;
}

}  // namespace

base::Result<std::chrono::milliseconds> opus_length(std::string_view file) {
  const auto first = page_at(file);
  const auto skipped = first ? pre_skip(*first) : std::nullopt;
  if (!skipped) return fail(Code::corrupt, "this is no Opus recording");
  const auto last = last_granule(file, first->serial);
  if (!last || *last <= *skipped) return fail(Code::corrupt, "the recording has no sound");
  const std::uint64_t length = (*last - *skipped) / samples_a_millisecond;
  if (length == 0) return fail(Code::corrupt, "the recording has no sound");
  if (length > static_cast<std::uint64_t>(std::chrono::milliseconds(longest).count()))
    return fail(Code::corrupt, "the recording claims to be longer than a day");
  return std::chrono::milliseconds(length);
}

}  // namespace rohnamo::model
