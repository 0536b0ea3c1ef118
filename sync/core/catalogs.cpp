#include "sync/core/catalogs.hpp"

#include "content/cache/edition.hpp"
#include "content/model/catalog.hpp"

namespace rohnamo::core {

using base::Code;
using base::fail;
using base::Result;

namespace {

Result<std::shared_ptr<const base::Mapping>> map_catalog(base::Fs& fs, cache::Store& store,
                                                         const model::Manifest::Catalog& catalog) {
  std::shared_ptr<const base::Mapping> bytes =
      TRY(fs.map(cache::blob_path(store.path(), catalog.blob.hash)));
  if (base::sha256(bytes->bytes()) == catalog.blob.hash) return bytes;
  TRY(store.discard(catalog.blob));
  return fail(Code::corrupt, "the catalog of " + catalog.role + " was spoiled on the disk");
}

void name_urgent(const model::Catalog& catalog, std::set<base::Hash>& urgent) {
  for (std::size_t i = 0; i < catalog.size(); ++i) {
    const auto entry = catalog.entry(i);
    if (!entry || entry->kind != model::Kind::notice || entry->urgency != model::Urgency::urgent)
      continue;
    const auto notice = catalog.notice(i);
    if (!notice) continue;
    for (const auto& [language, text] : notice->texts) urgent.insert(text.body.hash);
  }
}

}  // namespace

Result<CatalogFacts> open_catalogs(base::Fs& fs, cache::Store& store, Contents& contents) {
  CatalogFacts facts;
  std::vector<model::Manifest::Catalog> good;
  for (const auto& catalog : contents.manifest.catalogs) {
    const auto opened = model::Catalog::open(TRY(map_catalog(fs, store, catalog)));
    const bool mission = catalog.role == "mission";
    if (opened) {
      good.push_back(catalog);
      name_urgent(*opened, facts.urgent);
      if (mission) facts.text_first = opened->channel().text_first;
    } else if (mission) {
      return fail(opened.error(), "the mission's catalog");
    } else {
      contents.warnings.push_back(catalog.role + " is left out: " + opened.error().message);
    }
  }
  contents.manifest.catalogs = std::move(good);
  return facts;
}

}  // namespace rohnamo::core
