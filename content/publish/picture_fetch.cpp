#include "content/publish/picture_fetch.hpp"

#include <fmt/format.h>

#include <cstdlib>

#include "content/publish/child.hpp"
#include "content/publish/folder.hpp"
#include "content/publish/pictures.hpp"

namespace rohnamo::publish {
namespace {

using base::Code;
using base::fail;
using base::Path;
using base::Result;

constexpr const char* seconds = "60";
constexpr const char* redirects = "5";

Result<FetchedPicture> named(std::string bytes) {
  constexpr std::size_t head = 1000;
  const std::string_view begin = std::string_view(bytes).substr(0, head);
  const char* ending = begin.starts_with("\x89PNG")                                       ? "png"
                       : begin.starts_with("\xff\xd8\xff")                                ? "jpg"
                       : begin.starts_with("RIFF") && begin.substr(8).starts_with("WEBP") ? "webp"
                       : begin.find("<svg") != std::string_view::npos                     ? "svg"
                                                                                          : nullptr;
  if (ending == nullptr) return fail(Code::invalid_input, "it is no SVG, JPEG, PNG or WebP");
  return FetchedPicture{fmt::format("picture.{}", ending), std::move(bytes)};
}

// A name for what curl writes; gone at the end.
class TemporaryFile {
 public:
  TemporaryFile() {
    std::error_code none;
    std::string name = std::filesystem::temp_directory_path(none) / "rohnamo-picture-XXXXXX";
    const base::Descriptor file(mkstemp(name.data()));
    if (file.get() >= 0) path_ = name;
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }
  [[nodiscard]] const Path& path() const { return path_; }

 private:
  Path path_;
};

}  // namespace

Result<FetchedPicture> fetch_picture(base::Fs& fs, const std::string& url) {
  const TemporaryFile file;
  if (file.path().empty())
    return fail(Code::io, "there is no folder for temporary files: set TMPDIR");
  auto curl = TRY(Child::run(
      {"curl", "--silent", "--fail", "--location", "--proto", "=http,https", "--proto-redir",
       "=http,https", "--max-redirs", redirects, "--max-time", seconds, "--max-filesize",
       std::to_string(picture_limit), "--output", file.path().string(), "--url", url}));
  if (const int status = curl.wait(); status != 0)
    return fail(Code::offline, fmt::format("it cannot be fetched (curl says {})", status));
  return named(TRY(fs.read(file.path(), picture_limit)));
}

Result<FetchedPicture> copy_picture(base::Fs& fs, const Path& folder, const std::string& path) {
  if (!is_plain_path(path)) return fail(Code::invalid_input, "it is not below the feed's folder");
  return named(TRY(fs.read(folder / path, picture_limit)));
}

}  // namespace rohnamo::publish
