#include "content/publish/picture_fetch.hpp"

#include <fmt/format.h>

#include "content/publish/child.hpp"
#include "content/publish/folder.hpp"
#include "content/publish/pictures.hpp"
#include "content/publish/work_folder.hpp"

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

}  // namespace

Result<FetchedPicture> fetch_picture(base::Fs& fs, const std::string& url) {
  const auto work = TRY(WorkFolder::make("rohnamo-picture"));
  const Path file = work.path() / "picture";
  auto curl = TRY(Child::run(
      {"curl", "--silent", "--fail", "--location", "--proto", "=http,https", "--proto-redir",
       "=http,https", "--max-redirs", redirects, "--max-time", seconds, "--max-filesize",
       std::to_string(picture_limit), "--output", file.string(), "--url", url}));
  if (const int status = curl.wait(); status != 0)
    return fail(Code::offline, fmt::format("it cannot be fetched (curl says {})", status));
  return named(TRY(fs.read(file, picture_limit)));
}

Result<FetchedPicture> copy_picture(base::Fs& fs, const Path& folder, const std::string& path) {
  if (!is_plain_path(path)) return fail(Code::invalid_input, "it is not below the feed's folder");
  return named(TRY(fs.read(folder / path, picture_limit)));
}

}  // namespace rohnamo::publish
