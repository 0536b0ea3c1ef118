// The catalogs of an update, once they are there: whether they can be opened, and what they say of
// the order in which the rest is to be fetched.
#pragma once

#include <set>

#include "content/cache/store.hpp"
#include "sync/core/contents.hpp"

namespace rohnamo::core {

struct CatalogFacts {
  bool text_first = false;      // an edition may be shown before its pictures have come
  std::set<base::Hash> urgent;  // bodies of urgent notices
};

// Opens every catalog that `contents` names. An office's that does not open costs that office: it
// is taken out of the manifest, with a warning. One that the disk spoiled is discarded:
// Code::corrupt, and the next update fetches it again. For the worker's thread.
base::Result<CatalogFacts> open_catalogs(base::Fs& fs, cache::Store& store, Contents& contents);

}  // namespace rohnamo::core
