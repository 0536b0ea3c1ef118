// A certificate authority and a server's certificate for a day, made by openssl(1).
#pragma once

#include <filesystem>
#include <string>

namespace rohnamo::tests {

struct Certificates {
  std::filesystem::path authority;  // PEM, what a client trusts
  std::filesystem::path chain, key;
};

// `names`: as openssl writes them, "IP:127.0.0.1" or "DNS:example.org". Valid for one day from now.
Certificates make_certificates(const std::filesystem::path& folder, const std::string& names);

}  // namespace rohnamo::tests
