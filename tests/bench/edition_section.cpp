#include <fmt/format.h>

#include <array>

#include "content/cache/edition.hpp"
#include "tests/bench/sections.hpp"
#include "tests/bench/story_cache.hpp"

namespace rohnamo::bench {
namespace {

using base::Code;
using base::fail;
using base::Path;
using base::Result;

struct Rival {
  std::size_t stories = 0;
  Path cache;
  base::Hash catalog;
  Samples edition_ms;
  Samples catalog_ms;
};

Result<model::Story> first_story(const cache::Edition& edition) {
  for (std::size_t i = 0; i < edition.size(); ++i)
    if (TRY(edition.entry(i)).kind == model::Kind::story) return edition.story(i);
  return fail(Code::not_found, "an edition without a story");
}

// What the kiosk does before it can show anything: find the edition, open it, read a story.
Result<void> load_edition(const Path& cache) {
  base::Fs& fs = base::posix_fs();
  const model::EditionId id = TRY(cache::current_edition(fs, cache));
  const auto edition = TRY(cache::Edition::open(fs, cache, id));
  TRY(first_story(*edition));
  return {};
}

Result<void> load_catalog(const Rival& rival) {
  std::shared_ptr<const base::Mapping> bytes =
      TRY(base::posix_fs().map(cache::blob_path(rival.cache, rival.catalog)));
  const model::Catalog catalog = TRY(model::Catalog::open(std::move(bytes)));
  TRY(catalog.story(0));
  return {};
}

Result<base::Hash> find_catalog(const Path& cache) {
  base::Fs& fs = base::posix_fs();
  const model::EditionId id = TRY(cache::current_edition(fs, cache));
  const Path path = cache / "editions" / id / "manifest.json";
  const auto manifest = TRY(model::parse_manifest(TRY(fs.read(path, model::manifest_limit))));
  return manifest.catalogs.front().blob.hash;
}

Result<void> measure_once(Rival& rival) {
  const Stopwatch editions;
  TRY(load_edition(rival.cache));
  rival.edition_ms.add(editions.milliseconds());
  const Stopwatch catalogs;
  TRY(load_catalog(rival));
  rival.catalog_ms.add(catalogs.milliseconds());
  return {};
}

void print(const std::array<Rival, 3>& rivals, std::string_view what, Samples Rival::*samples,
           Table& table) {
  const double few = (rivals[0].*samples).median();
  const std::string few_name = fmt::format("{} stories", rivals[0].stories);
  for (const Rival& rival : rivals)
    table.row(fmt::format("{}, {} stories", what, rival.stories), (rival.*samples).median() * 1e3,
              "us", few * 1e3, few_name);
}

}  // namespace

Result<void> measure_edition(const Setting& setting, Table& table) {
  table.section(fmt::format("Opening an edition and reading its first story (median of {}, warm)",
                            setting.edition_loads));
  std::array<Rival, 3> rivals;
  const std::array sizes{setting.few_stories, setting.some_stories, setting.many_stories};
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    rivals[i].stories = sizes[i];
    rivals[i].cache = TRY(story_cache(setting, sizes[i], "tg"));
    rivals[i].catalog = TRY(find_catalog(rivals[i].cache));
  }
  for (std::size_t round = 0; round < setting.edition_loads; ++round)
    for (Rival& rival : rivals) TRY(measure_once(rival));
  print(rivals, "edition", &Rival::edition_ms, table);
  print(rivals, "its catalog alone", &Rival::catalog_ms, table);
  return {};
}

}  // namespace rohnamo::bench
