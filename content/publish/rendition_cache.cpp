#include "content/publish/rendition_cache.hpp"

#include <utility>

namespace rohnamo::publish {

using base::Code;
using base::fail;
using base::Path;
using base::Result;

Rendition make_rendition(std::string name, std::string bytes) {
  const model::BlobRef blob{base::sha256(bytes), bytes.size()};
  return {std::move(name), blob, {}, std::move(bytes)};
}

RenditionCache::RenditionCache(base::Fs& fs, Path folder, std::string_view maker)
    : fs_(fs), folder_(std::move(folder)), maker_(maker) {}

Result<Renditions> RenditionCache::get(std::string_view source,
                                       const std::function<Result<Renditions>()>& make) {
  if (folder_.empty()) return make();
  base::Sha256 hash;
  hash.update(maker_);
  hash.update(source);
  const Path folder = folder_ / hash.finish().hex();
  if (auto known = remembered(folder)) return known;
  auto renditions = TRY(make());
  // A memory that is full, closed to us or being made by another process costs only the memory.
  static_cast<void>(remember(folder, renditions));
  return renditions;
}

Result<Renditions> RenditionCache::remembered(const Path& folder) {
  constexpr std::size_t index_limit = 64 << 10;
  const auto index =
      TRY(base::json::parse(TRY(fs_.read(folder / "index.json", index_limit)), index_limit));
  const base::json::Reader reader(index, "index");
  Renditions renditions;
  renditions.facts = TRY(reader.object("facts")).value().as_object();
  TRY(reader.each("files", [&](const auto& entry) -> Result<void> {
    Rendition rendition;
    rendition.name = TRY(entry.string("name"));
    rendition.blob = TRY(model::read_blob_ref(entry));
    rendition.file = folder / rendition.name;
    if (TRY(fs_.size(rendition.file)) != rendition.blob.length)
      return fail(Code::corrupt, "a remembered file has another length");
    renditions.files.push_back(std::move(rendition));
    return {};
  }));
  return renditions;
}

Result<void> RenditionCache::remember(const Path& folder, Renditions& renditions) {
  TRY(fs_.make_directories(folder));
  const auto lock = TRY(fs_.lock_exclusive(folder / "lock"));
  base::json::Array entries;
  for (const auto& rendition : renditions.files) {
    TRY(base::write_whole(fs_, folder / rendition.name, rendition.bytes));
    auto entry = model::write_blob_ref(rendition.blob);
    entry["name"] = rendition.name;
    entries.push_back(std::move(entry));
  }
  // The index comes last: without it nothing is remembered.
  const base::json::Object index{{"facts", renditions.facts}, {"files", std::move(entries)}};
  TRY(base::write_whole(fs_, folder / "index.json", boost::json::serialize(index)));
  for (auto& rendition : renditions.files) {
    rendition.file = folder / rendition.name;
    rendition.bytes.clear();
  }
  return {};
}

}  // namespace rohnamo::publish
