#include "tests/bench/publication.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <fstream>
#include <random>

#include "content/model/catalog.hpp"
#include "content/trust/bins.hpp"
#include "content/trust/envelope.hpp"
#include "content/trust/paths.hpp"

namespace rohnamo::bench {

using base::Code;
using base::fail;
using base::Path;
using base::Result;
using model::BlobKind;

namespace {

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

}  // namespace

// Target files first, then the metadata that names them, innermost first: each file's version,
// length and hash go into the next.
class PublicationMaker::Publisher {
 public:
  Publisher(Path site, std::size_t files, std::uint64_t bytes)
      : site_(std::move(site)),
        files_(files),
        mean_(bytes / files),
        bin_bits_(trust::bin_bits(files + 1)),
        random_(files) {}

  [[nodiscard]] const Publication& publication() const { return publication_; }

  Result<void> begin() {
    TRY(add("mission/catalog", BlobKind::catalog, empty_catalog()));
    for (std::size_t i = 0; i < files_; ++i) TRY(add_picture(i));
    return finish();
  }

  Result<std::uint64_t> change(std::size_t files) {
    std::uint64_t bytes = 0;
    for (std::size_t i = 0; i < files; ++i) bytes += TRY(add_picture(i * files_ / files));
    TRY(finish());
    return bytes;
  }

 private:
  Result<std::uint64_t> add_picture(std::size_t index) {
    const std::string bytes = random_bytes(random_, mean_ / 2 + random_() % mean_);
    TRY(add(fmt::format("mission/pictures/{}", index), BlobKind::picture, bytes));
    return bytes.size();
  }

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

  Result<void> finish() {
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
    timestamp.signed_at = now_;
    TRY(put("timestamp", timestamp));
    TRY(put("root", make_root()));
    publication_.site = site_;
    publication_.root = site_ / trust::metadata_path("root", 1);
    return {};
  }

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
  // With the version it had, if it says what it said.
  template <class Role>
  Result<void> put(const std::string& name, Role role) {
    auto& [version, held] = written_[name];
    role.expires = now_ + std::chrono::days(365);
    role.version = version;
    std::string file = TRY(trust::sign(role, {&key_}));
    if (file == held) return {};
    if (!held.empty()) {
      role.version = ++version;
      file = TRY(trust::sign(role, {&key_}));
    }
    held = file;
    snapshot_.meta[name] = trust::describe(role.version, file);
    const bool versioned = name != trust::Timestamp::type;
    const Path path = site_ / trust::metadata_path(name, versioned ? role.version : 0);
    TRY(write_file(path, file));
    return write_packed(path.string() + ".gz", file);
  }

  struct Written {
    std::int64_t version = 1;
    std::string file;
  };
  Path site_;
  std::size_t files_;
  std::uint64_t mean_;
  int bin_bits_;
  base::Time now_ = base::system_now();
  std::mt19937_64 random_;
  std::map<std::string, Written> written_;
  trust::PrivateKey key_ = trust::PrivateKey::generate();
  std::map<std::string, trust::Targets> bins_;
  trust::Snapshot snapshot_;
  Publication publication_;
};

PublicationMaker::PublicationMaker(std::unique_ptr<Publisher> publisher)
    : publisher_(std::move(publisher)) {}
PublicationMaker::PublicationMaker(PublicationMaker&&) noexcept = default;
PublicationMaker::~PublicationMaker() = default;

Result<PublicationMaker> PublicationMaker::make(const Path& folder, std::size_t files,
                                                std::uint64_t bytes) {
  auto publisher = std::make_unique<Publisher>(folder, files, bytes);
  TRY(publisher->begin());
  return PublicationMaker(std::move(publisher));
}

const Publication& PublicationMaker::publication() const {
  return publisher_->publication();
}

Result<std::uint64_t> PublicationMaker::change(std::size_t files) {
  return publisher_->change(files);
}

}  // namespace rohnamo::bench
