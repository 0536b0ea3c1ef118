#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "content/publish/parallel.hpp"
#include "content/publish/publication.hpp"
#include "content/publish/source_pictures.hpp"
#include "content/publish/source_recordings.hpp"
#include "content/publish/story_index.hpp"

namespace rohnamo::publish {
namespace {

using model::BlobKind;

PublishedFile make_file(std::string target, BlobKind kind, std::string bytes) {
  const model::BlobRef blob{base::sha256(bytes), bytes.size()};
  return {std::move(target), kind, blob, std::move(bytes), {}};
}

bool by_target(const PublishedFile& a, const PublishedFile& b) {
  return a.target < b.target;
}

void sort_by_target(std::vector<PublishedFile>& files) {
  std::ranges::sort(files, by_target);
}

// One item of a role. Several at once.
class ItemCompiler {
 public:
  // `published`: the stories that links may lead to.
  ItemCompiler(std::string role, const std::set<std::string>& published, Renderers& renderers)
      : role_(std::move(role)), published_(published), renderers_(renderers) {}

  model::Story compile(const StorySource& source) {
    const std::string folder = "stories/" + source.id;
    model::Story story;
    story.id = source.id;
    story.topic = source.topic;
    story.date = source.date;
    story.url = source.url;
    if (source.picture)
      story.picture = compile_picture(*source.picture, PicturePlace::slide, folder, "picture");
    story.texts = compile_texts(source.articles, folder);
    return story;
  }

  model::Contact compile(const ContactSource& source) {
    model::Contact contact = source.contact;
    contact.id = catalog_id(source.contact.id);
    const std::string folder = "contacts/" + source.contact.id;
    if (source.picture)
      contact.picture = compile_picture(*source.picture, PicturePlace::card, folder, "picture");
    if (source.map) contact.map = compile_picture(*source.map, PicturePlace::card, folder, "map");
    return contact;
  }

  model::Notice compile(const NoticeSource& source) {
    model::Notice notice;
    notice.id = catalog_id(source.id);
    notice.urgency = source.entry.urgency;
    notice.texts = compile_texts(source.articles, "notices/" + source.id);
    return notice;
  }

  std::vector<PublishedFile> files;
  Faults faults;

 private:
  // Unique among all roles: two offices may both have a contact `office`.
  [[nodiscard]] std::string catalog_id(const std::string& id) const {
    return role_ == "mission" ? id : role_ + "/" + id;
  }

  model::Texts compile_texts(const Articles& articles, const std::string& folder) {
    model::Texts texts;
    for (const auto& [language, article] : articles) {
      const std::string target = fmt::format("{}/{}", folder, language);
      model::Text text;
      text.title = article.title;
      text.summary = article.summary;
      text.picture_description = article.picture_description;
      text.translation = article.translation;
      text.body =
          add(target, BlobKind::text, model::serialize(without_dead_links(article.body.document)));
      text.body_characters = static_cast<std::uint32_t>(article.body.characters);
      if (article.narration) text.narration = add_recording(target, *article.narration);
      if (article.timings)
        text.timings = add(target + ".timings", BlobKind::text, model::serialize(*article.timings));
      texts.emplace(language, std::move(text));
    }
    return texts;
  }

  std::optional<model::Picture> compile_picture(const PictureSource& source, PicturePlace place,
                                                const std::string& folder, std::string_view name) {
    auto rendering = render_picture(source, place, renderers_.pictures, faults);
    if (!rendering) return std::nullopt;
    model::Picture picture;
    picture.focus_x = source.focus ? source.focus->x : rendering->original.focus_x;
    picture.focus_y = source.focus ? source.focus->y : rendering->original.focus_y;
    for (auto& one : rendering->pictures) {
      picture.renditions.push_back({one.blob, one.width, one.height});
      files.push_back({fmt::format("{}/{}/{}-{}", role_, folder, name, one.nominal_width),
                       BlobKind::picture, one.blob, std::move(one.bytes), one.file});
    }
    return picture;
  }

  std::optional<model::BlobRef> add_recording(const std::string& name, const base::Path& path) {
    auto recording = render_recording(path, renderers_.recordings, faults);
    if (!recording) return std::nullopt;
    files.push_back({fmt::format("{}/{}.opus", role_, name), BlobKind::audio, recording->blob,
                     std::move(recording->bytes), recording->file});
    return recording->blob;
  }

  model::BlobRef add(const std::string& name, BlobKind kind, std::string bytes) {
    files.push_back(make_file(role_ + "/" + name, kind, std::move(bytes)));
    return files.back().blob;
  }

  model::Document without_dead_links(model::Document document) const {
    for (auto& block : document.blocks) unlink(block);
    return document;
  }

  void unlink(model::Block& block) const {
    unlink(block.spans);
    for (auto& row : block.rows)
      for (auto& cell : row) unlink(cell);
    for (auto& inner : block.blocks) unlink(inner);
  }

  void unlink(model::Spans& spans) const {
    for (auto& span : spans)
      if (span.link.starts_with("story:") && !published_.contains(span.link.substr(6)))
        span.link.clear();
  }

  std::string role_;
  const std::set<std::string>& published_;
  Renderers& renderers_;
};

class Compiler {
 public:
  Compiler(base::Fs& fs, const Source& source, Renderers& renderers, Faults& faults,
           StoryIndex* index)
      : fs_(fs),
        source_(source),
        renderers_(renderers),
        faults_(faults),
        index_(index),
        channel_(source.channel) {
    for (const auto& story : source.mission.stories)
      if (!story.draft) published_.insert(story.id);
  }

  Publication compile() {
    Publication publication;
    role_.name = "mission";
    add_strings();
    add_fonts();
    publication.roles.push_back(compile_role("mission", source_.mission));
    for (const auto& [name, items] : source_.offices)
      publication.roles.push_back(compile_role("offices/" + name, items));
    return publication;
  }

  PublishedRole compile_office(const std::string& name) {
    return compile_role("offices/" + name, source_.offices.at(name));
  }

 private:
  template <class Item>
  auto compile(const Item& item) {
    ItemCompiler compiler(role_.name, published_, renderers_);
    auto compiled = compiler.compile(item);
    std::ranges::move(compiler.files, std::back_inserter(role_.files));
    faults_.add(std::move(compiler.faults));
    return compiled;
  }

  PublishedRole compile_role(const std::string& name, const Items& items) {
    role_.name = name;
    model::CatalogBuilder catalog(channel_);
    for (const auto& contact : items.contacts)
      if (!contact.draft) catalog.add(contact.entry, compile(contact));
    for (const auto& notice : items.notices)
      if (!notice.draft) catalog.add(notice.entry, compile(notice));
    auto of_stories = add_stories(items.stories, catalog);  // many, in order already
    add("catalog", BlobKind::catalog, catalog.build());
    sort_by_target(role_.files);
    std::vector<PublishedFile> all;
    all.reserve(role_.files.size() + of_stories.size());
    std::merge(std::move_iterator(role_.files.begin()), std::move_iterator(role_.files.end()),
               std::move_iterator(of_stories.begin()), std::move_iterator(of_stories.end()),
               std::back_inserter(all), by_target);
    role_.files = std::move(all);
    return std::exchange(role_, {});
  }

  // Their files, by target.
  std::vector<PublishedFile> add_stories(const std::vector<StorySource>& stories,
                                         model::CatalogBuilder& catalog) {
    std::vector<CompiledStory> compiled(stories.size());
    std::vector<Faults> faults(stories.size());
    each_in_parallel(stories.size(), [&](std::size_t i) {
      compiled[i] = stories[i].compiled ? std::move(*stories[i].compiled)
                                        : compile_story(stories[i], faults[i]);
    });
    std::vector<PublishedFile> files;
    std::size_t count = 0;
    for (const auto& one : compiled) count += one.files.size();
    files.reserve(count);
    for (const std::size_t i : by_folder(stories)) {
      const StorySource& story = stories[i];
      if (index_ != nullptr && story.origin) index_->keep(story, compiled[i], faults[i]);
      if (!story.draft)
        catalog.add(story.entry, story.id, story.topic, std::move(compiled[i].record));
      std::ranges::move(compiled[i].files, std::back_inserter(files));
      faults_.add(std::move(faults[i]));
    }
    return files;
  }

  // As their targets are sorted: `a-b/` before `a/`.
  static std::vector<std::size_t> by_folder(const std::vector<StorySource>& stories) {
    std::vector<std::pair<std::string, std::size_t>> folders;
    for (const auto& story : stories) folders.emplace_back(story.id + "/", folders.size());
    std::ranges::sort(folders);
    std::vector<std::size_t> order;
    for (const auto& [folder, i] : folders) order.push_back(i);
    return order;
  }

  CompiledStory compile_story(const StorySource& story, Faults& faults) const {
    CompiledStory compiled;
    compiled.dead_links = dead_links(story, published_);
    if (story.draft) return compiled;
    ItemCompiler compiler(role_.name, published_, renderers_);
    compiled.record = model::CatalogBuilder::record(compiler.compile(story));
    compiled.files = std::move(compiler.files);
    sort_by_target(compiled.files);
    faults = std::move(compiler.faults);
    return compiled;
  }

  void add_strings() {
    for (auto& language : channel_.languages) {
      const auto strings = source_.strings.find(language.code);
      if (strings != source_.strings.end())
        language.strings =
            add("strings/" + language.code, BlobKind::strings, model::serialize(strings->second));
    }
  }

  void add_fonts() {
    for (const FontSource& source : source_.fonts) {
      const auto add_variant = [&](FontVariant variant) -> std::optional<model::BlobRef> {
        const FontFile& file = source.file(variant);
        if (file.name.empty()) return std::nullopt;
        return add_file("fonts/" + file.name, BlobKind::font, source_.fonts_folder / file.name);
      };
      const auto regular = add_variant(FontVariant::regular);
      if (!regular) continue;
      model::Font font{source.name, source.scripts, *regular, {}, {}, {}};
      font.bold = add_variant(FontVariant::bold);
      font.italic = add_variant(FontVariant::italic);
      font.bold_italic = add_variant(FontVariant::bold_italic);
      channel_.fonts.push_back(std::move(font));
    }
  }

  // The role's own files.
  model::BlobRef add(const std::string& name, BlobKind kind, std::string bytes) {
    role_.files.push_back(make_file(role_.name + "/" + name, kind, std::move(bytes)));
    return role_.files.back().blob;
  }

  std::optional<model::BlobRef> add_file(const std::string& name, BlobKind kind,
                                         const base::Path& path) {
    const auto mapping = fs_.map(path);
    if (!mapping) {
      faults_.error(Place{path.string()}, mapping.error().message,
                    "Make it a file that can be read.");
      return std::nullopt;
    }
    const auto bytes = (*mapping)->bytes();
    const model::BlobRef blob{base::sha256(bytes), bytes.size()};
    role_.files.push_back({role_.name + "/" + name, kind, blob, {}, path});
    return blob;
  }

  base::Fs& fs_;
  const Source& source_;
  Renderers& renderers_;
  Faults& faults_;
  StoryIndex* index_;
  model::Channel channel_;
  std::set<std::string> published_;  // stories
  PublishedRole role_;               // at work
};

}  // namespace

Publication compile(base::Fs& fs, const Source& source, Renderers& renderers, Faults& faults,
                    StoryIndex* index) {
  return Compiler(fs, source, renderers, faults, index).compile();
}

PublishedRole compile_office(base::Fs& fs, const Source& source, const std::string& name,
                             Renderers& renderers, Faults& faults) {
  return Compiler(fs, source, renderers, faults, nullptr).compile_office(name);
}

model::Manifest manifest_of(const Publication& publication) {
  model::Manifest manifest;
  for (const auto& role : publication.roles) {
    for (const auto& file : role.files) {
      manifest.blobs.push_back({file.blob, file.kind});
      if (file.kind == BlobKind::catalog) manifest.catalogs.push_back({role.name, file.blob});
    }
  }
  manifest.sort();
  return manifest;
}

}  // namespace rohnamo::publish
