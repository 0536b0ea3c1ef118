// rohnamo-content import: feeds into a channel, as drafts.
#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include "content/publish/slug.hpp"
#include "tests/content/publish/command_world.hpp"
#include "tests/content/publish/sample_pictures.hpp"

using namespace rohnamo;

namespace {

std::string item(const std::string& id, const std::string& title, const std::string& html,
                 const std::string& more = "") {
  return "<item><guid>" + id + "</guid><title>" + title + "</title><description><![CDATA[" + html +
         "]]></description>" + more + "</item>";
}

// A post of WordPress's export, as WPML joins translations.
std::string post(const std::string& id, const std::string& language, const std::string& title,
                 const std::string& text, const std::string& source = "") {
  const auto meta = [](const std::string& key, const std::string& value) {
    return "<wp:postmeta><wp:meta_key>_wpml_import_" + key + "</wp:meta_key><wp:meta_value>" +
           value + "</wp:meta_value></wp:postmeta>";
  };
  return item(id, title, text,
              "<wp:post_type>post</wp:post_type>" + meta("language_code", language) +
                  meta("source_language_code", source) + meta("translation_group", "g1"));
}

struct ImportWorld : tests::CommandWorld {
  int import(const std::string& items, std::vector<std::string> options = {},
             const std::string& language = "en") {
    write("../feed/feed.xml",
          "<rss><channel><language>" + language + "</language>" + items + "</channel></rss>");
    options.insert(options.begin(), {"import", channel().string(), path("feed/feed.xml")});
    return run_plain(options);
  }

  int import_export(const std::string& items, const std::string& site = "https://a.example") {
    return import("<wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>" + site +
                  "</wp:base_blog_url>" + items);
  }
};

}  // namespace

TEST_CASE("an item becomes a draft that check finds good") {
  ImportWorld world;
  world.write("../feed/tree.png", tests::plain_picture(40, 30, ".png"));
  const auto rich = item("7", "Бозгашт ба Хатлон",
                         "<p>He <b>came</b> back.</p><img src='tree.png' alt='A tree'>"
                         "<ul><li>one</li></ul><script>x</script>",
                         "<pubDate>Mon, 10 Jan 2011 13:17:54 +0000</pubDate>"
                         "<category>Work</category><link>https://x.example/7</link>");
  REQUIRE(world.import(rich) == 0);
  CHECK_THAT(world.out, Catch::Contains("new: bozgast-ba-hatlon"));
  CHECK_THAT(world.out, Catch::Contains("Left out: 1 script."));
  CHECK(world.read("stories/bozgast-ba-hatlon/en.md") ==
        "---\ntitle: \"Бозгашт ба Хатлон\"\nsummary: \"He came back.\"\npicture: \"A tree\"\n"
        "language: en\ntranslation: original\n---\nHe **came** back.\n\n- one\n");
  const auto yaml = world.read("stories/bozgast-ba-hatlon/story.yaml");
  CHECK_THAT(yaml,
             Catch::StartsWith("format: 1\nid: bozgast-ba-hatlon\ntopic: work\ndate: 2011-01-10\n"
                               "original: en\n"
                               "status: draft\npicture: {file: picture.png}\n"
                               "url: \"https://x.example/7\"\nimported:"));
  CHECK(world.read("stories/bozgast-ba-hatlon/picture.png").size() > 50);
  publish::Faults faults;
  const auto source = world.read_source(faults);
  for (const auto& fault : faults.sorted()) CHECK(fault.in_table);
  CHECK(source.mission.stories.size() == 3);
}

TEST_CASE("the same feed twice changes nothing; what is new in it comes") {
  ImportWorld world;
  const auto one = item("1", "One", "Text."), two = item("2", "One", "Other text.");
  REQUIRE(world.import(one) == 0);
  const auto before = world.read("stories/one/en.md") + world.read("stories/one/story.yaml");
  REQUIRE(world.import(one + two) == 0);
  CHECK(world.read("stories/one/en.md") + world.read("stories/one/story.yaml") == before);
  CHECK_THAT(world.out, Catch::Contains("new: one-2"));
  REQUIRE(world.import(one + two) == 0);
  CHECK(world.out == "0 new, 0 changed, 2 as they were, 0 kept as you have them, 0 left out.\n");
}

TEST_CASE("an item that changed is written over only while nobody worked on the story") {
  ImportWorld world;
  REQUIRE(world.import(item("1", "One", "Text.")) == 0);
  SECTION("untouched but for its topic") {
    world.replace("stories/one/story.yaml", "status: draft", "order: 7\nstatus: draft");
    REQUIRE(world.import(item("1", "One", "New text.")) == 0);
    CHECK_THAT(world.out, Catch::Contains("changed: one"));
    CHECK_THAT(world.read("stories/one/en.md"), Catch::EndsWith("---\nNew text.\n"));
    CHECK_THAT(world.read("stories/one/story.yaml"), Catch::Contains("order: 7"));
    REQUIRE(world.import(item("1", "One", "New text.")) == 0);
    CHECK_THAT(world.out, Catch::Contains("1 as they were"));
  }
  SECTION("its text was edited") {
    world.replace("stories/one/en.md", "Text.\n", "My text.\n");
  }
  SECTION("it was approved") {
    world.replace("stories/one/story.yaml", "status: draft", "status: approved");
  }
  const auto before = world.read("stories/one/en.md");
  REQUIRE(world.import(item("1", "One", "Newest text.")) == 0);
  if (before.find("New text.") != std::string::npos) return;
  CHECK_THAT(world.out, Catch::Contains("kept: one"));
  CHECK(world.read("stories/one/en.md") == before);
}

TEST_CASE("what a site knows as translations are the texts of one story") {
  ImportWorld world;
  const auto original = post("1", "en", "Bread", "Every day.");
  const auto persian = post("2", "fa", "نان", "هر روز.", "en");
  REQUIRE(world.import_export(persian + original) == 0);
  CHECK_THAT(world.out, Catch::Contains("new: bread · Bread\n") &&
                            Catch::Contains("new: bread (fa) · نان\n") && Catch::Contains("2 new"));
  CHECK_THAT(world.read("stories/bread/story.yaml"), Catch::Contains("original: en\n"));
  CHECK_THAT(world.read("stories/bread/fa.md"),
             Catch::StartsWith("---\ntitle: \"نان\"\n") &&
                 Catch::Contains("\nlanguage: fa\ntranslation: unreviewed\nsource: \"") &&
                 Catch::EndsWith("---\nهر روز.\n"));
  CHECK_THAT(world.faults(), Catch::Contains("nobody has read this translation yet") &&
                                 !Catch::Contains("error") && !Catch::Contains("changed since"));

  REQUIRE(world.import_export(persian + original) == 0);
  CHECK_THAT(world.out, Catch::StartsWith("0 new, 0 changed, 2 as they were"));

  SECTION("the original changes: its translation is old") {
    REQUIRE(world.import_export(persian + post("1", "en", "Bread", "Each day.")) == 0);
    CHECK_THAT(world.out, Catch::Contains("1 changed, 1 as they were"));
    CHECK_THAT(world.faults(),
               Catch::Contains("stories/bread/fa.md") && Catch::Contains("changed since"));
  }
  SECTION("both change") {
    const auto changed =
        post("2", "fa", "نان", "همیشه.", "en") + post("1", "en", "Bread", "Each day.");
    REQUIRE(world.import_export(changed) == 0);
    CHECK_THAT(world.out, Catch::Contains("2 changed"));
    CHECK_THAT(world.read("stories/bread/fa.md"), Catch::EndsWith("---\nهمیشه.\n"));
    CHECK_THAT(world.faults(), !Catch::Contains("changed since"));
    REQUIRE(world.import_export(changed) == 0);
    CHECK_THAT(world.out, Catch::Contains("2 as they were"));
  }
  SECTION("the translation was worked on") {
    world.replace("stories/bread/fa.md", "translation: unreviewed", "translation: reviewed");
    REQUIRE(world.import_export(post("2", "fa", "نان", "همیشه.", "en") + original) == 0);
    CHECK_THAT(world.out, Catch::Contains("kept: bread (fa)"));
    CHECK_THAT(world.read("stories/bread/fa.md"), Catch::EndsWith("---\nهر روز.\n"));
  }
}

TEST_CASE("a translation that comes later joins its story and shows nothing unread") {
  ImportWorld world;
  const auto persian = post("2", "fa", "نان", "هر روز.", "en");
  REQUIRE(world.import_export(post("1", "en", "Bread", "Every day.")) == 0);
  SECTION("the story is a draft") {
    REQUIRE(world.import_export(persian) == 0);
    CHECK_THAT(world.read("stories/bread/fa.md"), Catch::Contains("translation: unreviewed\n"));
  }
  SECTION("the story is shown") {
    world.replace("stories/bread/story.yaml", "status: draft", "status: approved");
    REQUIRE(world.import_export(persian) == 0);
    CHECK_THAT(world.read("stories/bread/fa.md"), Catch::Contains("translation: draft\n"));
    CHECK_THAT(world.faults(), Catch::Contains("this translation is a draft and is not shown"));
    REQUIRE(world.import_export(post("2", "fa", "نان", "همیشه.", "en")) == 0);
    CHECK_THAT(world.out, Catch::Contains("changed: bread (fa)"));
    CHECK_THAT(world.read("stories/bread/fa.md"), Catch::Contains("translation: draft\n"));
  }
  SECTION("somebody translated it here") {
    world.write("stories/bread/fa.md", "mine");
    REQUIRE(world.import_export(persian) == 0);
    CHECK_THAT(world.out, Catch::Contains("kept: bread (fa)"));
    CHECK(world.read("stories/bread/fa.md") == "mine");
  }
  SECTION("in a language that is there already it is a story of its own") {
    REQUIRE(world.import_export(post("3", "en", "Bread again", "Text.", "en")) == 0);
    CHECK_THAT(world.out, Catch::Contains("new: bread-again · "));
  }
  SECTION("of another site, which counts its translations alike, it is a story of its own") {
    REQUIRE(world.import_export(persian, "https://b.example") == 0);
    CHECK_THAT(world.out, Catch::Contains("new: nan · "));
  }
}

TEST_CASE("where the channel lacks an original's language, the next is the original") {
  ImportWorld world;
  REQUIRE(world.import_export(post("1", "de", "Brot", "Täglich.") +
                              post("2", "fa", "نان", "هر روز.", "de") +
                              post("3", "en", "Bread", "Every day.", "de")) == 0);
  CHECK_THAT(world.out, Catch::Contains("left: - · Brot") && Catch::Contains("new: nan · ") &&
                            Catch::Contains("new: nan (en) · Bread"));
  CHECK_THAT(world.read("stories/nan/story.yaml"), Catch::Contains("original: fa\n"));
}

TEST_CASE("which items are taken, and in which language, can be said") {
  ImportWorld world;
  const auto old = item("1", "Old", "Text.", "<dc:date>2020-01-01</dc:date>");
  const auto now = item("2", "Now", "Text.", "<dc:date>2026-01-01</dc:date>");
  SECTION("since a day") {
    REQUIRE(world.import(old + now, {"--since", "2025-01-01"}) == 0);
    CHECK_THAT(world.out, Catch::Contains("new: now") && !Catch::Contains("old"));
  }
  SECTION("a number") {
    REQUIRE(world.import(old + now, {"--limit", "1"}) == 0);
    CHECK_THAT(world.out, Catch::Contains("new: old") && !Catch::Contains("now"));
  }
  SECTION("another language") {
    REQUIRE(world.import(old, {"--lang", "fa"}) == 0);
    CHECK_THAT(world.read("stories/old/story.yaml"), Catch::Contains("original: fa\n"));
    CHECK(world.import(old, {"--lang", "de"}) == 2);
  }
  SECTION("a language that the channel lacks") {
    REQUIRE(world.import(old, {}, "de-DE") == 0);
    CHECK_THAT(world.out,
               Catch::Contains("It is in `de-DE`, which is no language of this channel"));
  }
  SECTION("nothing at all") {
    REQUIRE(world.import(old, {"--dry-run"}) == 0);
    CHECK_THAT(world.out, Catch::Contains("new: old") && Catch::Contains("Nothing was written."));
    CHECK_FALSE(std::filesystem::exists(world.channel() / "stories/old"));
  }
}

TEST_CASE("a program gets the report as JSON") {
  ImportWorld world;
  REQUIRE(world.import(item("1", "One", "Text.<iframe></iframe>"), {"--json"}) == 0);
  const auto report = boost::json::parse(world.out);
  const auto& story = report.at("stories").at(0);
  CHECK(story.at("id") == "one");
  CHECK(story.at("outcome") == "new");
  CHECK(story.at("language") == "en");
  CHECK(story.at("translation") == false);
  CHECK(story.at("notes").at(0) == "Left out: 1 iframe.");
}

TEST_CASE("pictures that lead elsewhere are left out and named") {
  ImportWorld world;
  world.write("../feed/page.png", "<html>");
  REQUIRE(world.import(item("1", "One", "A<img src='../channel/channel.yaml'>") +
                       item("2", "Two", "B<img src='page.png'>") +
                       item("3", "Three", "C<img src='https://x.example/a.jpg'>")) == 0);
  CHECK_THAT(world.out, Catch::Contains("left out: it is not below the feed's folder"));
  CHECK_THAT(world.out, Catch::Contains("left out: it is no SVG, JPEG, PNG or WebP"));
  CHECK_THAT(world.out, Catch::Contains("Its picture is https://x.example/a.jpg (fetched with"));
}

TEST_CASE("a feed that cannot be read changes nothing") {
  ImportWorld world;
  CHECK(world.import("<item>") == 1);
  CHECK_THAT(world.err, Catch::Contains("feed.xml: line 1: "));
  CHECK(world.run_plain({"import", world.channel().string(), world.path("none.xml")}) == 1);
}

TEST_CASE("ids are made of titles in any script") {
  CHECK(publish::slug_of("O'zbek: ekish, o‘rish!") == "ozbek-ekish-orish");
  CHECK(publish::slug_of("  — ") == "");
  CHECK(publish::slug_of("بازگشت") == "bazgsht");
  CHECK(publish::slug_of(std::string(100, 'a')).size() == 60);
}
