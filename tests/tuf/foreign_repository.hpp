// A TUF repository as anybody may serve it: metadata and targets below two addresses.
//
// Roles' files are named by percent-encoded names in their URLs, targets by their paths as they
// are. A new connection for every request, and no request is repeated.
#pragma once

#include "sync/core/transport.hpp"
#include "sync/net/url.hpp"

namespace rohnamo::tuf {

class ForeignRepository final : public core::Transport {
 public:
  // Addresses that begin with http://; no targets are fetched where `targets` is empty.
  static base::Result<ForeignRepository> at(std::string_view metadata, std::string_view targets);

  core::Task<base::Result<core::Fetched>> fetch(core::FetchRequest request,
                                                core::Sink& sink) override;

 private:
  ForeignRepository() = default;
  [[nodiscard]] net::Url url_of(std::string_view path) const;
  net::Url metadata_, targets_;
};

}  // namespace rohnamo::tuf
