#include "tests/sync/net/certificates.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <stdexcept>

namespace rohnamo::tests {
namespace {

void run(const std::string& command) {
  if (std::system((command + " 2>/dev/null").c_str()) != 0)
    throw std::runtime_error("failed: " + command);
}

}  // namespace

Certificates make_certificates(const std::filesystem::path& folder, const std::string& names) {
  std::filesystem::create_directories(folder);
  const std::string f = folder.string();
  const std::string key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1";
  run(fmt::format("openssl req -x509 {0} -subj /CN=authority -keyout {1}/ca.key -out {1}/ca.pem",
                  key, f));
  run(
      fmt::format("openssl req -x509 {0} -subj /CN=server -addext subjectAltName={2} -addext "
                  "basicConstraints=critical,CA:FALSE -CA {1}/ca.pem -CAkey {1}/ca.key -keyout "
                  "{1}/server.key -out {1}/server.pem",
                  key, f, names));
  return {folder / "ca.pem", folder / "server.pem", folder / "server.key"};
}

}  // namespace rohnamo::tests
