#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "sync/core/worker.hpp"
#include "sync/net/folder_transport.hpp"
#include "tests/sync/net/harness.hpp"
#include "tests/temporary_folder.hpp"

using namespace rohnamo;

namespace {

struct World {
  World() {
    std::filesystem::create_directories(repository / "targets");
    write("targets/a b", text);
  }

  void write(const std::string& name, const std::string& bytes) const {
    std::ofstream(repository / name, std::ios::binary) << bytes;
  }

  tests::Got get(const std::string& path, std::uint64_t offset = 0, const std::string& etag = "",
                 std::uint64_t max_bytes = 1 << 20) {
    core::FetchRequest request;
    request.path = path;
    request.offset = offset;
    request.etag = etag;
    request.max_bytes = max_bytes;
    return tests::get(io, transport, request);
  }

  tests::TemporaryFolder folder;
  std::filesystem::path repository = folder.path() / "repository";
  std::string text = std::string(300'000, 'a') + std::string(300'000, 'b');
  boost::asio::io_context io;
  std::unique_ptr<core::Worker> worker = core::make_pool_worker(1);
  net::FolderTransport transport{repository, *worker};
};

}  // namespace

TEST_CASE("A file of a folder, whole and in part") {
  World world;
  const auto whole = world.get("targets/a b");
  REQUIRE(whole.result);
  CHECK((whole.sink.bytes == world.text));
  const std::string etag = whole.result->etag;
  CHECK(world.get("targets/a b", 0, etag).result->not_modified);
  const auto rest = world.get("targets/a b", 299'999, etag);
  CHECK(rest.sink.offset == 299'999);
  CHECK((rest.sink.bytes == world.text.substr(299'999)));
  CHECK(world.get("targets/a b", world.text.size(), etag).sink.begun == 1);

  world.write("targets/a b", "changed");
  CHECK(world.get("targets/a b", 0, etag).sink.bytes == "changed");
  const auto other = world.get("targets/a b", 3, etag);
  CHECK(other.sink.offset == 0);
  CHECK(other.sink.bytes == "changed");
}

TEST_CASE("A name is taken as it is: metadata of a role with a slash has %2F in its name") {
  World world;
  world.write("1.offices%2Fkhujand.json", "{}");
  CHECK(world.get("1.offices%2Fkhujand.json").sink.bytes == "{}");
}

TEST_CASE("What a folder does not have") {
  World world;
  CHECK(tests::code(world.get("targets/none").result) == "not found");
  CHECK(tests::code(world.get("targets").result) == "not found");
  CHECK(tests::code(world.get("targets/a b", 0, "", 599'999).result) == "too large");
  CHECK(tests::code(world.get("../secret").result) == "invalid input");
  CHECK(tests::code(world.get("targets/../../secret").result) == "invalid input");
  CHECK(tests::code(world.get("/etc/passwd").result) == "invalid input");
  std::filesystem::remove_all(world.repository);
  CHECK(tests::code(world.get("targets/a b").result) == "offline");
}

// A stick with a file system that has links can say anything.
TEST_CASE("Nothing outside a stick's folder is reached, and nothing strange is opened") {
  World world;
  const auto stick = world.repository, secret = world.folder.path() / "secret";
  std::filesystem::create_directories(secret);
  std::ofstream(secret / "a b") << "a secret";
  net::FolderTransport transport(stick / "", *world.worker, net::FolderTransport::Links::refused);
  const auto get = [&](const std::string& path) {
    core::FetchRequest request;
    request.path = path;
    request.max_bytes = 1 << 20;
    return tests::get(world.io, transport, request);
  };
  CHECK((get("targets/a b").sink.bytes == world.text));
  CHECK(tests::code(get("targets/none").result) == "not found");
  CHECK(tests::code(get("none/none").result) == "not found");
  CHECK(tests::code(get("targets/a b/c").result) == "not found");
  CHECK(tests::code(get("targets").result) == "not found");

  std::filesystem::create_symlink(secret / "a b", stick / "link");
  std::filesystem::create_symlink("targets/a b", stick / "inner");
  std::filesystem::create_directory_symlink(secret, stick / "folder");
  REQUIRE(::mkfifo((stick / "pipe").c_str(), 0600) == 0);  // whoever opens it to read would wait
  for (const char* path : {"link", "inner", "folder/a b", "pipe", "link/x"}) {
    INFO(path);
    const auto got = get(path);
    CHECK(tests::code(got.result) == "invalid input");
    CHECK(got.sink.bytes.empty());
  }
  std::filesystem::resize_file(stick / "targets/a b",
                               std::uintmax_t{1} << 40);  // sparse: "endless"
  CHECK(tests::code(get("targets/a b").result) == "too large");

  std::filesystem::rename(stick, world.folder.path() / "elsewhere");
  std::filesystem::create_directory_symlink(secret, stick);
  CHECK(tests::code(get("a b").result) == "invalid input");
  std::filesystem::remove(stick);
  CHECK(tests::code(get("targets/a b").result) == "offline");
}

TEST_CASE("Addresses of folders") {
  CHECK(*net::FolderTransport::parse("file:///media/my%20stick/repo") == "/media/my stick/repo");
  CHECK(*net::FolderTransport::parse("/media/100%") == "/media/100%");
  CHECK(!net::FolderTransport::parse("media/stick"));
  CHECK(!net::FolderTransport::parse("file://host/share"));
  CHECK(!net::FolderTransport::parse("file:///bad%zz"));
}
