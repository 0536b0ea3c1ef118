// What is remembered of stories saves reading them and changes nothing of what is published.
#include <catch2/catch.hpp>
#include <thread>

#include "content/publish/story_index.hpp"
#include "tests/content/publish/publish_world.hpp"
#include "tests/source_dir.hpp"

using namespace rohnamo;
using publish::StoryIndex;

namespace {

using Ids = std::vector<std::string>;

constexpr base::seconds long_ago{60};

// One channel, published into two repositories with the same keys: with what is remembered, and
// without. Files written by a test are old, unless it says otherwise.
struct World : tests::PublishWorld {
  base::Path cache = root() / "cache", plain_keys = root() / "plain keys",
             plain_repository = root() / "plain repository";
  std::string maker = "this program";
  base::Time clock = base::system_now() + long_ago;

  World() {
    make_keys();
    std::filesystem::copy(keys, plain_keys, std::filesystem::copy_options::recursive);
    remember();
  }

  [[nodiscard]] StoryIndex index(const base::Path& published_to) const {
    return {tests::disk(), cache, maker, clock,
            [published = publish::PublishedTargets(tests::disk(), published_to)](
                const publish::PublishedFile& file) { return published.has(file); }};
  }

  [[nodiscard]] publish::Source read(publish::Faults& faults, StoryIndex* index) const {
    return publish::read_source(tests::disk(), channel(), tests::source_dir() / "content/strings",
                                time, faults, index);
  }

  // Those that are not read.
  [[nodiscard]] Ids recalled(const publish::Source& source) const {
    Ids ids;
    for (const auto& story : source.mission.stories)
      if (story.compiled) ids.push_back(story.id);
    return ids;
  }
  [[nodiscard]] Ids recalled() const {
    auto memory = index(repository);
    publish::Faults faults;
    return recalled(read(faults, &memory));
  }

  struct Published {
    Ids recalled;
    std::string faults;
    std::string report;
    tests::Files files;
  };

  Published publish_to(const base::Path& to, const base::Path& with, StoryIndex* memory) {
    publish::Faults faults;
    publish::Renderers renderers(tests::disk(), render_cache());
    const auto source = read(faults, memory);
    const auto publication = publish::compile(tests::disk(), source, renderers, faults, memory);
    if (memory != nullptr) memory->save();
    INFO(in_words(faults));
    REQUIRE(faults.errors() == 0);
    auto keyring = publish::Keyring::open(tests::disk(), with);
    REQUIRE(keyring);
    const auto report = publish::publish(tests::disk(), publication, *keyring, to, time);
    INFO((report ? "" : report.error().message));
    REQUIRE(report);
    return {recalled(source), in_words(faults), to_string(*report), tests::files_in(to)};
  }

  // Publishes both ways, which must come to the same. The stories that were not read.
  Ids publish_both() {
    auto memory = index(repository);
    const auto with = publish_to(repository, keys, &memory);
    const auto without = publish_to(plain_repository, plain_keys, nullptr);
    CHECK(with.files == without.files);
    CHECK(with.faults == without.faults);
    CHECK(with.report == without.report);
    said = with.faults;
    time += base::seconds(1);
    return with.recalled;
  }

  // Both are published and remembered.
  void remember() {
    REQUIRE(publish_both().empty());
    REQUIRE(recalled() == Ids{"first", "second"});
  }

  [[nodiscard]] std::vector<base::Path> remembered_files() const {
    std::vector<base::Path> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(cache))
      if (entry.is_regular_file() && entry.path().filename() != "lock")
        files.push_back(entry.path());
    return files;
  }

  static std::string bytes_of(const base::Path& file) {
    return *tests::disk().read(file, publish::text_file_limit);
  }
  static void put(const base::Path& file, std::string_view bytes) {
    REQUIRE((*tests::disk().create(file))->write(bytes));
  }

  std::string said;  // the last faults
};

}  // namespace

TEST_CASE("stories that did not change are not read, and the publication is the same") {
  World world;
  CHECK(world.publish_both() == Ids{"first", "second"});
  CHECK(world.publish_both() == Ids{"first", "second"});
}

TEST_CASE("a changed text is read, wherever the change shows") {
  World world;
  const base::Path text = world.channel() / "stories/first/en.md";

  SECTION("in its length") {
    world.replace("stories/first/en.md", "In short", "At length");
  }
  SECTION("in nothing that a person can set: its length and its time are the same") {
    const auto time = std::filesystem::last_write_time(text);
    world.replace("stories/first/en.md", "In short", "In brief");
    std::filesystem::last_write_time(text, time);
  }
  SECTION("in that another file has its place, with the same length and time") {
    const auto time = std::filesystem::last_write_time(text);
    const std::string before = world.ChannelWorld::read("stories/first/en.md");
    world.write("stories/first/new", before);
    world.replace("stories/first/new", "In short", "In brief");
    std::filesystem::rename(world.channel() / "stories/first/new", text);
    std::filesystem::last_write_time(text, time);
  }
  CHECK(world.publish_both() == Ids{"second"});
  CHECK(world.publish_both() == Ids{"first", "second"});
}

TEST_CASE("a file that was only touched is read, and nothing changes") {
  World world;
  std::filesystem::last_write_time(world.channel() / "stories/first/en.md",
                                   std::filesystem::file_time_type::clock::now());
  CHECK(world.publish_both() == Ids{"second"});
  CHECK(world.publish_both() == Ids{"first", "second"});
}

TEST_CASE("what was written just before it was read is read again the next time") {
  World world;
  world.replace("stories/first/en.md", "In short", "At length");
  world.clock = base::system_now();
  CHECK(world.publish_both() == Ids{"second"});
  CHECK(world.recalled() == Ids{"second"});
  world.clock += long_ago;
  CHECK(world.publish_both() == Ids{"second"});
  CHECK(world.publish_both() == Ids{"first", "second"});
}

TEST_CASE("a story comes, goes and takes another name") {
  World world;
  const base::Path stories = world.channel() / "stories";
  std::filesystem::copy(stories / "first", stories / "third");
  CHECK(world.publish_both() == Ids{"first", "second"});
  CHECK(world.publish_both() == Ids{"first", "second", "third"});
  std::filesystem::rename(stories / "third", stories / "fourth");
  CHECK(world.publish_both() == Ids{"first", "second"});
  std::filesystem::remove_all(stories / "first");
  CHECK(world.publish_both() == Ids{"fourth", "second"});
}

TEST_CASE("pictures and files of no use are the story's too") {
  World world;
  SECTION("another picture") {
    world.replace("stories/first/picture.svg", "#c00", "#0c0");
  }
  SECTION("no picture") {
    world.remove("stories/first/picture.svg");
  }
  SECTION("a file that is not used") {
    world.write("stories/first/notes.txt", "Call her again.");
  }
  SECTION("a language less") {
    world.remove("stories/first/fa.md");
  }
  CHECK(world.publish_both() == Ids{"second"});
  CHECK(world.publish_both() == Ids{"first", "second"});
}

TEST_CASE("what the whole channel says is what every story depends on") {
  World world;
  SECTION("a language more") {
    world.replace("channel.yaml", "topics:", "  - {code: tg, name: Тоҷикӣ}\ntopics:");
    CHECK(world.publish_both().empty());
    CHECK(world.said.find("stories/first: warning: this is not there in tg") != std::string::npos);
  }
  SECTION("a topic more, before theirs") {
    world.replace("channel.yaml", "topics:\n",
                  "topics:\n  - {id: home, name: {en: Home, fa: خانه}, tint: \"#0b5d8a\"}\n");
    CHECK(world.publish_both().empty());
  }
  SECTION("forms in a browser") {
    world.write("admin/config.yml", "");
    CHECK(world.publish_both().empty());
  }
  SECTION("but its own words are no story's") {
    world.write("strings/en.yaml", "format: 1\nlanguage: en\nstrings:\n  more: Go on\n");
    CHECK(world.publish_both() == Ids{"first", "second"});
  }
  CHECK(world.publish_both() == Ids{"first", "second"});
}

TEST_CASE("another program compiles everything anew") {
  World world;
  world.maker = "the next program";
  CHECK(world.publish_both().empty());
  CHECK(world.publish_both() == Ids{"first", "second"});
}

TEST_CASE("a story whose time passes is warned of, read or not") {
  World world;
  world.replace("stories/first/story.yaml", "order: 10", "order: 10\nshow_until: 2026-06-02");
  world.publish_both();
  CHECK(world.said.find("its time is over") == std::string::npos);
  world.time = *base::from_rfc3339("2026-06-03T00:00:00Z");
  CHECK(world.publish_both() == Ids{"second"});
  CHECK(world.said.find("its time is over") != std::string::npos);
  CHECK(world.publish_both() == Ids{"first", "second"});
  CHECK(world.said.find("its time is over") != std::string::npos);
}

TEST_CASE("a link lives and dies with the story that it leads to") {
  World world;
  world.write("stories/first/en.md", world.ChannelWorld::read("stories/first/en.md") +
                                         "\nSee [the other](story:second).\n");
  world.publish_both();
  CHECK(world.recalled() == Ids{"first", "second"});
  world.replace("stories/second/story.yaml", "status: approved", "status: draft");
  CHECK(world.publish_both().empty());
  CHECK(world.said.find("a link to the draft `second`") != std::string::npos);
  CHECK(world.publish_both() == Ids{"first", "second"});
  CHECK(world.said.find("a link to the draft `second`") != std::string::npos);
  world.replace("stories/second/story.yaml", "status: draft", "status: approved");
  CHECK(world.publish_both().empty());

  world.remove("stories/second");
  auto memory = world.index(world.repository);
  publish::Faults faults;
  const auto source = world.read(faults, &memory);
  CHECK(world.in_words(faults).find("a link to a story `second` that is not there") !=
        std::string::npos);
}

TEST_CASE("a story with an error is not remembered") {
  World world;
  world.replace("stories/first/en.md", "title:", "tittle:");
  auto memory = world.index(world.repository);
  publish::Faults faults;
  publish::Renderers renderers(tests::disk(), world.render_cache());
  const auto source = world.read(faults, &memory);
  CHECK(faults.errors() > 0);
  publish::compile(tests::disk(), source, renderers, faults, &memory);
  memory.save();
  CHECK(world.recalled() == Ids{"second"});
  world.replace("stories/first/en.md", "tittle:", "title:");
  CHECK(world.publish_both() == Ids{"second"});
}

TEST_CASE("what the repository lost is made again") {
  World world;
  const auto lose = [&](const base::Path& repository) {
    for (const auto& entry :
         std::filesystem::directory_iterator(repository / "targets/mission/stories/first"))
      if (entry.path().filename().string().ends_with(".fa")) std::filesystem::remove(entry.path());
  };
  lose(world.repository);
  lose(world.plain_repository);
  CHECK(world.publish_both() == Ids{"second"});
  CHECK(world.publish_both() == Ids{"first", "second"});
}

TEST_CASE("another repository gets all that it lacks") {
  World world;
  world.repository = world.root() / "another";
  world.plain_repository = world.root() / "another plain";
  CHECK(world.publish_both().empty());
  CHECK(world.publish_both() == Ids{"first", "second"});
}

TEST_CASE("a memory that is not what was written is none") {
  World world;
  const auto files = world.remembered_files();
  REQUIRE(files.size() == 2);
  const std::string bytes = World::bytes_of(files[0]);
  const auto is_refused = [&] { return world.recalled().size() == 1; };

  // All of what it begins with, and of the rest here and there: each costs reading a channel.
  constexpr std::size_t head = 80, step = 41;
  const auto next = [](std::size_t i) { return i < head ? i + 1 : i + step; };
  bool refused = true;
  SECTION("cut short") {
    for (std::size_t length = 0; length < bytes.size(); length = next(length)) {
      World::put(files[0], std::string_view(bytes).substr(0, length));
      refused = refused && is_refused();
    }
  }
  SECTION("one bit is another") {
    for (std::size_t i = 0; i < bytes.size(); i = next(i)) {
      std::string other = bytes;
      other[i] = static_cast<char>(other[i] ^ 1);
      World::put(files[0], other);
      refused = refused && is_refused();
    }
  }
  SECTION("longer") {
    World::put(files[0], bytes + "x");
    refused = is_refused();
  }
  SECTION("of a later program") {
    std::string other = bytes;
    REQUIRE(other.starts_with("ROHNIDX1"));
    other[7] = '2';
    World::put(files[0], other);
    refused = is_refused();
  }
  CHECK(refused);
  CHECK(world.publish_both().size() == 1);
  CHECK(world.publish_both() == Ids{"first", "second"});
}

TEST_CASE("without a place to remember in, all is read every time") {
  World world;
  SECTION("a file is in its way") {
    std::filesystem::remove_all(world.cache);
    World::put(world.cache, "");
  }
  SECTION("another program is writing there") {
    world.cache = world.root() / "another cache";
    REQUIRE(world.publish_both().empty());
    const auto folder = world.remembered_files()[0].parent_path();
    for (const auto& file : world.remembered_files()) std::filesystem::remove(file);
    const auto lock = tests::disk().lock_exclusive(folder / "lock");
    REQUIRE(lock);
    CHECK(world.publish_both().empty());
    CHECK(world.publish_both().empty());
    return;
  }
  CHECK(world.publish_both().empty());
  CHECK(world.publish_both().empty());
}

TEST_CASE("two publish one channel at once, into a repository each") {
  World world;
  world.replace("stories/first/en.md", "In short", "At length");
  auto one = world.index(world.repository), other = world.index(world.plain_repository);
  World::Published with, without;
  {
    const std::jthread thread([&] { with = world.publish_to(world.repository, world.keys, &one); });
    without = world.publish_to(world.plain_repository, world.plain_keys, &other);
  }
  CHECK(with.files == without.files);
  world.time += base::seconds(1);
  world.publish_both();
  CHECK(world.publish_both() == Ids{"first", "second"});
}

TEST_CASE("only the channels saved last are remembered") {
  World world;
  for (int i = 0; i < 20; ++i) {
    auto memory = world.index(world.repository);
    memory.open(world.root() / std::to_string(i), "");
    publish::StorySource story;
    story.id = "a";
    story.origin = std::make_shared<const publish::StoryOrigin>();
    memory.keep(story, {}, {});
    memory.save();
  }
  CHECK(std::distance(std::filesystem::directory_iterator(world.cache),
                      std::filesystem::directory_iterator()) == 16);
  CHECK(world.publish_both().empty());  // it was not among them
}
