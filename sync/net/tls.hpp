// What a TLS connection trusts: TLS 1.2 or newer, the system's authorities or one CA file.
//
// A kiosk's clock is wrong after a power cut, and then every certificate would be "not yet valid"
// or expired. So the time comes from outside, and it may be a mere lower bound (the floor of
// trusted time): then a certificate from the future is no fault, one that expired before it is.
// What is fetched is verified by its own signatures in any case.
#pragma once

#include <boost/asio/ssl/context.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "content/base/fs.hpp"
#include "content/base/time.hpp"

namespace rohnamo::net {

struct CertificateTime {
  base::Time now;
  bool lower_bound = false;  // the true time is `now` or later
};
using CertificateClock = std::function<CertificateTime()>;

// One thread.
class Tls {
 public:
  // `ca_file`: PEM, instead of the system's authorities. Error: invalid_input.
  static base::Result<std::shared_ptr<Tls>> create(const std::optional<base::Path>& ca_file,
                                                   CertificateClock clock);

  boost::asio::ssl::context& context() { return context_; }
  // Readies a connection: the name to ask for (SNI) and to find in the certificate, the time.
  void prepare(SSL* ssl, const std::string& host) const;
  // Why the certificate was refused; empty where it was not.
  static std::string refusal(const SSL* ssl);

 private:
  explicit Tls(CertificateClock clock);
  boost::asio::ssl::context context_;
  CertificateClock clock_;
};

}  // namespace rohnamo::net
