#include "tests/tuf/world.hpp"

#include <algorithm>
#include <fstream>

#include "tests/sync/app/program.hpp"

namespace rohnamo::tuf {
namespace {

namespace fs = std::filesystem;

// Percent signs in an address are nobody's to touch.
const std::string base_path = "/a%20test%20%5Bof%20names%5D/";

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void write(const fs::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

}  // namespace

World::World() : repository(base::system_now()) {
  fs::create_directory(metadata_folder());
  fs::create_directory(target_folder());
  repository.publish();
}

Ran World::run(const Names& words) {
  std::map<std::string, std::string> files;
  for (const auto& [path, bytes] : repository.files) files[base_path + path] = bytes;
  server_.serve(std::move(files));
  static_cast<void>(server_.requests());
  Names command{ROHNAMO_TUF_CLIENT, "--metadata-dir", metadata_folder()};
  command.insert(command.end(), words.begin(), words.end());
  const auto ran = tests::run(command);
  return {ran.exit_code, ran.output};
}

Ran World::init() {
  return init(repository.root_file());
}

Ran World::init(const std::string& root) {
  const fs::path file = folder_.path() / "initial_root.json";
  write(file, root);
  return run({"init", file});
}

Ran World::refresh() {
  return run({"--metadata-url", server_.address() + base_path + "metadata/", "refresh"});
}

Ran World::download(const Names& targets) {
  Names words{"--metadata-url", server_.address() + base_path + "metadata/"};
  for (const std::string& target : targets) {
    words.push_back("--target-name");
    words.push_back(target);
  }
  for (const std::string& word :
       {std::string("--target-dir"), target_folder().string(), std::string("--target-base-url"),
        server_.address() + base_path + "targets/", std::string("download")})
    words.push_back(word);
  return run(words);
}

Names World::requests() {
  Names names = server_.requests();
  for (std::string& name : names) {
    REQUIRE(name.starts_with(base_path));
    name.erase(0, base_path.size());
  }
  return names;
}

void World::treat(const std::string& path, Manners manners) {
  server_.treat(base_path + path, manners);
}

Names World::roles() const {
  Names names;
  for (const auto& entry : fs::directory_iterator(metadata_folder())) {
    const std::string name = entry.path().filename();
    if (name.ends_with(".json")) names.push_back(name.substr(0, name.size() - 5));
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string World::stored(const std::string& role) const {
  return read(metadata_folder() / (role + ".json"));
}

void World::store(const std::string& role, const std::string& bytes) const {
  write(metadata_folder() / (role + ".json"), bytes);
}

Names World::targets() const {
  Names contents;
  for (const auto& entry : fs::recursive_directory_iterator(target_folder()))
    if (entry.is_regular_file()) contents.push_back(read(entry.path()));
  std::sort(contents.begin(), contents.end());
  return contents;
}

void World::delegate(const std::string& from, const std::string& role, const Names& paths) {
  auto& keys = repository.keys[role];
  if (keys.empty()) keys.push_back(trust::PrivateKey::generate());
  auto& given = repository.targets[from].delegations;
  auto& delegations = given ? *given : given.emplace();
  delegations.keys.insert_or_assign(keys[0].id(), keys[0].public_key());
  delegations.roles.push_back({role, {{keys[0].id()}, 1}, false, paths, {}});
  repository.targets[role];
}

void World::put(const std::string& role, const std::string& path, const std::string& bytes) {
  repository.put(role, path, model::BlobKind::text, bytes);
}

void World::sign_the_rest() {
  ++repository.snapshot.version;
  repository.write_snapshot();
  ++repository.timestamp.version;
  repository.write_timestamp();
}

}  // namespace rohnamo::tuf
