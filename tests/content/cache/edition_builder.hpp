// Editions for the tests of this folder.
#pragma once

#include <catch2/catch.hpp>

#include "content/cache/store.hpp"
#include "tests/fakes/memory_fs.hpp"
#include "tests/fakes/sample_content.hpp"

namespace rohnamo {

// Puts a mission of these story titles into the store, all but the commit.
inline model::Manifest fill(cache::Store& store, const std::vector<std::string>& titles) {
  model::Manifest manifest;
  std::vector<fakes::SampleText> stories;
  const auto put = [&](const std::string& bytes, model::BlobKind kind) {
    const model::BlobRef blob = fakes::ref_of(bytes);
    REQUIRE(store.put(blob, bytes));
    manifest.blobs.push_back({blob, kind});
    return blob;
  };
  for (const std::string& title : titles) {
    stories.push_back({title, title, fakes::sample_body(title)});
    put(stories.back().body, model::BlobKind::text);
  }
  const std::string catalog = fakes::sample_catalog("mission", stories);
  manifest.catalogs.push_back({"mission", put(catalog, model::BlobKind::catalog)});
  manifest.sort();
  return manifest;
}

}  // namespace rohnamo
