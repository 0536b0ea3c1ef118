// The forms in a browser, and what they rest on: `id` and `language`.
#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <map>

#include "content/publish/channel_reader.hpp"
#include "content/publish/decap.hpp"
#include "tests/content/publish/command_world.hpp"

using namespace rohnamo;
using World = tests::CommandWorld;

namespace {

std::string text_of(const std::string& path) {
  return base::posix_fs().read(path, 1 << 20).value();
}

// What a person might write into each field, by the field's name where its kind does not say it.
class Writer {
 public:
  Writer(std::string id, std::set<std::string> left_out)
      : id_(std::move(id)), left_out_(std::move(left_out)) {}

  YAML::Node all(const YAML::Node& fields) const {
    YAML::Node values;
    for (const auto& field : fields)
      if (!left_out_.contains(field["name"].as<std::string>()))
        values[field["name"].as<std::string>()] = value(field);
    return values;
  }

 private:
  YAML::Node value(const YAML::Node& field) const {
    const auto name = field["name"].as<std::string>();
    const auto widget = field["widget"].as<std::string>();
    if (widget == "hidden") return field["default"];
    if (widget == "object") return all(field["fields"]);
    if (widget == "datetime") return YAML::Node("2099-01-01");
    if (widget == "image") return YAML::Node("square.svg");
    if (widget == "number") return field["min"] ? field["min"] : YAML::Node(1);
    if (widget == "list") return list(field);
    if (widget == "select") return select(field);
    return YAML::Node(text(name));
  }

  YAML::Node list(const YAML::Node& field) const {
    YAML::Node values;
    values.push_back(field["fields"] ? all(field["fields"]) : value(field["field"]));
    if (field["name"].as<std::string>() == "focus") values.push_back(value(field["field"]));
    return values;
  }

  static YAML::Node select(const YAML::Node& field) {
    const YAML::Node first = field["options"][0];
    const YAML::Node chosen = first.IsMap() ? first["value"] : first;
    if (!field["multiple"]) return chosen;
    YAML::Node values;
    values.push_back(chosen);
    return values;
  }

  std::string text(const std::string& name) const {
    static const std::map<std::string, std::string> known{
        {"date", "2026-03"},       {"url", "https://example.org"},
        {"web", "https://a.org"},  {"email", "office@example.org"},
        {"dial", "+992372510062"}, {"number", "(+992 37) 251 0062"},
        {"hours", "09:00-17:00"},  {"show_hours", "08:00-18:00"},
        {"body", "A text."},       {"source", "0123456789ab"}};
    if (name == "id") return id_;
    const auto found = known.find(name);
    return found == known.end() ? "Some words" : found->second;
  }

  std::string id_;
  std::set<std::string> left_out_;
};

struct Forms : World {
  std::string channel = path("my-channel");
  YAML::Node collections;

  Forms() {
    run({"new", "channel", channel, "--languages", "en,uz-Cyrl", "--timezone", "Asia/Dushanbe"});
    add("channel.yaml", text_of(channel + "/channel.yaml") +
                            "topics: [{id: work, name: {en: \"Work: \\\"x\\\"\", uz-Cyrl: Иш}}]\n");
    CHECK(run({"new", "admin", channel}) == 0);
    collections = YAML::Load(text_of(channel + "/admin/config.yml"))["collections"];
  }

  void add(const std::string& file, const std::string& text) {
    const base::Path path = base::Path(channel) / file;
    std::filesystem::create_directories(path.parent_path());
    REQUIRE(base::write_whole(base::posix_fs(), path, text));
  }

  void fill(const YAML::Node& collection, const std::string& id,
            const std::set<std::string>& left_out) {
    const auto folder = collection["folder"].as<std::string>();
    const YAML::Node values = Writer(id, left_out).all(collection["fields"]);
    const std::string picture = R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"/>)";
    if (collection["meta"]) {
      const auto body = values["body"].as<std::string>();
      YAML::Node front = YAML::Clone(values);
      front.remove("body");
      add(fmt::format("{}/{}/{}.md", folder, id,
                      collection["meta"]["path"]["index_file"].as<std::string>()),
          fmt::format("---\n{}\n---\n{}\n", YAML::Dump(front), body));
    } else if (collection["path"]) {
      const std::string file = folder == "stories" ? "story.yaml" : "notice.yaml";
      CHECK("{{slug}}/" + file == collection["path"].as<std::string>() + ".yaml");
      add(fmt::format("{}/{}/{}", folder, id, file), YAML::Dump(values));
      if (folder == "stories") add(fmt::format("{}/{}/square.svg", folder, id), picture);
    } else {
      add(fmt::format("{}/{}.yaml", folder, id), YAML::Dump(values));
      add(fmt::format("{}/square.svg", folder), picture);
    }
  }
};

}  // namespace

TEST_CASE("whatever the forms write is what check finds good") {
  Forms forms;
  const std::set<std::string> days{"mon", "tue", "wed", "thu", "fri"};
  for (const auto& collection : forms.collections) {
    auto left_out = days;  // each day has its hours once
    if (collection["name"].as<std::string>().ends_with("uz-Cyrl")) left_out.insert("source");
    forms.fill(collection, "one", left_out);
    if (collection["name"].as<std::string>() == "contacts")
      forms.fill(collection, "two", {"mon-fri"});
  }
  CHECK(forms.run({"check", forms.channel, "--strict"}) == 0);
  CHECK_THAT(forms.out, Catch::Contains("0 errors, 0 warnings"));
}

TEST_CASE("there is a list of stories and of notices for each language, and the topics") {
  Forms forms;
  std::vector<std::string> names;
  for (const auto& collection : forms.collections)
    names.push_back(collection["name"].as<std::string>());
  CHECK(names == std::vector<std::string>{"stories", "stories_en", "stories_uz-Cyrl", "notices",
                                          "notices_en", "notices_uz-Cyrl", "contacts"});
  CHECK(forms.collections[2]["filter"]["value"].as<std::string>() == "uz-Cyrl");
  for (const auto& field : forms.collections[0]["fields"])
    if (field["name"].as<std::string>() == "topic")
      CHECK(field["options"][0]["label"].as<std::string>() == "Work: \"x\"");
}

TEST_CASE("new admin keeps what a technician wrote, and a file that is another's") {
  Forms forms;
  const std::string config = forms.channel + "/admin/config.yml";
  std::string text = text_of(config);
  text.replace(text.find("OWNER/REPOSITORY"), 16, "mission/channel");
  forms.add("admin/config.yml", text);
  forms.add("admin/index.html", "mine");
  CHECK(forms.run({"new", "admin", forms.channel}) == 0);
  CHECK(text_of(config) == text);
  CHECK(text_of(forms.channel + "/admin/index.html") == "mine");
  forms.add("admin/config.yml", "backend: {name: github}\n");
  CHECK(forms.run({"new", "admin", forms.channel}) == 1);
  CHECK_THAT(forms.err, Catch::Contains("was not written by `new admin`: rename it"));
  CHECK(text_of(config) == "backend: {name: github}\n");
}

TEST_CASE("an id and a language that are not those of the file's name are faults") {
  World world;
  world.replace("stories/first/story.yaml", "order: 10", "id: other");
  world.replace("contacts/mission.yaml", "order: 10", "id: first");
  world.replace("stories/second/fa.md", "title:", "language: en\ntitle:");
  CHECK(world.run({"check", world.channel().string()}) == 1);
  CHECK_THAT(world.out,
             Catch::Contains("stories/first/story.yaml:4:5: error: `id` is `other`, the name on "
                             "the disk is `first`"));
  CHECK_THAT(world.out, Catch::Contains("Write `id: mission`"));
  CHECK_THAT(world.out, Catch::Contains("stories/second/fa.md:2:11: error: `language` is `en`, the "
                                        "file's name says `fa`"));
}

TEST_CASE("what the forms would not show is named once there are forms") {
  World world;
  CHECK(world.run({"check", world.channel().string(), "--strict"}) == 0);
  CHECK(world.run({"new", "admin", world.channel().string()}) == 0);
  CHECK(world.run({"check", world.channel().string()}) == 0);
  CHECK_THAT(world.out, Catch::Contains("notices/closed/fa.md") &&
                            Catch::Contains("Add a line `language: fa`."));
  CHECK_THAT(world.out, Catch::Contains("contacts/mission.yaml") &&
                            Catch::Contains("Add a line `id: mission`."));
  CHECK_THAT(world.out, !Catch::Contains("offices/"));
}

TEST_CASE("the default channel's forms are those of its languages and topics") {
  const base::Path folder = tests::source_dir() / "content/channels/tajikistan";
  publish::Faults faults;
  const auto file = publish::read_text(base::posix_fs(), folder / "channel.yaml", faults);
  REQUIRE(file);
  const auto channel = publish::read_channel_file(*file, faults);
  REQUIRE(channel);
  const std::string config = text_of((folder / "admin/config.yml").string());
  CHECK(publish::decap_config(channel->channel, config) == config);
  CHECK(text_of((folder / "admin/index.html").string()) == publish::decap_page());
}
