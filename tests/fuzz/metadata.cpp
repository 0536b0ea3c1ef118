// TUF metadata of any role: parsed, made canonical, and written again.
#include "content/trust/bins.hpp"
#include "content/trust/canonical.hpp"
#include "content/trust/envelope.hpp"
#include "content/trust/paths.hpp"
#include "content/trust/software.hpp"
#include "tests/fuzz/target.hpp"

using namespace rohnamo;

namespace {

void use(const trust::Signed<trust::Root>& root) {
  for (const auto& [role, signers] : root.role.roles) {
    fuzz::require(signers.threshold >= 1, "a threshold is at least 1");
    (void)trust::verify_threshold(root, signers, root.role.keys, role);
  }
}

void use(const trust::Signed<trust::Timestamp>& timestamp) {
  (void)trust::check_file("bytes", timestamp.role.snapshot, "a snapshot");
}

void use(const trust::Signed<trust::Snapshot>& snapshot) {
  for (const auto& [role, meta] : snapshot.role.meta) {
    fuzz::require(meta.version >= 1, "a version is at least 1");
    fuzz::require(trust::metadata_path(role, meta.version).find('/', 9) == std::string::npos,
                  "a role's file lies in metadata/");
  }
}

void use(const trust::Signed<trust::Targets>& targets) {
  for (const auto& [path, target] : targets.role.targets) {
    fuzz::require(!target.hashes.empty(), "a target has a hash");
    if (const auto package = trust::read_software(path, target))
      fuzz::require(!package->package.starts_with('-') && !package->version.starts_with('-'),
                    "a package is no option of a command");
  }
  if (!targets.role.delegations) return;
  if (const auto& bins = targets.role.delegations->succinct_roles) trust::bin_of(*bins, "a/b");
  for (const auto& delegation : targets.role.delegations->roles)
    trust::covers(delegation, "offices/khujand/catalog");
}

template <class Role>
void parse(std::string_view bytes) {
  const auto file = trust::parse<Role>(bytes);
  if (!file) return;
  fuzz::require(file->role.version >= 1, "a version is at least 1");
  use(*file);
  const auto written = trust::sign(file->role, {});
  if (!written) return;
  const auto again = trust::parse<Role>(*written);
  fuzz::require(again && trust::sign(again->role, {}).value() == *written,
                "metadata keeps its values");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = fuzz::as_text(data, size);
  parse<trust::Root>(bytes);
  parse<trust::Timestamp>(bytes);
  parse<trust::Snapshot>(bytes);
  parse<trust::Targets>(bytes);
  const auto value = base::json::parse(bytes, size);
  const auto canonical = value ? trust::canonical(*value) : base::fail(value.error());
  if (!canonical) return 0;
  fuzz::require(canonical->size() <= size * 6 + 16, "canonical JSON is bounded");
  return 0;
}
