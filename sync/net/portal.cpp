#include "sync/net/portal.hpp"

#include <algorithm>
#include <boost/beast/core/string.hpp>

#include "content/base/json.hpp"

namespace rohnamo::net {
namespace {

using base::Result;
using core::Task;

// "metadata/timestamp.json" or "metadata/2.root.json": what every update begins with.
bool comes_first(std::string_view path) {
  if (path == "metadata/timestamp.json") return true;
  constexpr std::string_view before = "metadata/";
  constexpr std::string_view after = ".root.json";
  if (!path.starts_with(before) || !path.ends_with(after)) return false;
  path.remove_prefix(before.size());
  path.remove_suffix(after.size());
  return path.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_tuf(const std::string& body) {
  const auto value = base::json::parse(body, body.size());
  if (!value || !value->is_object()) return false;
  return value->get_object().contains("signed") && value->get_object().contains("signatures");
}

}  // namespace

base::Error captive_portal() {
  return {base::Code::offline,
          "the network asks for a login (captive portal): a page came instead of the file"};
}

bool looks_like_page(std::string_view start) {
  constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
  if (start.starts_with(byte_order_mark)) start.remove_prefix(byte_order_mark.size());
  start.remove_prefix(std::min(start.find_first_not_of(" \t\r\n"), start.size()));
  for (const std::string_view opening : {"<!doctype html", "<html"})
    if (boost::beast::iequals(start.substr(0, opening.size()), opening)) return true;
  return false;
}

PortalGuard::PortalGuard(core::Sink& sink, const core::FetchRequest& request)
    : sink_(&sink), held_back_(comes_first(request.path)) {}

Task<Result<void>> PortalGuard::begin(std::uint64_t offset) {
  offset_ = offset;
  opened_ = false;
  body_.clear();
  co_return Result<void>();
}

Task<Result<void>> PortalGuard::open() {
  opened_ = true;
  auto begun = co_await sink_->begin(offset_);
  co_return begun;
}

Task<Result<void>> PortalGuard::write(std::string_view bytes) {
  if (held_back_) {
    body_ += bytes;
    co_return Result<void>();
  }
  if (!opened_) {
    if (offset_ == 0 && looks_like_page(bytes)) co_return base::fail(captive_portal());
    const Result<void> begun = co_await open();
    if (!begun) co_return begun;
  }
  auto written = co_await sink_->write(bytes);
  co_return written;
}

Task<Result<void>> PortalGuard::end() {
  if (held_back_ && !is_tuf(body_))
    co_return base::fail(base::Code::offline,
                         "what came is no metadata: the network asks for a login (captive portal), "
                         "or this is no server of a publication");
  if (!opened_) {
    const Result<void> begun = co_await open();
    if (!begun) co_return begun;
  }
  if (held_back_ && !body_.empty()) {
    const Result<void> written = co_await sink_->write(body_);
    if (!written) co_return written;
  }
  auto ended = co_await sink_->end();
  co_return ended;
}

}  // namespace rohnamo::net
