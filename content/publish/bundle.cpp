#include "content/publish/bundle.hpp"

#include "content/cache/store.hpp"

namespace rohnamo::publish {

base::Result<model::EditionId> bundle(base::Fs& fs, const Publication& publication,
                                      const base::Path& cache) {
  auto store = TRY(cache::Store::open(fs, cache));
  for (const auto& role : publication.roles)
    for (const auto& file : role.files)
      if (!store.has(file.blob)) TRY(store.put(file.blob, TRY(contents(fs, file))));
  const auto manifest = manifest_of(publication);
  TRY(store.commit(manifest));
  TRY(store.collect(manifest));
  return manifest.id();
}

}  // namespace rohnamo::publish
