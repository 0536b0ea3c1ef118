#include "content/publish/outbox.hpp"

#include "content/publish/gzip.hpp"
#include "content/trust/paths.hpp"

namespace rohnamo::publish {

bool Outbox::has(const std::string& path, std::uint64_t length) {
  const auto size = fs_.size(root_ / path);
  return size && *size == length;
}

base::Result<void> Outbox::put(const std::string& path, std::string_view bytes) {
  return put(path, bytes, Replace::at_any_time);
}

base::Result<void> Outbox::put(const std::string& path, std::string_view bytes, Replace how) {
  const base::Path place = root_ / path;
  const base::Path temporary = place.string() + ".new";
  if (folders_.insert(place.parent_path()).second) TRY(fs_.make_directories(place.parent_path()));
  const auto file = TRY(fs_.create(temporary));
  TRY(file->write(bytes));
  pending_.push_back({temporary, place, how});
  return {};
}

base::Result<void> Outbox::put_with_gzip(const std::string& path, std::string_view bytes) {
  TRY(put(path + ".gz", gzip(bytes)));
  return put(path, bytes);
}

base::Result<void> Outbox::put_timestamp(std::string_view bytes) {
  const auto path = trust::metadata_path("timestamp", 0);
  TRY(put(path + ".gz", gzip(bytes), Replace::a_second_later));
  return put(path, bytes, Replace::a_second_later);
}

base::Result<void> Outbox::settle() {
  if (pending_.empty()) return {};
  TRY(fs_.sync_all(root_));  // the contents, before any name leads to them
  for (const auto& [temporary, place, how] : pending_)
    TRY(how == Replace::at_any_time ? fs_.rename(temporary, place)
                                    : fs_.rename_later(temporary, place));
  pending_.clear();
  return fs_.sync_all(root_);
}

}  // namespace rohnamo::publish
