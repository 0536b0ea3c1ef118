#include "tests/bench/publication.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <fstream>
#include <random>

#include "content/model/catalog.hpp"
#include "content/trust/envelope.hpp"
#include "content/trust/paths.hpp"

namespace rohnamo::bench {

using base::Code;
using base::fail;
using base::Path;
using base::Result;
using model::BlobKind;

namespace {

// As rohnamo-content spreads them.
constexpr std::size_t targets_per_bin = 8;

int bits_for(std::size_t targets) {
  int bits = 2;
  while (targets > targets_per_bin << bits) ++bits;
  return bits;
}

Result<void> write_file(const Path& path, std::string_view bytes) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream file(path, std::ios::binary);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!file.flush()) return fail(Code::io, "cannot write " + path.string());
  return {};
}

Result<void> write_packed(const Path& path, std::string_view bytes) {
  gzFile file = gzopen(path.c_str(), "wb9");
  if (file == nullptr) return fail(Code::no_space, "cannot write " + path.string());
  const int written = gzwrite(file, bytes.data(), static_cast<unsigned>(bytes.size()));
  if (gzclose(file) != Z_OK || written <= 0) return fail(Code::io, "cannot write " + path.string());
  return {};
}

std::string random_bytes(std::mt19937_64& random, std::uint64_t length) {
  std::string bytes(length + sizeof(std::uint64_t), '\0');
  for (std::uint64_t at = 0; at < length; at += sizeof(std::uint64_t)) {
    const std::uint64_t word = random();
    std::char_traits<char>::copy(bytes.data() + at, reinterpret_cast<const char*>(&word),
                                 sizeof word);
  }
  bytes.resize(length);
  return bytes;
}

std::string empty_catalog() {
  model::Channel channel;
  channel.id = "bench";
  channel.default_language = "en";
  channel.timezone = "UTC";
  channel.languages = {{"en", "English", "en", model::Direction::left_to_right, {}}};
  return model::CatalogBuilder(channel).build();
}

// Target files first, then the metadata that names them, innermost first: each file's version,
// length and hash go into the next.
class Publisher {
 public:
  // `targets`: how many there will be.
  Publisher(Path site, std::size_t targets, base::Time expires)
      : site_(std::move(site)), bin_bits_(bits_for(targets)), expires_(expires) {}

  Result<void> add(const std::string& path, BlobKind kind, std::string_view bytes) {
    const std::string hash = base::sha256(bytes).hex();
    trust::TargetFile target;
    target.length = bytes.size();
    target.hashes["sha256"] = hash;
    target.custom["kind"] = model::to_string(kind);
    bins_[trust::bin_of(succinct(), path)].targets[path] = std::move(target);
    publication_.paths.push_back(trust::target_path(path, hash));
    publication_.bytes += bytes.size();
    return write_file(site_ / publication_.paths.back(), bytes);
  }

  Result<Publication> finish(base::Time signed_at) {
    for (std::uint64_t i = 0; i < trust::bin_count(succinct()); ++i) {
      const std::string name = trust::bin_name(succinct(), i);
      TRY(put(name, bins_[name]));
    }
    trust::Targets mission;
    mission.delegations = delegations();
    mission.delegations->succinct_roles = succinct();
    TRY(put("mission", mission));
    trust::Targets targets;
    targets.delegations = delegations();
    targets.delegations->roles = {{"mission", signers(), false, {}, {}}};
    // Patterns do not cross a "/" (paths.hpp), so every depth is named.
    targets.delegations->roles[0].paths = {"mission/*", "mission/*/*"};
    TRY(put("targets", targets));
    TRY(put("snapshot", snapshot_));
    trust::Timestamp timestamp;
    timestamp.snapshot = snapshot_.meta.at("snapshot");
    timestamp.signed_at = signed_at;
    TRY(put("timestamp", timestamp));
    TRY(put("root", make_root()));
    publication_.site = site_;
    publication_.root = site_ / trust::metadata_path("root", 1);
    return publication_;
  }

 private:
  [[nodiscard]] trust::Signers signers() const { return {{key_.id()}, 1}; }

  [[nodiscard]] trust::SuccinctRoles succinct() const { return {signers(), bin_bits_, "mission"}; }

  [[nodiscard]] trust::Delegations delegations() const {
    trust::Delegations delegations;
    delegations.keys.emplace(key_.id(), key_.public_key());
    return delegations;
  }

  [[nodiscard]] trust::Root make_root() const {
    trust::Root root;
    root.keys.emplace(key_.id(), key_.public_key());
    for (const char* role : {"root", "timestamp", "snapshot", "targets"})
      root.roles.emplace(role, signers());
    return root;
  }

  // The role's file as a server has it, packed beside it too.
  template <class Role>
  Result<void> put(const std::string& name, Role role) {
    role.expires = expires_;
    const std::string file = TRY(trust::sign(role, {&key_}));
    snapshot_.meta[name] = trust::describe(role.version, file);
    const bool versioned = name != trust::Timestamp::type;
    const Path path = site_ / trust::metadata_path(name, versioned ? role.version : 0);
    TRY(write_file(path, file));
    return write_packed(path.string() + ".gz", file);
  }

  Path site_;
  int bin_bits_;
  base::Time expires_;
  trust::PrivateKey key_ = trust::PrivateKey::generate();
  std::map<std::string, trust::Targets> bins_;
  trust::Snapshot snapshot_;
  Publication publication_;
};

}  // namespace

Result<Publication> make_publication(const Path& folder, std::size_t files, std::uint64_t bytes) {
  const base::Time now = base::system_now();
  Publisher publisher(folder, files + 1, now + std::chrono::days(365));
  std::mt19937_64 random(files);
  const std::uint64_t mean = bytes / files;
  TRY(publisher.add("mission/catalog", BlobKind::catalog, empty_catalog()));
  for (std::size_t i = 0; i < files; ++i) {
    const std::string content = random_bytes(random, mean / 2 + random() % mean);
    TRY(publisher.add(fmt::format("mission/pictures/{}", i), BlobKind::picture, content));
  }
  return publisher.finish(now);
}

}  // namespace rohnamo::bench
