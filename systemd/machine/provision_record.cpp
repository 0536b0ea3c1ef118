#include "systemd/machine/provision_record.hpp"

#include <fmt/format.h>

#include "content/base/format.hpp"

namespace rohnamo::machine {
namespace {

using base::json::Array;
using base::json::Object;
using base::json::Reader;

constexpr std::size_t record_limit = 64 << 10;  // bytes

base::Result<ProvisionRecord> read_record(const Reader& object) {
  ProvisionRecord record;
  record.at = TRY(base::from_rfc3339(TRY(object.string("at"))));
  record.medium = TRY(object.string("medium"));
  record.file = TRY(base::Hash::from_hex(TRY(object.string("sha256"))));
  TRY(object.each("keys", [&](const Reader& key) -> base::Result<void> {
    record.keys.push_back(TRY(key.as_string()));
    return {};
  }));
  return record;
}

}  // namespace

base::Result<ProvisionRecord> parse_provision_record(std::string_view bytes) {
  return base::json::read_file(
      bytes, {"record of provisioning", provision_record_format, record_limit}, &read_record);
}

std::string serialize(const ProvisionRecord& record) {
  return boost::json::serialize(Object{{"format", provision_record_format},
                                       {"at", base::to_rfc3339(record.at)},
                                       {"medium", record.medium},
                                       {"sha256", record.file.hex()},
                                       {"keys", Array(record.keys.begin(), record.keys.end())}});
}

base::Path provisioned_path(const base::Path& root) {
  return root / "var/lib/rohnamo/machine/provisioned.json";
}

base::Path provisioning_path(const base::Path& root) {
  return root / "var/lib/rohnamo/machine/provisioning.json";
}

Standing read_standing(base::Fs& fs, const base::Path& root) {
  Standing standing;
  standing.provisioned = fs.exists(provisioned_path(root));
  const auto path = standing.provisioned ? provisioned_path(root) : provisioning_path(root);
  if (const auto bytes = fs.read(path, record_limit))
    if (const auto record = parse_provision_record(*bytes)) standing.by = record->file;
  standing.has_root_of_trust = fs.exists(root / "etc/rohnamo/root.json");
  return standing;
}

base::Result<void> may_provision(const Standing& standing, Source source, const base::Hash& file) {
  const auto no = [](std::string_view why) {
    return base::fail(
        base::Code::busy,
        fmt::format("{}; to do so anew, as root: rohnamo-machine provision FILE --again", why));
  };
  if (standing.provisioned) return no("this machine is set up already");
  if (source != Source::stick || standing.by == file) return {};
  if (standing.by) return no("this machine is being set up by another file");
  if (standing.has_root_of_trust) return no("this machine was set up by hand");
  return {};
}

}  // namespace rohnamo::machine
