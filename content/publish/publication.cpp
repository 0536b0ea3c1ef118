#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "content/publish/publication.hpp"
#include "content/publish/source_pictures.hpp"
#include "content/publish/source_recordings.hpp"

namespace rohnamo::publish {
namespace {

using model::BlobKind;

constexpr std::uint64_t file_limit = 64 << 20;  // bytes: over every limit of what goes out

class Compiler {
 public:
  Compiler(base::Fs& fs, const Source& source, Renderers& renderers, Faults& faults)
      : fs_(fs), source_(source), renderers_(renderers), faults_(faults), channel_(source.channel) {
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
  PublishedRole compile_role(const std::string& name, const Items& items) {
    role_.name = name;
    model::CatalogBuilder catalog(channel_);
    for (const auto& story : items.stories)
      if (!story.draft) catalog.add(story.entry, compile_story(story));
    for (const auto& contact : items.contacts)
      if (!contact.draft) catalog.add(contact.entry, compile_contact(contact));
    for (const auto& notice : items.notices)
      if (!notice.draft) catalog.add(notice.entry, compile_notice(notice));
    add("catalog", BlobKind::catalog, catalog.build());
    std::sort(role_.files.begin(), role_.files.end(),
              [](const auto& a, const auto& b) { return a.target < b.target; });
    return std::exchange(role_, {});
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

  model::Story compile_story(const StorySource& source) {
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

  // Unique among all roles: two offices may both have a contact `office`.
  [[nodiscard]] std::string catalog_id(const std::string& id) const {
    return role_.name == "mission" ? id : role_.name + "/" + id;
  }

  model::Contact compile_contact(const ContactSource& source) {
    model::Contact contact = source.contact;
    contact.id = catalog_id(source.contact.id);
    const std::string folder = "contacts/" + source.contact.id;
    if (source.picture)
      contact.picture = compile_picture(*source.picture, PicturePlace::card, folder, "picture");
    if (source.map) contact.map = compile_picture(*source.map, PicturePlace::card, folder, "map");
    return contact;
  }

  model::Notice compile_notice(const NoticeSource& source) {
    model::Notice notice;
    notice.id = catalog_id(source.id);
    notice.urgency = source.entry.urgency;
    notice.texts = compile_texts(source.articles, "notices/" + source.id);
    return notice;
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
    auto rendering = render_picture(source, place, renderers_.pictures, faults_);
    if (!rendering) return std::nullopt;
    model::Picture picture;
    picture.focus_x = source.focus ? source.focus->x : rendering->original.focus_x;
    picture.focus_y = source.focus ? source.focus->y : rendering->original.focus_y;
    for (auto& one : rendering->pictures) {
      picture.renditions.push_back({one.blob, one.width, one.height});
      role_.files.push_back(
          {fmt::format("{}/{}/{}-{}", role_.name, folder, name, one.nominal_width),
           BlobKind::picture, one.blob, std::move(one.bytes), one.file});
    }
    return picture;
  }

  std::optional<model::BlobRef> add_recording(const std::string& name, const base::Path& path) {
    auto recording = render_recording(path, renderers_.recordings, faults_);
    if (!recording) return std::nullopt;
    role_.files.push_back({fmt::format("{}/{}.opus", role_.name, name), BlobKind::audio,
                           recording->blob, std::move(recording->bytes), recording->file});
    return recording->blob;
  }

  model::BlobRef add(const std::string& name, BlobKind kind, std::string bytes) {
    const model::BlobRef blob{base::sha256(bytes), bytes.size()};
    role_.files.push_back({role_.name + "/" + name, kind, blob, std::move(bytes), {}});
    return blob;
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

  base::Fs& fs_;
  const Source& source_;
  Renderers& renderers_;
  Faults& faults_;
  model::Channel channel_;
  std::set<std::string> published_;  // stories
  PublishedRole role_;               // at work
};

}  // namespace

base::Result<std::string> contents(base::Fs& fs, const PublishedFile& file) {
  std::string bytes = file.path.empty() ? file.bytes : TRY(fs.read(file.path, file_limit));
  if (base::sha256(bytes) != file.blob.hash)
    return base::fail(base::Code::corrupt,
                      file.path.string() + " changed while it was read: publish again");
  return bytes;
}

Publication compile(base::Fs& fs, const Source& source, Renderers& renderers, Faults& faults) {
  return Compiler(fs, source, renderers, faults).compile();
}

PublishedRole compile_office(base::Fs& fs, const Source& source, const std::string& name,
                             Renderers& renderers, Faults& faults) {
  return Compiler(fs, source, renderers, faults).compile_office(name);
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
