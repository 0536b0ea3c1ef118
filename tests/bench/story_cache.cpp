#include "tests/bench/story_cache.hpp"

#include <fmt/format.h>

#include <fstream>

#include "content/cache/edition.hpp"
#include "content/cache/store.hpp"

namespace rohnamo::bench {

using base::Code;
using base::fail;
using base::Path;
using base::Result;
using model::BlobKind;
using model::BlobRef;

namespace {

struct StoryOfChannel {
  model::Entry entry;
  model::Story story;
  std::map<std::string, model::Document> bodies;  // by language
};

// The default channel's stories and blobs, read once.
struct Channel {
  std::shared_ptr<const cache::Edition> edition;
  model::Manifest manifest;
  std::vector<StoryOfChannel> stories;
};

Result<StoryOfChannel> read_story(const cache::Edition& edition, std::size_t index) {
  StoryOfChannel read;
  read.entry = TRY(edition.entry(index));
  read.story = TRY(edition.story(index));
  for (const auto& [language, text] : read.story.texts)
    read.bodies.emplace(language, TRY(edition.document(text.body)));
  return read;
}

Result<Channel> read_channel(const Path& cache) {
  base::Fs& fs = base::posix_fs();
  const model::EditionId id = TRY(cache::current_edition(fs, cache));
  const Path manifest = cache / "editions" / id / "manifest.json";
  Channel channel;
  channel.edition = TRY(cache::Edition::open(fs, cache, id));
  channel.manifest = TRY(model::parse_manifest(TRY(fs.read(manifest, model::manifest_limit))));
  for (std::size_t i = 0; i < channel.edition->size(); ++i)
    if (TRY(channel.edition->entry(i)).kind == model::Kind::story)
      channel.stories.push_back(TRY(read_story(*channel.edition, i)));
  if (channel.stories.empty()) return fail(Code::not_found, "the default channel has no story");
  return channel;
}

class Maker {
 public:
  Maker(const Channel& channel, Path cache) : channel_(channel), cache_(std::move(cache)) {}

  Result<void> make(std::size_t stories, const std::string& language) {
    cache::Store store = TRY(cache::Store::open(base::posix_fs(), cache_));
    TRY(copy_shared_blobs());
    model::Channel header = channel_.edition->channel();
    header.default_language = language;
    model::CatalogBuilder catalog(header);
    TRY(add_contacts(catalog));
    for (std::size_t i = 0; i < stories; ++i) TRY(add_story(catalog, i));
    const BlobRef blob = TRY(write(BlobKind::catalog, catalog.build()));
    manifest_.catalogs.push_back({"mission", blob});
    manifest_.sort();
    return store.commit(manifest_);
  }

 private:
  // Strings, pictures, fonts: all that is not a story's own.
  Result<void> copy_shared_blobs() {
    for (const auto& [blob, kind] : channel_.manifest.blobs) {
      if (kind == BlobKind::catalog || kind == BlobKind::text) continue;
      const auto bytes = TRY(channel_.edition->map(blob));
      TRY(write(kind, bytes->bytes()));
    }
    return {};
  }

  Result<void> add_contacts(model::CatalogBuilder& catalog) {
    const cache::Edition& edition = *channel_.edition;
    for (std::size_t i = 0; i < edition.size(); ++i) {
      const model::Entry entry = TRY(edition.entry(i));
      if (entry.kind == model::Kind::contact) catalog.add(entry, TRY(edition.contact(i)));
    }
    return {};
  }

  Result<void> add_story(model::CatalogBuilder& catalog, std::size_t index) {
    StoryOfChannel copy = channel_.stories[index % channel_.stories.size()];
    copy.story.id = fmt::format("{}-{}", copy.story.id, index);
    copy.entry.order = static_cast<std::int32_t>(index);
    for (auto& [language, text] : copy.story.texts) {
      model::Document& body = copy.bodies.at(language);
      model::Block mark;
      mark.spans.push_back({std::to_string(index), false, false, {}});
      body.blocks.push_back(std::move(mark));
      text.body = TRY(write(BlobKind::text, model::serialize(body)));
    }
    catalog.add(copy.entry, copy.story);
    return {};
  }

  // Not by Store::put, whose syncs would make ten thousand stories a matter of minutes.
  Result<BlobRef> write(BlobKind kind, std::string_view bytes) {
    const BlobRef blob{base::sha256(bytes), bytes.size()};
    const Path path = cache::blob_path(cache_, blob.hash);
    std::filesystem::create_directories(path.parent_path());
    std::ofstream file(path, std::ios::binary);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!file.flush()) return fail(Code::io, "cannot write " + path.string());
    manifest_.blobs.push_back({blob, kind});
    return blob;
  }

  const Channel& channel_;
  Path cache_;
  model::Manifest manifest_;
};

}  // namespace

Result<Path> story_cache(const Setting& setting, std::size_t stories, const std::string& language) {
  Path cache = setting.scratch / fmt::format("stories-{}-{}", stories, language);
  if (base::posix_fs().exists(cache / "current")) return cache;
  const Channel channel = TRY(read_channel(setting.builtin));
  TRY(Maker(channel, cache).make(stories, language));
  return cache;
}

}  // namespace rohnamo::bench
