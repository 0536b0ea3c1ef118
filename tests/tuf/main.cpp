// rohnamo-tuf-client: the client library of rohnamo-sync under the command line of the public TUF
// client conformance suite (arguments.hpp). A test's tool, not installed.
//
// Exit status 0: done; 1: refused or failed, with the reason on standard error. What is trusted
// lies in MD, one file a role; everything else of ours in MD/rohnamo.
#include <iostream>

#include "content/trust/paths.hpp"
#include "sync/core/target_search.hpp"
#include "tests/fakes/run.hpp"
#include "tests/tuf/arguments.hpp"
#include "tests/tuf/foreign_repository.hpp"
#include "tests/tuf/target_folder.hpp"

using namespace rohnamo;
using base::fail;
using base::Result;
using core::Task;
using tuf::Arguments;

namespace {

base::Path own_folder(const Arguments& arguments) {
  return arguments.metadata_dir / "rohnamo";
}

Result<core::MetadataStore> open_store(const Arguments& arguments) {
  return core::MetadataStore::open(base::posix_fs(), own_folder(arguments), arguments.metadata_dir);
}

// TUF specification, 5.2: how the first root comes here is not the workflow's affair.
Result<void> init(const Arguments& arguments) {
  const std::string root = TRY(base::posix_fs().read(arguments.trusted_root, core::root_limit));
  TRY(core::TrustedSet::begin(root, base::system_now()));
  auto store = TRY(open_store(arguments));
  return store.write("root", root);
}

// With consistent snapshots any of the listed hashes is in the file's name.
std::string path_of(const std::string& path, const trust::TargetFile& target, bool consistent) {
  if (!consistent) return "targets/" + path;
  const auto sha256 = target.hashes.find("sha256");
  return trust::target_path(
      path, sha256 == target.hashes.end() ? target.hashes.begin()->second : sha256->second);
}

// 5.7
Task<Result<void>> fetch_target(core::MetadataClient& client, core::Transport& transport,
                                tuf::TargetFolder& folder, std::string path) {
  const auto target = co_await core::find_target(client, path);
  if (!target) co_return fail(target.error());
  trust::MetaFile expected;
  expected.length = target->length;
  expected.hashes = target->hashes;
  if (folder.has(path, expected)) co_return Result<void>();
  core::FetchRequest request;
  request.path = path_of(path, *target, client.set().root().consistent_snapshot);
  request.max_bytes = target->length;
  core::MemorySink sink;
  const auto fetched = co_await transport.fetch(request, sink);
  if (!fetched) co_return fail(fetched.error());
  const auto checked = trust::check_file(sink.bytes(), expected, path);
  if (!checked) co_return fail(checked.error());
  co_return folder.put(path, sink.bytes());
}

Task<Result<void>> update(core::MetadataClient& client, core::Transport& transport,
                          const Arguments& arguments) {
  auto refreshed = co_await client.refresh();
  if (!refreshed) co_return refreshed;
  tuf::TargetFolder folder(base::posix_fs(), arguments.target_dir, own_folder(arguments) / "new");
  for (const std::string& path : arguments.target_names) {
    auto fetched = co_await fetch_target(client, transport, folder, path);
    if (!fetched) co_return fetched;
  }
  co_return Result<void>();
}

Result<void> run(const Arguments& arguments) {
  if (arguments.command == "init") return init(arguments);
  auto store = TRY(open_store(arguments));
  const auto lock = TRY(store.lock());
  const std::string root = TRY(store.read("root", core::root_limit));
  auto set = TRY(core::TrustedSet::begin(root, base::system_now()));
  auto repository =
      TRY(tuf::ForeignRepository::at(arguments.metadata_url, arguments.target_base_url));
  fakes::InlineWorker worker;
  core::MetadataClient client(store, repository, worker, std::move(set));
  return fakes::run(update(client, repository, arguments));
}

}  // namespace

int main(int argc, char** argv) {
  const auto arguments =
      tuf::parse_arguments(std::vector<std::string>(argv + std::min(argc, 1), argv + argc));
  const auto done = arguments ? run(*arguments) : fail(arguments.error());
  if (done) return 0;
  std::cerr << done.error().message << '\n';
  return 1;
}
