// One question to a server and its answer, over one connection.
#pragma once

#include <optional>
#include <string>

#include "sync/net/answer.hpp"
#include "sync/net/response.hpp"
#include "sync/net/url.hpp"

namespace rohnamo::net {

// The text of a GET, for the server itself or for a proxy before it that is told in plain text
// (null: none). Of the held bytes' entity tag a weak one never goes into If-Range (RFC 9110,
// 13.1.5): the range is then asked for without condition, since every blob's hash is checked.
std::string request_text(const Url& url, const core::FetchRequest& request,
                         std::string_view user_agent, const Proxy* proxy = nullptr);

class Exchange {
 public:
  // `proxy` is at the connection's other end; null: the server is, or a tunnel to it.
  Exchange(Connection& connection, ReadLimits limits, const Proxy* proxy = nullptr)
      : connection_(&connection), limits_(limits), proxy_(proxy) {}

  // Asks, and hands the body, if there is one, to the sink. Errors as Transport::fetch.
  Task<base::Result<Answer>> get(Url url, core::FetchRequest request, std::string user_agent,
                                 core::Sink& sink);

  [[nodiscard]] bool heard() const { return response_ && response_->heard(); }
  [[nodiscard]] bool reusable() const { return response_ && response_->reusable(); }

 private:
  Task<base::Result<void>> pass_plain(std::uint64_t offset, std::uint64_t limit, core::Sink& sink);
  Task<base::Result<void>> pass_gzip(std::uint64_t limit, core::Sink& sink);
  Task<base::Result<void>> skip_body();

  Connection* connection_;
  ReadLimits limits_;
  const Proxy* proxy_;
  std::optional<Response> response_;
};

}  // namespace rohnamo::net
