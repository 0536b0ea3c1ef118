#include "sync/net/tls.hpp"

#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <boost/asio/ip/address.hpp>

namespace rohnamo::net {
namespace {

// What a lower bound of the time cannot judge is let pass.
int tolerate_future(int ok, X509_STORE_CTX* certificate) {
  const int error = X509_STORE_CTX_get_error(certificate);
  if (ok == 1 || error != X509_V_ERR_CERT_NOT_YET_VALID) return ok;
  X509_STORE_CTX_set_error(certificate, X509_V_OK);
  return 1;
}

bool is_address(const std::string& host) {
  boost::system::error_code error;
  boost::asio::ip::make_address(host, error);
  return !error;
}

}  // namespace

Tls::Tls(CertificateClock clock)
    : context_(boost::asio::ssl::context::tls_client), clock_(std::move(clock)) {}

base::Result<std::shared_ptr<Tls>> Tls::create(const std::optional<base::Path>& ca_file,
                                               CertificateClock clock) {
  const std::shared_ptr<Tls> tls(new Tls(std::move(clock)));
  SSL_CTX_set_min_proto_version(tls->context_.native_handle(), TLS1_2_VERSION);
  boost::system::error_code error;
  if (ca_file) {
    tls->context_.load_verify_file(ca_file->string(), error);
    if (error)
      return base::fail(base::Code::invalid_input, "no certificates can be read from " +
                                                       ca_file->string() + ": " + error.message());
  } else {
    tls->context_.set_default_verify_paths(error);
    if (error) return base::fail(base::Code::io, "the system's certificates: " + error.message());
  }
  return tls;
}

void Tls::prepare(SSL* ssl, const std::string& host) const {
  X509_VERIFY_PARAM* rules = SSL_get0_param(ssl);
  if (is_address(host)) {
    X509_VERIFY_PARAM_set1_ip_asc(rules, host.c_str());
  } else {
    SSL_set_tlsext_host_name(ssl, host.c_str());
    X509_VERIFY_PARAM_set_hostflags(rules, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    X509_VERIFY_PARAM_set1_host(rules, host.c_str(), host.size());
  }
  const CertificateTime time = clock_();
  X509_VERIFY_PARAM_set_time(rules, time.now.time_since_epoch().count());
  SSL_set_verify(ssl, SSL_VERIFY_PEER, time.lower_bound ? tolerate_future : nullptr);
}

std::string Tls::refusal(const SSL* ssl) {
  const long result = SSL_get_verify_result(ssl);
  return result == X509_V_OK ? std::string() : X509_verify_cert_error_string(result);
}

}  // namespace rohnamo::net
