#include <catch2/catch.hpp>
#include <map>

#include "content/publish/po.hpp"
#include "content/publish/xliff.hpp"
#include "tests/content/publish/command_world.hpp"

using namespace rohnamo;

namespace {

const std::string story =
    "---\n# by Nigora\ntitle: Home\nauthor: N\nsummary: In short\npicture: A square\n"
    "translation: original\n---\nFirst [link](https://example.org/a).\n\n## Head\n\n- **one**\n- "
    "two\n";
const std::string story_fa =
    "---\n# از نگاره\ntitle: خانه\nauthor: N\nsummary: کوتاه\npicture: مربع\n"
    "translation: reviewed\nmood: good\n---\nنخست [پیوند](https://example.org/a).\n\n## سر\n\n* "
    "**یک**\n* دو\n";

// A channel whose first story has some of everything.
struct World : tests::CommandWorld {
  explicit World(std::string ending) : file(path("out." + ending)) {
    write("stories/first/en.md", story);
    write("stories/first/fa.md", story_fa);
    replace("notices/closed/en.md", "translation: reviewed", "translation: original");
    write("contacts/mission.yaml",
          read("contacts/mission.yaml") + "hours:  # always\n  en: Daily\n");
  }

  void leave() {
    INFO(err << out);
    REQUIRE(run({"translate", "export", channel().string(), "--lang", "fa", "--out", file}) == 0);
  }
  int come_back() { return run({"translate", "import", channel().string(), file}); }

  [[nodiscard]] std::string returned() const { return *base::posix_fs().read(file, 1 << 20); }
  void put(const std::string& text) {
    REQUIRE(base::write_whole(base::posix_fs(), file, text).has_value());
  }
  // In the file that left.
  void translate(const std::string& from, const std::string& to) {
    std::string text = returned();
    const auto at = text.find(from);
    INFO(from << " in " << text);
    REQUIRE(at != std::string::npos);
    put(text.replace(at, from.size(), to));
  }

  std::map<std::string, std::string> all() {
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(channel()))
      if (entry.is_regular_file()) {
        const auto name = entry.path().lexically_relative(channel()).string();
        files[name] = read(name);
      }
    return files;
  }

  // What came back, read as the program does; the returned unit of this id.
  publish::ReturnedUnit unit(const std::string& id) {
    publish::Faults faults;
    const auto text = publish::read_text(base::posix_fs(), file, faults);
    REQUIRE(text);
    const auto all = file.ends_with(".po") ? publish::read_po(*text, faults)
                                           : publish::read_xliff(*text, faults);
    REQUIRE(all);
    for (const auto& unit : all->units)
      if (unit.id == id) return unit;
    return {};
  }

  std::string file;
};

// The segment or message of a text whose source is this, with another target.
void translate(World& world, const std::string& source, const std::string& target,
               bool reviewed = false) {
  std::string text = world.returned();
  if (world.file.ends_with(".po")) {
    const auto at = text.find("msgid \"" + source + "\"\n");
    REQUIRE(at != std::string::npos);
    const auto begin = text.find("msgstr ", at);
    const auto end = text.find("\n\n", begin);
    text.replace(begin, end - begin, "msgstr \"" + target + "\"");
    const auto message = text.rfind("\n\n", at);
    const auto fuzzy = text.find("#, fuzzy\n", message);
    const bool is_fuzzy = fuzzy != std::string::npos && fuzzy < at;
    if (is_fuzzy && reviewed) text.erase(fuzzy, 9);
    if (!is_fuzzy && !reviewed) text.insert(text.find("msgctxt", message), "#, fuzzy\n");
  } else {
    const auto at = text.find("<source>" + source + "</source>");
    REQUIRE(at != std::string::npos);
    const auto segment = text.rfind("<segment", at);
    const auto end = text.find("</segment>", at);
    text.replace(segment, end - segment,
                 std::string("<segment state=\"") + (reviewed ? "final" : "translated") +
                     "\"><source>" + source + "</source><target>" + target + "</target>");
  }
  world.put(text);
}

std::string revision(const std::string& text) {
  const auto at = text.find("source: ");
  return at == std::string::npos ? "" : text.substr(at, text.find('\n', at) - at);
}

}  // namespace

TEST_CASE("out and back with nothing changed changes no byte") {
  const std::string ending = GENERATE("xlf", "xliff", "po");
  World world(ending);
  world.write("stories/second/fa.md",
              "\xef\xbb\xbf---\r\ntitle: داستان\r\nsummary: \"کوتاه\"\r\n"
              "translation: unreviewed\r\n---\r\nمتن.\r\n");
  const auto before = world.all();
  world.leave();
  CHECK_THAT(world.out, Catch::Contains("from en to fa"));
  CHECK(world.come_back() == 0);
  CHECK_THAT(world.out, Catch::Contains("Nothing is new."));
  CHECK(world.all() == before);
}

TEST_CASE("ids speak, and paragraphs come one by one") {
  World world("xlf");
  world.leave();
  CHECK(world.unit("story/first/title").source == "Home");
  CHECK(world.unit("story/first/title").target == "خانه");
  CHECK(world.unit("story/first/body/1").source == "First [link](https://example.org/a).");
  CHECK(world.unit("story/first/body/2").source == "Head");
  CHECK(world.unit("story/first/body/3").target == "**یک**");
  CHECK(world.unit("story/first/body/4").reviewed);
  CHECK(world.unit("notice/closed/title").source == "Closed on Friday");
  CHECK(world.unit("channel/topic/work").source == "Work");
  CHECK(world.unit("contact/mission/hours").target.empty());
  CHECK(world.unit("office/khujand/contact/office/name").target == "نمایندگی");
  CHECK(world.unit("strings/touch_to_read").source == "Touch to read");
  CHECK_THAT(world.returned(), Catch::Contains("At most 90 characters") &&
                                   Catch::Contains("original=\"test/stories/first/en.md\""));
  World po("po");
  po.leave();
  CHECK_THAT(po.returned(), Catch::Contains("msgctxt \"story/first/body/2\"") &&
                                Catch::Contains("#. The staff’s page.") &&
                                Catch::Contains("#: stories/first/en.md"));
}

TEST_CASE("what a translator changed is all that changes") {
  World world(GENERATE("xlf", "po"));
  const auto before = world.all();
  world.leave();
  translate(world, "Home", "خانهٔ ما");
  translate(world, "two", "دو تا");
  translate(world, "Daily", "همه روزه");
  translate(world, "Organisation", "سازمان: ما");
  translate(world, "Touch to read", "بزنید");
  CHECK(world.come_back() == 0);
  INFO(world.out << world.err);
  auto after = before;
  auto& text = after["stories/first/fa.md"];
  text =
      "---\n# از نگاره\ntitle: خانهٔ ما\nauthor: N\nsummary: کوتاه\npicture: مربع\n"
      "translation: unreviewed\nmood: good\n" +
      revision(world.read("stories/first/fa.md")) +
      "\n---\nنخست [پیوند](https://example.org/a).\n\n## سر\n\n* **یک**\n* دو تا\n";
  after["contacts/mission.yaml"] += "  fa: همه روزه\n";
  auto& channel = after["channel.yaml"];
  const std::string old = "fa: سازمان}";
  channel.replace(channel.find(old), old.size(), "fa: \"سازمان: ما\"}");
  after["strings/fa.yaml"] = "format: 1\nlanguage: fa\nstrings:\n  touch_to_read: \"بزنید\"\n";
  const auto found = world.all();
  for (const auto& [name, expected] : after) {
    INFO(name);
    CHECK((found.contains(name) ? found.at(name) : "") == expected);
  }
  CHECK(found.size() == after.size());
  CHECK(world.run({"check", world.channel().string()}) == 0);
  CHECK_THAT(world.out, !Catch::Contains("changed since"));
  world.leave();
  CHECK(world.come_back() == 0);
  CHECK(world.all() == found);
}

TEST_CASE("a new translation is made, first as a draft") {
  World world(GENERATE("xlf", "po"));
  world.remove("stories/first/fa.md");
  world.leave();
  translate(world, "Home", "خانه");
  translate(world, "Head", "سر");
  CHECK(world.come_back() == 0);
  CHECK_THAT(world.read("stories/first/fa.md"),
             Catch::Contains("title: \"خانه\"\nsummary: \"In short\"") &&
                 Catch::Contains("translation: draft\nsource: \"") && Catch::Contains("## سر\n"));
  CHECK(world.run({"check", world.channel().string()}) == 0);
  CHECK_THAT(world.read("stories/first/fa.md"), Catch::Contains("\nlanguage: fa\n"));
  CHECK_THAT(world.out, Catch::Contains("stories/first/fa.md:6:14: warning: this translation is a "
                                        "draft and is not shown"));
  publish::Faults faults;
  CHECK_FALSE(world.read_source(faults).mission.stories.at(0).articles.contains("fa"));

  world.leave();
  CHECK(world.unit("story/first/title").target == "خانه");
  CHECK(world.unit("story/first/summary").target.empty());
}

TEST_CASE("a translation is whole and reviewed once all its texts are") {
  World world(GENERATE("xlf", "po"));
  world.remove("stories/first/fa.md");
  world.leave();
  const bool reviewed = GENERATE(false, true);
  for (const auto& [source, target] : std::map<std::string, std::string>{
           {"Home", "خانه"},
           {"In short", "کوتاه"},
           {"A square", "مربع"},
           {"First [link](https://example.org/a).", "نخست [پیوند](https://example.org/a)."},
           {"Head", "سر"},
           {"**one**", "**یک**"},
           {"two", "دو"}})
    translate(world, source, target, reviewed || source == "two");
  CHECK(world.come_back() == 0);
  CHECK(world.out.find("warning") == std::string::npos);
  CHECK_THAT(world.read("stories/first/fa.md"),
             Catch::EndsWith(std::string("translation: ") + (reviewed ? "reviewed" : "unreviewed") +
                             "\n" + revision(world.read("stories/first/fa.md")) +
                             "\n---\nنخست [پیوند](https://example.org/a).\n\n## سر\n\n- **یک**\n- "
                             "دو\n"));
  const auto all = world.all();
  world.leave();
  CHECK(world.come_back() == 0);
  CHECK(world.all() == all);
}

TEST_CASE("a translation whose original changed is stale until somebody has seen to it") {
  World world(GENERATE("xlf", "po"));
  world.leave();
  translate(world, "Home", "خانهٔ ما", true);
  REQUIRE(world.come_back() == 0);
  const auto made_from = revision(world.read("stories/first/fa.md"));
  CHECK(made_from.size() > 12);
  CHECK_THAT(world.read("stories/first/fa.md"), Catch::Contains("translation: reviewed"));

  world.replace("stories/first/en.md", "- two", "- two or three");
  CHECK_THAT(world.faults(),
             Catch::Contains("stories/first/fa.md:9:9: warning: the original changed "
                             "since this was translated\n    Compare it with en.md"));
  world.leave();
  CHECK_THAT(world.out, Catch::Contains("7 to look at again"));
  const auto before = world.all();
  CHECK(world.come_back() == 0);
  CHECK(world.all() == before);
  CHECK_FALSE(world.unit("story/first/title").reviewed);
  CHECK(world.unit("story/first/title").stale);

  translate(world, "two or three", "دو یا سه");
  CHECK(world.come_back() == 0);
  CHECK(revision(world.read("stories/first/fa.md")) == made_from);  // the others were not looked at
  CHECK_THAT(world.faults(), Catch::Contains("changed since"));

  std::string text = world.returned();
  for (const std::string mark : {" subState=\"rohnamo:stale\"", "#, fuzzy\n"})
    for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark))
      text.erase(at, mark.size());
  world.put(text);
  CHECK(world.come_back() == 0);
  CHECK(revision(world.read("stories/first/fa.md")) != made_from);
  CHECK_THAT(world.faults(), !Catch::Contains("changed since"));
}

TEST_CASE("where the original changed since the export, the rest comes back all the same") {
  World world(GENERATE("xlf", "po"));
  SECTION("a word") {
    world.leave();
    translate(world, "Home", "خانهٔ ما");
    translate(world, "two", "دو تا");
    world.replace("stories/first/en.md", "title: Home", "title: Home again");
    CHECK(world.come_back() == 0);
    CHECK_THAT(world.out,
               Catch::Contains("warning: `story/first/title`: the original changed since "
                               "this was exported"));
    CHECK_THAT(world.read("stories/first/fa.md"),
               Catch::Contains("title: خانه\n") && Catch::Contains("* دو تا\n"));
    CHECK_THAT(world.faults(), Catch::Contains("the original changed since this was translated"));
  }
  SECTION("a paragraph more, and one elsewhere") {
    world.leave();
    translate(world, "two", "دو تا");
    world.replace("stories/first/en.md", "## Head", "More.\n\n## Head");
    CHECK(world.come_back() == 0);
    CHECK_THAT(world.read("stories/first/fa.md"), Catch::Contains("* **یک**\n* دو تا\n"));
    world.leave();
    CHECK_THAT(world.returned(), Catch::Contains("the body comes as a whole"));
    const auto before = world.all();
    CHECK(world.come_back() == 0);
    CHECK(world.all() == before);
  }
  SECTION("a paragraph more, and nothing translated yet") {
    world.remove("stories/first/fa.md");
    world.leave();
    translate(world, "Head", "سر");
    world.replace("stories/first/en.md", "## Head", "More.\n\n## Head");
    CHECK(world.come_back() == 0);
    CHECK_THAT(world.read("stories/first/fa.md"),
               Catch::Contains("translation: draft") && Catch::Contains("More.\n\n## سر\n"));
  }
  SECTION("a story is gone") {
    world.leave();
    translate(world, "Home", "خانهٔ ما");
    world.remove("stories/first");
    CHECK(world.come_back() == 0);
    CHECK_THAT(world.out, Catch::Contains("the channel has no text `story/first/title`"));
  }
}

TEST_CASE("a body of other paragraphs than the original comes as a whole") {
  World world(GENERATE("xlf", "po"));
  world.replace("stories/first/fa.md", "## سر\n\n", "");
  world.leave();
  CHECK(world.unit("story/first/body").target ==
        "نخست [پیوند](https://example.org/a).\n\n* **یک**\n* دو");
  world.translate("* دو", "* دو تا");
  CHECK(world.come_back() == 0);
  CHECK_THAT(world.read("stories/first/fa.md"),
             Catch::EndsWith("---\nنخست [پیوند](https://example.org/a).\n\n* **یک**\n* دو تا\n"));
}

TEST_CASE("what would break a story or a screen is left as it was, and said") {
  World world("xlf");
  world.leave();
  const auto before = world.all();
  const auto refused = [&](const std::string& source, const std::string& target,
                           const std::string& words) {
    world.leave();
    translate(world, source, target);
    const int status = world.come_back();
    CHECK_THAT(world.out + world.err, Catch::Contains(words));
    CHECK(world.all() == before);
    return status;
  };
  CHECK(refused("two", "دو\n\nسه", "would not be one paragraph") == 0);
  CHECK(refused("two", "&lt;b>دو&lt;/b>", "error: HTML") == 1);
  CHECK(refused("Head", "", "Nothing is new") == 0);
  CHECK(refused("{n} of {total}", "{m} از {total}", "has the placeholders {m}, {total}") == 0);
  CHECK(refused("{n} of {total}", "{n", "is no ICU message") == 0);
  world.leave();
  translate(world, "First [link](https://example.org/a).", "نخست.");
  translate(world, "**one**", "یک");
  CHECK(world.come_back() == 0);
  CHECK_THAT(world.out,
             Catch::Contains("`story/first/body/1` has lost the link https://example.org/a") &&
                 Catch::Contains("`story/first/body/3` has lost its **bold**"));
  CHECK_THAT(world.read("stories/first/fa.md"), Catch::Contains("---\nنخست.\n"));
}

TEST_CASE("files that are not this channel's are refused, and why") {
  World world(GENERATE("xlf", "po"));
  world.leave();
  const bool po = world.file.ends_with(".po");
  const auto good = world.returned();
  const auto before = world.all();
  const auto refused = [&](const std::string& words) {
    CHECK(world.come_back() == 1);
    CHECK_THAT(world.err, Catch::Contains(words) && Catch::Contains("Nothing was written."));
    CHECK(world.all() == before);
    world.put(good);
  };
  world.replace("channel.yaml", "id: test", "id: other");
  CHECK(world.come_back() == 1);
  CHECK_THAT(world.err, Catch::Contains("from the channel `test`, and here is `other`"));
  world.replace("channel.yaml", "id: other", "id: test");
  world.translate(po ? "Language: fa" : "trgLang=\"fa\"", po ? "Language: tg" : "trgLang=\"tg\"");
  refused("`tg` is no language of this channel");
  world.translate(po ? "\"Language: fa\\n\"\n" : " trgLang=\"fa\"", "");
  refused("into which language");
  const std::string opens = po ? "msgstr \"" : "<source>";  // and is never closed
  world.put(good.substr(0, good.find(opens, good.size() / 2) + opens.size()));
  refused(po ? "this is not PO" : "this is not well-formed XML");
  world.put(good.substr(0, 300) + "\xff" + good.substr(300));
  refused("not UTF-8");
  world.put("");
  refused("error: ");
}

TEST_CASE("XLIFF as other programs write it is read") {
  const auto read = [](const std::string& text, publish::Faults& faults) {
    return publish::read_xliff({"in.xlf", text}, faults);
  };
  publish::Faults faults;
  const auto returned = read(
      R"(<?xml version="1.0"?>
<x:xliff xmlns:x="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en" trgLang="fa">
 <x:file id="f1" original="test/stories/a/en.md"><x:group id="g"><x:unit id="story.a.title">
  <x:segment state="final"><x:source>One <x:pc id="1">two</x:pc>. </x:source><x:target>یک <x:pc id="1">دو</x:pc>.</x:target></x:segment>
  <x:ignorable><x:source> </x:source></x:ignorable>
  <x:segment state="reviewed"><x:source>A<x:cp hex="001b"/>&amp;&#66;<![CDATA[<c>]]></x:source><x:target> A </x:target></x:segment>
 </x:unit><x:unit id="story.a.body.1"><x:segment state="final"><x:source>a</x:source><x:target>b</x:target></x:segment><x:segment><x:source>c</x:source></x:segment></x:unit>
 </x:group></x:file></x:xliff>)",
      faults);
  REQUIRE(returned);
  REQUIRE(returned->units.size() == 2);
  const auto& title = returned->units[0];
  CHECK(title.id == "story/a/title");
  CHECK(title.source == "One two.  A\x1b&B<c>");
  CHECK(title.target == "یک دو.  A");
  CHECK(title.reviewed);
  CHECK(title.place == publish::Place{"in.xlf", 3, 66});
  CHECK(returned->units[1].target.empty());
  CHECK(returned->channel == "test");

  for (const std::string text :
       {"<a><b></a>", "<xliff version=\"1.2\"/>", "<html/>", "text",
        "<!DOCTYPE xliff [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><xliff version=\"2.0\"/>",
        "<xliff version=\"2.0\" trgLang=\"fa\"/>"}) {
    INFO(text);
    publish::Faults bad;
    CHECK_FALSE(read(text, bad));
    CHECK(bad.errors() == 1);
  }
}

TEST_CASE("originals in several languages are said to be so, or left out") {
  World world("xlf");
  world.replace("channel.yaml", "  - {code: fa", "  - {code: tg, name: Тоҷикӣ}\n  - {code: fa");
  world.replace("stories/second/story.yaml", "original: en", "original: fa");
  const auto lang = [&](std::vector<std::string> more) {
    more.insert(more.begin(), {"translate", "export", world.channel().string(), "--lang", "tg",
                               "--out", world.file});
    CHECK(world.run(more) == 0);
    return world.returned();
  };
  CHECK_THAT(lang({}), Catch::Contains("srcLang=\"mul\"") &&
                           Catch::Contains("<note category=\"language\">The source is in fa."));
  CHECK_THAT(lang({"--from", "en"}),
             Catch::Contains("srcLang=\"en\"") && !Catch::Contains("story.second"));
  CHECK(world.come_back() == 0);
}

TEST_CASE("what translate is asked for must make sense") {
  World world("txt");
  CHECK(world.run({"translate"}) == 2);
  CHECK_THAT(world.err, Catch::Contains("`translate` knows export, import"));
  CHECK(world.run({"translate", "export", world.channel().string(), "--lang", "fa"}) == 2);
  CHECK(world.run({"translate", "export", world.channel().string(), "--lang", "fa", "--out",
                   world.file}) == 2);
  CHECK_THAT(world.err, Catch::Contains("must end in .xlf"));
  CHECK(world.run({"translate", "import", world.channel().string()}) == 2);
  CHECK(world.run({"translate", "import", world.channel().string(), world.path("no.po")}) == 1);
  CHECK(world.run({"translate", "export", world.channel().string(), "--lang", "xx", "--out",
                   world.path("a.po")}) == 1);
  CHECK(world.run_plain({"translate", "--help"}) == 0);
  CHECK_THAT(world.out, Catch::Contains("rohnamo:stale"));
  CHECK(world.run_plain({"translate", "import", "--help"}) == 0);
}
