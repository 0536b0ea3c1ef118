#include "kiosk/app/starts.hpp"

#include <fmt/format.h>

#include "content/base/format.hpp"

namespace rohnamo::app {
namespace {

using base::Result;
using base::json::Object;
using base::json::Reader;

constexpr std::int64_t starts_format = 1;
constexpr std::size_t starts_limit = 4096;  // bytes

struct Kept {
  std::string edition;
  std::int64_t count = 0;
};

Result<Kept> read_kept(const Reader& object) {
  return Kept{TRY(object.string("edition")), TRY(object.integer("count"))};
}

// Nothing where there is no file, or none that can be read: the screen comes first.
Kept read(base::Fs& fs, const base::Path& path) {
  const auto bytes = fs.read(path, starts_limit);
  if (!bytes) return {};
  return base::json::read_file(*bytes, {"starts", starts_format, starts_limit}, &read_kept)
      .value_or(Kept());
}

}  // namespace

Starts::Starts(base::Fs& fs, const base::Path& run)
    : fs_(&fs), path_(run / "kiosk" / "starts.json") {}

void Starts::judge(std::optional<News>& news) {
  if (!news || !news->edition) return;
  const Kept kept = read(*fs_, path_);
  if (kept.edition != news->edition->id() || kept.count < most_starts) return;
  news->refused = kept.edition;
  news->refused_because =
      fmt::format("the program ended {} times before it had shown it for long", kept.count);
  news->edition.reset();
}

// Without a sync: it need not outlive the power, and the first page waits for it.
void Starts::begin(const std::string& id) {
  counting_ = !id.empty();
  if (!counting_) return;
  const Kept before = read(*fs_, path_);
  const std::int64_t count = before.edition == id ? before.count + 1 : 1;
  const std::string text =
      boost::json::serialize(Object{{"format", starts_format}, {"edition", id}, {"count", count}});
  if (!fs_->make_directories(path_.parent_path())) return;
  if (const auto file = fs_->create(path_)) static_cast<void>((*file)->write(text + "\n"));
}

// What was judged stays: an edition that is not shown proves nothing.
void Starts::end() {
  if (counting_) static_cast<void>(fs_->remove(path_));
  counting_ = false;
}

}  // namespace rohnamo::app
