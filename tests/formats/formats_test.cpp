// What was published in every format so far is read by what reads it now: tests/formats/<N> each
// hold a publication and the local cache that it gave. Nothing there is ever changed.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <set>

#include "content/cache/edition.hpp"
#include "kiosk/loader/decode.hpp"
#include "sync/core/update.hpp"
#include "sync/net/folder_transport.hpp"
#include "tests/fakes/memory_fs.hpp"
#include "tests/fakes/run.hpp"
#include "tests/source_dir.hpp"

using namespace rohnamo;

namespace {

using Blobs = std::set<model::BlobRef>;

std::vector<base::Path> formats() {
  std::vector<base::Path> folders;
  for (const auto& entry :
       std::filesystem::directory_iterator(tests::source_dir() / "tests/formats"))
    if (entry.path().filename().string().find_first_not_of("0123456789") == std::string::npos)
      folders.push_back(entry.path());
  std::sort(folders.begin(), folders.end());
  return folders;
}

// Reads all that a kiosk could come to show of an edition, and remembers each blob.
class Reading {
 public:
  explicit Reading(std::shared_ptr<const cache::Edition> edition) : edition_(std::move(edition)) {
    for (const auto& language : edition_->channel().languages) {
      REQUIRE(language.strings);
      const auto strings = edition_->strings(blob(*language.strings)).value();
      CHECK(strings.language == language.code);
      CHECK_FALSE(strings["back"] == "back");
    }
    for (std::size_t i = 0; i < edition_->size(); ++i) read_item(i);
  }

  const Blobs& blobs() const { return blobs_; }
  const std::map<model::Kind, int>& items() const { return items_; }

 private:
  const model::BlobRef& blob(const model::BlobRef& blob) {
    blobs_.insert(blob);
    return blob;
  }

  void read_item(std::size_t index) {
    const auto kind = edition_->entry(index).value().kind;
    ++items_[kind];
    switch (kind) {
      case model::Kind::story: {
        const auto story = edition_->story(index).value();
        read_texts(story.texts);
        read_picture(story.picture);
        CHECK(edition_->channel().topic(story.topic) != nullptr);
        break;
      }
      case model::Kind::contact: {
        const auto contact = edition_->contact(index).value();
        CHECK(contact.name.contains("fa"));
        CHECK_FALSE(contact.phones.empty());
        read_picture(contact.picture);
        break;
      }
      case model::Kind::notice:
        read_texts(edition_->notice(index).value().texts);
        break;
    }
  }

  void read_texts(const model::Texts& texts) {
    CHECK(texts.contains("fa"));
    for (const auto& [language, text] : texts) {
      CHECK_FALSE(text.title.empty());
      CHECK_FALSE(edition_->document(blob(text.body)).value().blocks.empty());
      if (text.narration) check_bytes(*text.narration);
    }
  }

  void read_picture(const std::optional<model::Picture>& picture) {
    if (!picture) return;
    for (const auto& rendition : picture->renditions) {
      check_bytes(rendition.blob);
      const auto bytes = edition_->map(rendition.blob).value();
      const loader::Fit fit{{rendition.width, rendition.height}, 0.5, 0.5, {}};
      CHECK(loader::decode(bytes->bytes(), fit));
    }
  }

  void check_bytes(const model::BlobRef& ref) {
    CHECK(base::sha256(edition_->map(blob(ref)).value()->bytes()) == ref.hash);
  }

  std::shared_ptr<const cache::Edition> edition_;
  Blobs blobs_;
  std::map<model::Kind, int> items_;
};

Reading read_current(base::Fs& fs, const base::Path& folder) {
  const auto id = cache::current_edition(fs, folder).value();
  return Reading(cache::Edition::open(fs, folder, id).value());
}

// All of the cache's blobs.
Blobs blobs_of(const base::Path& folder) {
  Blobs blobs;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder / "blobs"))
    if (entry.is_regular_file())
      blobs.insert({base::Hash::from_hex(entry.path().filename().string()).value(),
                    std::filesystem::file_size(entry.path())});
  return blobs;
}

}  // namespace

TEST_CASE("an edition of every format so far is read, all of it") {
  REQUIRE_FALSE(formats().empty());
  for (const auto& folder : formats()) {
    INFO(folder);
    const Reading reading = read_current(base::posix_fs(), folder / "cache");
    CHECK(reading.items().size() == 3);  // stories, contacts and notices
    Blobs left = blobs_of(folder / "cache");
    CHECK(left.size() > reading.blobs().size());
    for (const auto& blob : reading.blobs()) left.erase(blob);
    for (const auto& blob : left) {  // the catalogs, which were read before their items
      auto bytes = base::posix_fs().map(cache::blob_path(folder / "cache", blob.hash)).value();
      CHECK(model::Catalog::open(std::move(bytes)));
    }
  }
}

// At the time when it was signed, which its cache holds: it has expired long since.
TEST_CASE("a publication of every format so far is verified, and gives what it gave") {
  for (const auto& folder : formats()) {
    INFO(folder);
    fakes::InlineWorker worker;
    fakes::MemoryFs fs;
    net::FolderTransport transport(folder / "publication", worker);
    core::UpdateOptions options;
    options.cache = "/cache";
    options.state = "/state";
    options.trusted_root = base::posix_fs().read(folder / "root.json", 1 << 20).value();
    options.floor = cache::time_floor(base::posix_fs(), folder / "cache").value();
    core::UpdateCycle cycle(fs, transport, worker, options);
    const auto outcome = fakes::run(cycle.run(options.floor, {}));
    if (!outcome) FAIL(outcome.error().message);
    CHECK(outcome->warnings.empty());
    CHECK(read_current(fs, "/cache").blobs() ==
          read_current(base::posix_fs(), folder / "cache").blobs());
  }
}
