// A publication on its way to the web server, by the real rsync and rclone: broken off at any step
// it leaves what was there before, or the new one, whole.
#include "content/publish/upload.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>

#include "content/publish/publication_files.hpp"
#include "tests/content/publish/command_world.hpp"
#include "tests/content/publish/publish_world.hpp"

using namespace rohnamo;
using tests::files_in;

namespace {

// An environment variable, for as long as it lives.
class Variable {
 public:
  Variable(const char* name, const std::string& value) : name_(name) {
    if (const char* before = std::getenv(name)) before_ = before;
    setenv(name, value.c_str(), 1);
  }
  ~Variable() {
    if (before_)
      setenv(name_, before_->c_str(), 1);
    else
      unsetenv(name_);
  }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  const char* name_;
  std::optional<std::string> before_;
};

void write_script(const base::Path& path, const std::string& text) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path) << "#!/bin/sh\n" << text;
  std::filesystem::permissions(path, std::filesystem::perms::owner_all);
}

struct World : tests::PublishWorld {
  base::Path server = root() / "bucket/server";
  Variable s3_type{"RCLONE_CONFIG_S3_TYPE", "alias"};
  Variable s3_remote{"RCLONE_CONFIG_S3_REMOTE", root().string()};
  Variable no_config{"RCLONE_CONFIG", (root() / "rclone.conf").string()};
  Variable path{"PATH", (root() / "bin").string() + ":" + std::getenv("PATH")};

  World() {
    std::filesystem::create_directories(server.parent_path());
    std::ofstream(root() / "rclone.conf");
    make_keys();
    publish();
  }

  // The second story goes where it is there, and comes where it is not.
  void change_stories() {
    if (std::filesystem::exists(channel() / "stories/second"))
      remove("stories/second");
    else
      for (const std::string name : {"story.yaml", "picture.svg", "en.md", "fa.md"})
        write("stories/second/" + name, read("stories/first/" + name));
  }

  base::Result<std::size_t> upload(const std::string& to) {
    const auto destination = publish::parse_destination(to);
    REQUIRE(destination);
    return publish::upload(tests::disk(), repository, *destination);
  }

  // From now on the tool copies half of the files of its `call`th call, and fails.
  void break_at(int call) const {
    constexpr const char* script = R"sh(
echo >> '{calls}'
if [ "$(wc -l < '{calls}')" -eq {call} ]; then
  for word; do
    case "$word" in
      */list) head -n $(($(wc -l < "$word") / 2)) "$word" > "$word.half"
              mv "$word.half" "$word"
              /usr/bin/{tool} "$@" ;;
    esac
  done
  exit 20
fi
exec /usr/bin/{tool} "$@"
)sh";
    const std::string calls = (root() / "calls").string();
    std::filesystem::remove(calls);
    for (const std::string tool : {"rsync", "rclone"})
      write_script(root() / "bin" / tool,
                   fmt::format(script, fmt::arg("calls", calls), fmt::arg("call", call),
                               fmt::arg("tool", tool)));
  }
  void mend() const { std::filesystem::remove_all(root() / "bin"); }

  tests::Screen visitor() { return {server, first_root()}; }
};

}  // namespace

TEST_CASE("what is named is carried before what names it") {
  World world;
  const auto steps = publish::file_steps(tests::disk(), world.repository);
  REQUIRE(steps);
  REQUIRE(steps->size() == 6);
  std::size_t count = 0;
  for (const auto& step : *steps) count += step.size();
  CHECK(count == files_in(world.repository).size());
  const auto all = [&](std::size_t step, const std::string& part) {
    for (const auto& path : (*steps)[step]) CHECK_THAT(path, Catch::Contains(part));
  };
  all(0, "targets/");
  all(2, ".snapshot.json");
  all(3, ".root.json");
  CHECK((*steps)[4] == std::vector<std::string>{"metadata/timestamp.json.gz"});
  CHECK((*steps)[5] == std::vector<std::string>{"metadata/timestamp.json"});
  CHECK_FALSE(publish::file_steps(tests::disk(), world.channel()));
}

TEST_CASE("an upload broken off anywhere is mended by the next one") {
  World world;
  const std::string to = GENERATE(as<std::string>(), "rsync", "rclone") == "rsync"
                             ? world.server.string()
                             : std::string("s3://bucket/server");
  REQUIRE(world.upload(to));
  CHECK(files_in(world.server) == files_in(world.repository));
  const int calls = to.starts_with("s3") ? 8 : 7;
  for (int call = 1; call <= calls; ++call) {
    INFO(to << ", broken off at call " << call);
    auto screen = world.visitor();
    screen.follow(world.time);
    const auto before = screen.shown();
    world.change_stories();
    world.publish();
    world.break_at(call);
    const auto broken = world.upload(to);
    REQUIRE_FALSE(broken);
    CHECK(broken.error().code == base::Code::io);
    CHECK(screen.follow(world.time).empty());
    CHECK((screen.shown() == before) == (call <= 6));
    auto fresh = world.visitor();
    CHECK(fresh.follow(world.time).empty());
    CHECK(fresh.shown() == screen.shown());
    world.mend();
    REQUIRE(world.upload(to));
    CHECK(files_in(world.server) == files_in(world.repository));
    CHECK(screen.follow(world.time).empty());
    CHECK(screen.shown() != before);
  }
}

TEST_CASE(
    "an upload of another key's signatures, broken off anywhere, takes nothing from screens") {
  const std::string role =
      GENERATE(as<std::string>(), "root", "targets", "mission", "snapshot", "timestamp");
  World world;
  REQUIRE(world.upload(world.server.string()));
  auto screen = world.visitor();
  screen.follow(world.time);
  for (int call = 1; call <= 7; ++call) {
    INFO(role << ", broken off at call " << call);
    const auto before = screen.shown();
    world.rotate(role);
    world.change_stories();
    world.publish();
    world.break_at(call);
    REQUIRE_FALSE(world.upload(world.server.string()));
    // A root that names another key of the timestamp may be there before the timestamp is.
    static_cast<void>(screen.update(world.time));
    CHECK((screen.shown() == before) == (call <= 6));
    world.mend();
    REQUIRE(world.upload(world.server.string()));
    CHECK(files_in(world.server) == files_in(world.repository));
    CHECK(screen.follow(world.time).empty());
    CHECK(screen.shown() != before);
  }
}

TEST_CASE("nothing but metadata and targets is touched at the destination") {
  World world;
  std::filesystem::create_directories(world.server);
  std::ofstream(world.server / "index.html") << "the organisation's own page";
  REQUIRE(world.upload(world.server.string()));
  auto files = files_in(world.server);
  CHECK(files.erase("index.html") == 1);
  CHECK(files == files_in(world.repository));
}

TEST_CASE("the programs of both ends speak through whatever shell leads to the server") {
  World world;
  write_script(world.root() / "bin/ssh", "shift\nexec \"$@\"\n");
  REQUIRE(world.upload("server.example:" + world.server.string()));
  CHECK(files_in(world.server) == files_in(world.repository));
}

TEST_CASE("a tool that is not there is named") {
  World world;
  const Variable nowhere("PATH", "/nowhere");
  const auto report = world.upload(world.server.string());
  REQUIRE_FALSE(report);
  CHECK(report.error().message == "rsync is not installed: sudo apt install rsync");
}

TEST_CASE("a publication that is being written is not carried") {
  World world;
  const auto lock = tests::disk().lock_exclusive(world.repository / ".lock");
  REQUIRE(lock);
  const auto report = world.upload(world.server.string());
  REQUIRE_FALSE(report);
  CHECK(report.error().code == base::Code::busy);
}

TEST_CASE("destinations") {
  const auto place = [](const std::string& words) {
    const auto destination = publish::parse_destination(words);
    return destination ? destination->place : "refused";
  };
  CHECK(place("anna@example.org:/srv/www/") == "anna@example.org:/srv/www");
  CHECK(place("s3://bucket/a/b/") == "s3:bucket/a/b");
  CHECK(place("/srv/www") == "/srv/www");
  for (const char* words : {"", "/", "-e", "s3://", "s3:///a", "ftp://example.org/a"})
    CHECK(place(words) == "refused");
}

TEST_CASE("publish --to, upload and files as a person calls them") {
  tests::CommandWorld world;
  world.remove("offices");
  REQUIRE(world.run({"keys", "new", "--keys", world.path("keys")}) == 0);
  const std::vector<std::string> publish{
      "publish", world.channel().string(), "--keys", world.path("keys"),
      "--out",   world.path("out"),        "--to",   world.path("server")};
  CHECK(world.run(publish) == 0);
  CHECK_THAT(world.out, Catch::Contains("appears     story first"));
  CHECK_THAT(world.out, Catch::Contains(" files of it."));
  CHECK(files_in(world.path("server")) == files_in(world.path("out")));
  CHECK(world.run({"upload", world.path("out"), "--to", world.path("no/such/server")}) == 1);
  CHECK_THAT(world.err, Catch::Contains("Try again: rohnamo-content upload"));
  CHECK(world.run({"upload", world.path("keys"), "--to", world.path("server")}) == 1);
  CHECK_THAT(world.err, Catch::Contains("is no publication"));
  CHECK(world.run({"files", world.path("out")}) == 0);
  CHECK_THAT(world.out, Catch::EndsWith("\nmetadata/timestamp.json.gz\nmetadata/timestamp.json\n"));
  CHECK(world.run({"files", world.path("out"), "--step", "6"}) == 0);
  CHECK(world.out == "metadata/timestamp.json\n");
  CHECK(world.run({"files", world.path("out"), "--step", "7"}) == 2);
  for (const std::string wrong : {"s3://", "ftp://a/b"})
    CHECK(world.run({"publish", world.channel().string(), "--keys", world.path("keys"), "--out",
                     world.path("out"), "--to", wrong}) == 2);
}
