#include "sync/app/update_options.hpp"

#include "content/exchange/kiosk_status.hpp"
#include "content/trust/software.hpp"

namespace rohnamo::app {
namespace {

std::optional<model::EditionId> refused_by_kiosk(base::Fs& fs, const base::Path& path) {
  constexpr std::uint64_t status_limit = 1 << 20;  // bytes
  const auto bytes = fs.read(path, status_limit);
  if (!bytes) return std::nullopt;
  const auto status = exchange::parse_kiosk_status(*bytes);
  if (!status || status->refused_edition.empty()) return std::nullopt;
  return status->refused_edition;
}

}  // namespace

core::UpdateOptions update_options(base::Fs& fs, const Config& config, std::string trusted_root) {
  core::UpdateOptions options;
  options.cache = config.cache;
  options.state = config.state;
  options.trusted_root = std::move(trusted_root);
  options.floor = base::build_time();
  options.offices = config.offices;
  if (config.software) options.architecture = trust::own_architecture();
  options.parallel = config.connections;
  options.refused = [&fs, path = exchange::kiosk_status_path(config.run)] {
    return refused_by_kiosk(fs, path);
  };
  return options;
}

}  // namespace rohnamo::app
