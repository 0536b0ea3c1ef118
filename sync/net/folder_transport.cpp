#include "sync/net/folder_transport.hpp"

#include <fmt/format.h>

#include <boost/asio/this_coro.hpp>
#include <boost/url.hpp>
#include <memory>
#include <system_error>

#include "sync/net/open_file.hpp"

namespace rohnamo::net {
namespace {

using base::Code;
using base::Result;

Result<std::string> decoded(std::string_view text) {
  const auto view = boost::urls::make_pct_string_view({text.data(), text.size()});
  if (!view) return base::fail(Code::invalid_input, fmt::format("'{}' is no address", text));
  const auto plain = view->decode();
  return std::string(plain.data(), plain.size());
}

Result<base::Path> inside(std::string_view path) {
  base::Path relative(path);
  for (const auto& part : relative)
    if (part == ".." || relative.is_absolute())
      return base::fail(Code::invalid_input, fmt::format("'{}' leads out of the folder", path));
  return relative;
}

}  // namespace

Result<base::Path> FolderTransport::parse(std::string_view address) {
  constexpr std::string_view scheme = "file://";
  std::string path(address);
  if (address.starts_with(scheme)) path = TRY(decoded(address.substr(scheme.size())));
  if (!path.starts_with('/'))
    return base::fail(Code::invalid_input,
                      fmt::format("'{}' is no folder with its whole path", address));
  return base::Path(path);
}

// A folder's own name is not followed by a slash: its last part is its name.
FolderTransport::FolderTransport(base::Path folder, core::Worker& worker, Links links)
    : folder_(folder.has_filename() ? std::move(folder) : folder.parent_path()),
      worker_(&worker),
      links_(links) {}

core::Task<Result<core::Fetched>> FolderTransport::fetch(core::FetchRequest request,
                                                         core::Sink& sink) {
  const Result<base::Path> file = inside(request.path);
  if (!file) co_return base::fail(file.error());
  Result<core::Fetched> fetched = co_await read(*file, std::move(request), sink);
  if (fetched) co_return fetched;
  base::Error error = fetched.error().in((folder_ / *file).string());
  std::error_code ignored;
  if (error.code == Code::not_found && !std::filesystem::is_directory(folder_, ignored))
    error = {Code::offline, fmt::format("the folder {} is not there", folder_.string())};
  co_return base::fail(std::move(error));
}

core::Task<Result<core::Fetched>> FolderTransport::read(base::Path file, core::FetchRequest request,
                                                        core::Sink& sink) {
  const auto reading = std::make_shared<OpenFile>();
  std::function<Result<void>()> open = [this, reading, file] {
    return links_ == Links::refused ? reading->open_beneath(folder_, file)
                                    : reading->open(folder_ / file);
  };
  const Result<void> opened = co_await worker_->run(std::move(open));
  if (!opened) co_return base::fail(opened.error());
  core::Fetched fetched;
  fetched.etag = reading->etag();
  fetched.not_modified = request.offset == 0 && request.etag == reading->etag();
  if (fetched.not_modified) co_return fetched;
  if (reading->size() > request.max_bytes)
    co_return base::fail(Code::too_large, fmt::format("{} bytes, at most {} are taken",
                                                      reading->size(), request.max_bytes));
  const bool resumes = request.offset <= reading->size() &&
                       (request.etag.empty() || request.etag == reading->etag());
  std::uint64_t place = resumes ? request.offset : 0;
  const Result<void> begun = co_await sink.begin(place);
  if (!begun) co_return base::fail(begun.error());
  while (place < reading->size()) {
    const boost::asio::cancellation_state state =
        co_await boost::asio::this_coro::cancellation_state;
    if (state.cancelled() != boost::asio::cancellation_type::none)
      co_return base::fail(Code::cancelled, "cancelled");
    std::function<Result<void>()> next = [reading, place] { return reading->read(place); };
    const Result<void> done = co_await worker_->run(std::move(next));
    if (!done) co_return base::fail(done.error());
    if (reading->piece().empty())
      co_return base::fail(Code::io, "the file shrinks while it is read");
    if (reading->piece().size() > reading->size() - place)
      reading->piece().resize(reading->size() - place);
    const Result<void> written = co_await sink.write(reading->piece());
    if (!written) co_return base::fail(written.error());
    place += reading->piece().size();
  }
  const Result<void> ended = co_await sink.end();
  if (!ended) co_return base::fail(ended.error());
  co_return fetched;
}

}  // namespace rohnamo::net
