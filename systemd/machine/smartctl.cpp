#include "systemd/machine/smartctl.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <memory>

namespace rohnamo::machine {

std::string ask_smartctl(const std::string& disk) {
  constexpr const char* program = "/usr/sbin/smartctl";
  constexpr std::size_t limit = 1 << 20;  // bytes
  const std::string device = fmt::format("/dev/{}", disk);
  if (disk.empty() || ::access(program, X_OK) != 0 || ::access(device.c_str(), R_OK) != 0)
    return {};
  const std::string command =
      fmt::format("{} --json=c --health --attributes {} 2>/dev/null", program, device);
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen(command.c_str(), "re"), &::pclose);
  std::string told;
  std::array<char, 4096> piece{};
  while (pipe && told.size() < limit) {
    const auto count = std::fread(piece.data(), 1, piece.size(), pipe.get());
    if (count == 0) break;
    told.append(piece.data(), count);
  }
  return told;
}

}  // namespace rohnamo::machine
