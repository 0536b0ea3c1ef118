// A whole publication in memory, signed on demand, that is also the server it lies on, and can lie.
//
// A lie is told by changing the public values before something is written again, the bytes of
// `files`, or the switches.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "content/model/blob.hpp"
#include "content/trust/envelope.hpp"
#include "content/trust/software.hpp"
#include "sync/core/transport.hpp"

namespace rohnamo::fakes {

class RepositoryWorld final : public core::Transport {
 public:
  // A publication with a mission of 2^bin_bits bins, not published yet.
  explicit RepositoryWorld(base::Time now, int bin_bits = 2);

  // Content ---------------------------------------------------------------------------------
  void add_office(const std::string& name);
  // A story of the mission ("mission") or an office ("offices/<name>"): its catalog and its body.
  void set_story(const std::string& role, const std::string& id, const std::string& title);
  // An urgent notice of the mission.
  void set_notice(const std::string& id, const std::string& title);
  bool text_first = false;  // what the next catalog says
  // Any other target: "mission/pictures/a.webp".
  void put(const std::string& role, const std::string& path, model::BlobKind kind,
           const std::string& bytes);
  void remove(const std::string& role, const std::string& path);

  // A package that machines shall have; the first makes the role "software". Its bytes are no .deb.
  trust::SoftwarePackage put_package(const std::string& name, const std::string& version,
                                     const std::string& architecture, const std::string& bytes);
  void remove_package(const trust::SoftwarePackage& package);

  // Signs what changed, and snapshot and timestamp anew, and puts it all on the server.
  void publish();

  // Metadata --------------------------------------------------------------------------------
  // Each write_… signs one role as it stands with keys[role] and puts it on the server.
  void write_root();
  void write_targets(const std::string& role);  // and what the snapshot says of it
  void write_snapshot();                        // and what the timestamp says of it
  void write_timestamp();
  // Another key for a top-level role; write_root() then needs both keys of an old and a new root.
  void rotate(const std::string& role);

  [[nodiscard]] std::string root_file(std::int64_t version = 1) const;
  [[nodiscard]] std::string path_of(const std::string& role) const;    // of its newest file
  [[nodiscard]] std::string blob_path(const std::string& path) const;  // of a target

  base::Time now;  // when things are signed
  std::chrono::seconds lifetime = std::chrono::hours(24 * 30);
  trust::Root root;
  trust::Timestamp timestamp;
  trust::Snapshot snapshot;
  std::map<std::string, trust::Targets> targets;  // targets, mission, mission-0…, offices/<name>
  std::map<std::string, std::vector<trust::PrivateKey>> keys;  // bins sign with "bins"
  std::map<std::string, std::string> files;                    // what is served, by path

  // The server ------------------------------------------------------------------------------
  core::Task<base::Result<core::Fetched>> fetch(core::FetchRequest request,
                                                core::Sink& sink) override;
  bool offline = false;
  bool ranges = true;  // false: the whole body whatever was asked for
  bool etags = true;
  std::string endless;                        // a path whose body never ends
  std::map<std::string, std::size_t> breaks;  // path -> after so many bytes the line breaks, once
  std::vector<std::string> requests;          // paths, as they came
  std::uint64_t bytes_served = 0;

 private:
  struct Target {
    model::BlobKind kind;
    std::string bytes;
  };
  void delegate(const std::string& role, std::vector<std::string> paths);
  void write_catalog(const std::string& role);
  void assemble();
  [[nodiscard]] std::vector<const trust::PrivateKey*> signers(const std::string& role) const;
  core::Task<base::Result<void>> send(std::string path, std::uint64_t offset, std::uint64_t limit,
                                      core::Sink& sink);
  std::map<std::string, std::map<std::string, Target>> content_;       // role -> path -> target
  std::map<std::string, std::map<std::string, std::string>> stories_;  // role -> id -> title
  std::map<std::string, std::string> notices_;                         // id -> title
  std::map<std::string, trust::SoftwarePackage> packages_;             // by target
  std::map<std::string, std::string> written_;  // role -> its newest file, not signed
  bool published_ = false;
};

}  // namespace rohnamo::fakes
