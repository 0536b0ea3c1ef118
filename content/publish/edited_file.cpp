#include "content/publish/edited_file.hpp"

namespace rohnamo::publish {
namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

std::string restored(const EditedFile& file, const std::string& text) {
  std::string bytes(file.marked ? byte_order_mark : "");
  bytes.reserve(text.size());
  for (const char c : text) {
    if (c == '\n' && file.dos) bytes += '\r';
    bytes += c;
  }
  return bytes;
}

}  // namespace

std::optional<std::string> EditedFile::bytes(const std::string& changed, Faults& faults) const {
  if (!mixed) return restored(*this, changed);
  faults.error(text.whole(), "some lines end as on Windows and others do not",
               "Save the file with line ends of one kind, then import again.");
  return std::nullopt;
}

std::optional<EditedFile> read_edited_file(base::Fs& fs, const base::Path& path, Faults& faults) {
  auto text = read_text(fs, path, faults);
  if (!text) return std::nullopt;
  EditedFile file;
  file.path = path;
  file.text = std::move(*text);
  const auto bytes = fs.read(path, text_file_limit);
  if (!bytes) return file;  // it was there a moment ago
  file.marked = bytes->starts_with(byte_order_mark);
  file.dos = bytes->find("\r\n") != std::string::npos;
  file.mixed = restored(file, file.text.text) != *bytes;
  return file;
}

}  // namespace rohnamo::publish
