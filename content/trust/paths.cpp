#include "content/trust/paths.hpp"

#include <fmt/format.h>
#include <fnmatch.h>

#include <algorithm>

namespace rohnamo::trust {

bool matches(std::string_view pattern, std::string_view path) {
  // fnmatch(3) ends at a NUL: what follows one would escape the check.
  if (path.find('\0') != std::string_view::npos || pattern.find('\0') != std::string_view::npos)
    return false;
  return ::fnmatch(std::string(pattern).c_str(), std::string(path).c_str(),
                   FNM_PATHNAME | FNM_NOESCAPE) == 0;
}

bool covers(const Delegation& delegation, std::string_view target_path) {
  if (std::any_of(delegation.paths.begin(), delegation.paths.end(),
                  [&](const std::string& pattern) { return matches(pattern, target_path); }))
    return true;
  if (delegation.path_hash_prefixes.empty()) return false;
  const std::string hash = base::sha256(target_path).hex();
  return std::any_of(delegation.path_hash_prefixes.begin(), delegation.path_hash_prefixes.end(),
                     [&](const std::string& prefix) { return hash.starts_with(prefix); });
}

std::string encode_role(std::string_view role) {
  std::string encoded;
  for (const char c : role) {
    const bool kept = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '-' || c == '.' || c == '_' || c == '~';
    if (kept)
      encoded += c;
    else
      encoded += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return encoded;
}

std::string metadata_path(std::string_view role, std::int64_t version) {
  if (version == 0) return fmt::format("metadata/{}.json", encode_role(role));
  return fmt::format("metadata/{}.{}.json", version, encode_role(role));
}

std::string target_path(std::string_view path, std::string_view hash_hex) {
  const std::size_t slash = path.rfind('/');
  const std::size_t name = slash == std::string_view::npos ? 0 : slash + 1;
  return fmt::format("targets/{}{}.{}", path.substr(0, name), hash_hex, path.substr(name));
}

}  // namespace rohnamo::trust
