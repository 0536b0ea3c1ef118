#include "tests/tuf/foreign_repository.hpp"

#include <fmt/format.h>

#include "sync/net/http_transport.hpp"

namespace rohnamo::tuf {
namespace {

using base::Code;
using base::Result;

constexpr std::string_view metadata_folder = "metadata/";
constexpr std::string_view targets_folder = "targets/";

Result<net::Url> plain_base(std::string_view text) {
  net::Url url = TRY(net::Url::parse_base(text));
  if (url.origin.tls) return base::fail(Code::unsupported, "https is not for this program");
  return url;
}

// Of a path only what cannot stand in that of a URL (RFC 3986, 3.3) is encoded, so that one that is
// encoded already stays so.
std::string as_it_can_be(std::string_view path) {
  constexpr std::string_view kept = "-._~!$&'()*+,;=:@/%";
  std::string encoded;
  for (const char c : path) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (letter || kept.find(c) != std::string_view::npos)
      encoded += c;
    else
      encoded += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return encoded;
}

}  // namespace

Result<ForeignRepository> ForeignRepository::at(std::string_view metadata,
                                                std::string_view targets) {
  ForeignRepository repository;
  repository.metadata_ = TRY(plain_base(metadata));
  if (!targets.empty()) repository.targets_ = TRY(plain_base(targets));
  return repository;
}

net::Url ForeignRepository::url_of(std::string_view path) const {
  const bool metadata = path.starts_with(metadata_folder);
  net::Url url = metadata ? metadata_ : targets_;
  path.remove_prefix(metadata ? metadata_folder.size() : targets_folder.size());
  url.target += as_it_can_be(path);
  return url;
}

core::Task<Result<core::Fetched>> ForeignRepository::fetch(core::FetchRequest request,
                                                           core::Sink& sink) {
  net::HttpTransport http(url_of(request.path), nullptr);
  request.path.clear();
  auto fetched = co_await http.fetch(request, sink);
  co_return fetched;
}

}  // namespace rohnamo::tuf
