#include "sync/core/refusal.hpp"

#include "content/cache/edition.hpp"

namespace rohnamo::core {

using base::Code;
using base::Result;

namespace {

constexpr std::uint64_t file_limit = 64;  // bytes

}  // namespace

Refusal::Refusal(base::Fs& fs, const base::Path& state) : fs_(&fs), path_(state / "refused") {
  const auto text = fs.read(path_, file_limit);
  if (text) refused_ = text->substr(0, text->find('\n'));
}

// It is written down first: a power cut in between rolls back at the next update.
Result<void> Refusal::heed(const model::EditionId& id, cache::Store& store) {
  const auto current = cache::current_edition(*fs_, store.path());
  // It may have given way already, and the disk have failed before that was durable.
  if (current && *current != id && covers(id)) return fs_->sync_directory(store.path());
  if (!current || *current != id) return {};
  if (!covers(id)) TRY(base::write_whole(*fs_, path_, id + "\n"));
  refused_ = id;
  auto back = store.roll_back();
  if (!back && back.error().code == Code::not_found) return {};
  return back;
}

}  // namespace rohnamo::core
