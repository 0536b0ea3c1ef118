#include "systemd/machine/upgrade_journal.hpp"

#include <fmt/format.h>

#include <array>

#include "content/base/json.hpp"

namespace rohnamo::machine {

using base::Result;
using base::json::Array;
using base::json::Object;
using base::json::Reader;
using State = UpgradeJournal::State;
using trust::SoftwarePackage;

namespace {

constexpr std::size_t journal_limit = 1 << 20;  // bytes

constexpr std::array<std::string_view, 6> names{"idle", "applying",     "probation",
                                                "done", "rolling-back", "rolled-back"};

Object write(const SoftwarePackage& package) {
  return {{"package", package.package},
          {"version", package.version},
          {"architecture", package.architecture},
          {"sha256", package.hash.hex()},
          {"length", package.length}};
}

Result<SoftwarePackage> read(const Reader& object) {
  SoftwarePackage package;
  package.package = TRY(object.string("package"));
  package.version = TRY(object.string("version"));
  package.architecture = TRY(object.string("architecture"));
  TRY(trust::check_names(package));
  package.hash = TRY(base::Hash::from_hex(TRY(object.string("sha256"))));
  package.length = static_cast<std::uint64_t>(TRY(object.integer("length")));
  return package;
}

Result<State> read_state(const std::string& text) {
  for (std::size_t i = 0; i < names.size(); ++i)
    if (names.at(i) == text) return static_cast<State>(i);
  return base::fail(base::Code::unsupported, fmt::format("`{}` is no state of an upgrade", text));
}

}  // namespace

std::string_view to_string(State state) {
  return names.at(static_cast<std::size_t>(state));
}

std::string serialize(const UpgradeJournal& journal) {
  Array changes, kept;
  for (const PackageChange& change : journal.changes) {
    Object object{{"to", write(change.to)}};
    if (change.from) object["from"] = write(*change.from);
    changes.emplace_back(std::move(object));
  }
  for (const SoftwarePackage& package : journal.kept) kept.emplace_back(write(package));
  return boost::json::serialize(Object{{"format", upgrade_journal_format},
                                       {"state", to_string(journal.state)},
                                       {"since", base::to_rfc3339(journal.since)},
                                       {"set", journal.set},
                                       {"changes", std::move(changes)},
                                       {"edition", journal.edition},
                                       {"starts", journal.starts},
                                       {"because", journal.because},
                                       {"refused", journal.refused},
                                       {"kept", std::move(kept)}}) +
         "\n";
}

Result<UpgradeJournal> parse_upgrade_journal(std::string_view bytes) {
  const auto value = TRY(base::json::parse(bytes, journal_limit));
  const Reader object(value, "upgrade");
  TRY(object.check_format(upgrade_journal_format));
  UpgradeJournal journal;
  journal.state = TRY(read_state(TRY(object.string("state"))));
  journal.since = TRY(base::from_rfc3339(TRY(object.string("since"))));
  journal.set = TRY(object.string("set"));
  TRY(object.each("changes", [&](const Reader& change) -> Result<void> {
    PackageChange& read_change = journal.changes.emplace_back();
    read_change.to = TRY(read(TRY(change.object("to"))));
    if (change.has("from")) read_change.from = TRY(read(TRY(change.object("from"))));
    return {};
  }));
  journal.edition = TRY(object.boolean("edition"));
  journal.starts = TRY(object.integer("starts"));
  journal.because = TRY(object.string("because"));
  journal.refused = TRY(object.string("refused"));
  TRY(object.each("kept", [&](const Reader& package) -> Result<void> {
    journal.kept.push_back(TRY(read(package)));
    return {};
  }));
  return journal;
}

std::string describe(const UpgradeJournal& journal) {
  if (journal.state == State::idle) return "No packages were ever installed by an upgrade.\n";
  std::string text = fmt::format("The last upgrade, since {}: {}\n",
                                 base::to_rfc3339(journal.since), to_string(journal.state));
  for (const PackageChange& change : journal.changes)
    text += fmt::format("  {} {} -> {}\n", change.to.package,
                        change.from ? change.from->version : "(not installed)", change.to.version);
  if (!journal.because.empty()) text += fmt::format("Rolled back: {}\n", journal.because);
  if (!journal.refused.empty())
    text += "These packages are not tried again until others are published.\n";
  return text;
}

}  // namespace rohnamo::machine
