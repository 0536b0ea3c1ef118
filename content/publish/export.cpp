#include "content/publish/export.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "content/publish/folder.hpp"
#include "content/publish/held.hpp"
#include "content/publish/prune.hpp"
#include "content/publish/report.hpp"
#include "content/publish/repository.hpp"

namespace rohnamo::publish {
namespace {

using base::Code;
using base::fail;
using base::Path;
using base::Result;

constexpr const char* stick_folder = "rohnamo";
constexpr std::uint64_t fat_limit = 0xffff'ffff;  // bytes of a file on FAT32
constexpr std::uint64_t cluster = 32 << 10;       // bytes that a small file takes
constexpr std::uint64_t batch_limit = 32 << 20;   // bytes made durable together
constexpr std::size_t name_limit = 255;
const std::string timestamp_path = trust::metadata_path(trust::Timestamp::type, 0);

// Of a publication, as it is to lie on the stick. Contents are `bytes`, or the repository's file.
struct Piece {
  std::string path;  // below the publication's root
  std::uint64_t length = 0;
  base::Hash hash;
  std::string bytes;
};

struct Contents {
  std::vector<Piece> targets, metadata;  // without the timestamp
  Piece timestamp;
  std::int64_t version = 0;
  base::Time expires;
};

// FAT and exFAT, as any computer makes them.
Result<void> check_name(const std::string& path) {
  for (std::size_t start = 0; start <= path.size();) {
    const auto end = std::min(path.find('/', start), path.size());
    const std::string_view part = std::string_view(path).substr(start, end - start);
    const bool plain = std::none_of(part.begin(), part.end(), [](unsigned char c) {
      return c < 0x20 || c == 0x7f || std::string_view(R"(\:*?"<>|)").find(c) != std::string::npos;
    });
    if (!plain || part.size() > name_limit || part.ends_with('.') || part.ends_with(' '))
      return fail(Code::unsupported, fmt::format("a stick cannot have a file named '{}'", path));
    start = end + 1;
  }
  return {};
}

Piece piece_of(std::string path, std::string bytes) {
  Piece piece;
  piece.path = std::move(path);
  piece.length = bytes.size();
  piece.hash = base::sha256(bytes);
  piece.bytes = std::move(bytes);
  return piece;
}

// What screens will ask for: roles that somebody delegates to still.
std::vector<std::string> wanted_roles(const Held& held) {
  std::vector<std::string> roles{std::string(trust::Targets::type)};
  const auto top = held.roles.find(trust::Targets::type);
  if (top == held.roles.end() || !top->second.targets().delegations) return roles;
  for (const auto& delegation : top->second.targets().delegations->roles)
    roles.push_back(delegation.name);
  if (const auto* bins = bins_of(held.roles))
    for (std::uint64_t i = 0; i < trust::bin_count(*bins); ++i)
      roles.push_back(trust::bin_name(*bins, i));
  return roles;
}

Result<void> add_roles(const Held& held, const trust::Root& root, const Path& repository,
                       Contents& contents) {
  for (const std::string& name : wanted_roles(held)) {
    const auto meta = held.snapshot.meta.find(name);
    if (meta == held.snapshot.meta.end()) continue;  // an office that has not published yet
    const std::string path = trust::metadata_path(name, meta->second.version);
    const auto role = held.roles.find(name);
    if (role == held.roles.end())
      return fail(Code::not_found, fmt::format("{} is missing or damaged: publish again",
                                               (repository / path).string()));
    auto good = trust::check_file(role->second.bytes(), meta->second, name);
    if (good) good = verify(root, held.roles, role->second);
    if (!good) return fail(good.error(), (repository / path).string());
    contents.metadata.push_back(piece_of(path, role->second.bytes()));
  }
  return {};
}

Result<void> add_targets(const Held& held, Contents& contents) {
  for (const auto& [path, target] : held.targets()) {
    const auto hash = target.hashes.find("sha256");
    if (hash == target.hashes.end() || !is_plain_path(path))
      return fail(Code::unsupported, "the target " + path + " cannot be copied");
    Piece piece;
    piece.path = trust::target_path(path, hash->second);
    piece.length = target.length;
    piece.hash = TRY(base::Hash::from_hex(hash->second));
    if (piece.length > fat_limit)
      return fail(Code::unsupported, path + " is longer than the 4 GB that a stick can hold");
    contents.targets.push_back(std::move(piece));
  }
  return {};
}

Result<Contents> read_publication(base::Fs& fs, const Path& repository) {
  if (!fs.exists(repository / timestamp_path))
    return fail(Code::not_found, fmt::format("{} is no publication: it has no {}",
                                             repository.string(), timestamp_path));
  const RootChain roots = TRY(read_root_chain(fs, repository / "metadata"));
  if (roots.empty())
    return fail(Code::not_found, repository.string() + " is no publication: it has no root");
  const Held held = TRY(read_held(fs, repository, roots));
  if (held.superseded)
    return fail(Code::untrusted, repository.string() +
                                     " is signed with keys that have been replaced: publish again");
  Contents contents;
  contents.version = held.timestamp->version;
  contents.expires = held.timestamp->expires;
  contents.timestamp =
      piece_of(timestamp_path, TRY(fs.read(repository / timestamp_path, metadata_limit)));
  for (const auto& [version, link] : roots.links())
    contents.metadata.push_back(piece_of("metadata/" + root_name(version), link.file));
  TRY(add_roles(held, roots.newest(), repository, contents));
  const std::string snapshot = trust::metadata_path("snapshot", held.snapshot.version);
  contents.metadata.push_back(
      piece_of(snapshot, TRY(fs.read(repository / snapshot, metadata_limit))));
  TRY(add_targets(held, contents));
  for (const auto* pieces : {&contents.targets, &contents.metadata})
    for (const Piece& piece : *pieces) TRY(check_name(piece.path));
  return contents;
}

class Export {
 public:
  Export(base::Fs& fs, const Path& repository, const Path& stick, const ExportProgress& progress)
      : fs_(fs), repository_(repository), root_(stick / stick_folder), progress_(progress) {}

  Result<ExportReport> run() {
    const Contents contents = TRY(read_publication(fs_, repository_));
    report_.version = contents.version;
    report_.expires = contents.expires;
    std::vector<const Piece*> targets = TRY(missing(contents.targets));
    std::vector<const Piece*> metadata = TRY(missing(contents.metadata));
    const std::vector<Piece> last{contents.timestamp};
    std::vector<const Piece*> timestamp = TRY(missing(last));
    TRY(check_space());
    TRY(fs_.make_directories(root_));
    for (const auto* step : {&targets, &metadata, &timestamp}) TRY(copy(*step));
    std::set<std::string> kept{timestamp_path};
    for (const auto* pieces : {&contents.targets, &contents.metadata})
      for (const Piece& piece : *pieces) kept.insert(piece.path);
    for (const char* folder : {"metadata", "targets"}) TRY(remove_others(folder, kept));
    TRY(fs_.sync_all(root_));
    return report_;
  }

 private:
  // Whether the stick has it, byte for byte.
  bool has(const Piece& piece) {
    const auto size = fs_.size(root_ / piece.path);
    if (!size || *size != piece.length) return false;
    base::Sha256 hash;
    const auto read =
        fs_.read_through(root_ / piece.path, [&](std::string_view bytes) { hash.update(bytes); });
    return read && hash.finish() == piece.hash;
  }

  Result<std::vector<const Piece*>> missing(const std::vector<Piece>& pieces) {
    std::vector<const Piece*> lacking;
    for (const Piece& piece : pieces) {
      report_.files += 1;
      report_.bytes += piece.length;
      if (has(piece)) continue;
      lacking.push_back(&piece);
      to_copy_ += piece.length;
      space_ += (piece.length / cluster + 1) * cluster;
    }
    return lacking;
  }

  Result<void> check_space() {
    const std::uint64_t free = TRY(fs_.free_space(root_.parent_path()));
    if (to_copy_ == 0 || free >= space_) return {};
    return fail(Code::no_space,
                fmt::format("{} has {} free, {} are needed: delete what is not needed from it (the "
                            "folder {} too, if that is an older publication), or take a larger one",
                            root_.parent_path().string(), size_in_words(free),
                            size_in_words(space_), stick_folder));
  }

  // Under other names first; when a batch is durable, each gets its own. All of it is durable at
  // the end.
  Result<void> copy(const std::vector<const Piece*>& pieces) {
    if (pieces.empty()) return {};
    std::vector<const Piece*> batch;
    std::uint64_t bytes = 0;
    for (const Piece* piece : pieces) {
      TRY(write(*piece));
      batch.push_back(piece);
      bytes += std::max(piece->length, cluster);
      if (bytes < batch_limit) continue;
      TRY(settle(batch));
      batch.clear();
      bytes = 0;
    }
    TRY(settle(batch));
    return fs_.sync_all(root_);
  }

  Result<void> write(const Piece& piece) {
    const Path place = root_ / piece.path;
    TRY(fs_.make_directories(place.parent_path()));
    const auto file = TRY(fs_.create(place.string() + ".new"));
    if (!piece.bytes.empty()) return file->write(piece.bytes);
    base::Sha256 hash;
    Result<void> written;
    const auto read = fs_.read_through(repository_ / piece.path, [&](std::string_view bytes) {
      hash.update(bytes);
      if (written) written = file->write(bytes);
    });
    if (!read) return fail(read.error(), "the publication lacks a file; publish again");
    if (!written) return written;
    if (hash.finish() == piece.hash) return {};
    return fail(Code::corrupt,
                fmt::format("{} is damaged: publish again", (repository_ / piece.path).string()));
  }

  Result<void> settle(const std::vector<const Piece*>& batch) {
    if (batch.empty()) return {};
    TRY(fs_.sync_all(root_));
    for (const Piece* piece : batch) {
      const Path place = root_ / piece->path;
      TRY(fs_.rename(place.string() + ".new", place));
      report_.copied += 1;
      report_.copied_bytes += piece->length;
    }
    if (progress_) progress_(report_.copied_bytes, to_copy_);
    return {};
  }

  // Files of publications alone, by their names.
  static bool is_ours(std::string_view name) {
    if (name.ends_with(".new")) name.remove_suffix(4);
    if (name.ends_with(".gz")) name.remove_suffix(3);
    return is_target(name) || name == "timestamp.json" || parse_metadata_name(name).has_value();
  }

  Result<void> remove_others(const std::string& folder, const std::set<std::string>& kept) {
    const auto names = fs_.list(root_ / folder);
    if (!names && names.error().code == Code::not_found) return {};
    for (const std::string& name : TRY(fs_.list(root_ / folder))) {
      const std::string path = fmt::format("{}/{}", folder, name);
      if (!fs_.exists(root_ / path)) {
        if (fs_.list(root_ / path)) TRY(remove_others(path, kept));
      } else if (is_ours(name) && !kept.contains(path)) {
        TRY(fs_.remove(root_ / path));
        report_.removed += 1;
      }
    }
    return {};
  }

  base::Fs& fs_;
  const Path& repository_;
  Path root_;
  const ExportProgress& progress_;
  ExportReport report_;
  std::uint64_t to_copy_ = 0;  // bytes
  std::uint64_t space_ = 0;    // bytes that they take on a stick
};

}  // namespace

Result<ExportReport> export_publication(base::Fs& fs, const Path& repository, const Path& stick,
                                        const ExportProgress& progress) {
  const auto still = TRY(hold_still(fs, repository));
  if (!fs.list(stick))
    return fail(Code::not_found, fmt::format("{} is no folder: is the stick plugged in and opened?",
                                             stick.string()));
  return Export(fs, repository, stick, progress).run();
}

std::string to_string(const ExportReport& report, const Path& stick) {
  return fmt::format(
      "Publication {}, good until {}: {} files and {} in {}; {} ({}) copied, {} removed.\n"
      "All of it is written: the stick may be taken out.\n",
      report.version, base::to_rfc3339(report.expires).substr(0, 10), report.files,
      size_in_words(report.bytes), (stick / stick_folder).string(), report.copied,
      size_in_words(report.copied_bytes), report.removed);
}

base::json::Object to_json(const ExportReport& report) {
  return {{"version", report.version}, {"expires", base::to_rfc3339(report.expires)},
          {"files", report.files},     {"bytes", report.bytes},
          {"copied", report.copied},   {"copied_bytes", report.copied_bytes},
          {"removed", report.removed}};
}

}  // namespace rohnamo::publish
