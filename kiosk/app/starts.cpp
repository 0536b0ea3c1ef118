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
  std::int64_t count = 0, installed = 0;
};

Result<Kept> read_kept(const Reader& object) {
  return Kept{TRY(object.string("edition")), TRY(object.integer("count")),
              TRY(object.integer("installed"))};
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
    : fs_(&fs), path_(run / "kiosk" / "starts.json") {
  const Kept kept = read(fs, path_);
  edition_ = kept.edition;
  count_ = kept.count;
  installed_ = kept.installed;
}

void Starts::judge(std::optional<News>& news) {
  if (!news || !news->edition) return;
  if (edition_ != news->edition->id() || count_ < most_starts) return;
  news->refused = edition_;
  news->refused_because =
      fmt::format("the program ended {} times before it had shown it for long", count_);
  news->edition.reset();
}

void Starts::begin(const std::string& id) {
  counting_ = id;
  if (id.empty()) return;
  if (id == installed_channel) {
    ++installed_;
  } else {
    count_ = edition_ == id ? count_ + 1 : 1;
    edition_ = id;
  }
  write();
}

// What was judged stays: what is not shown proves nothing.
void Starts::end() {
  if (counting_.empty()) return;
  (counting_ == installed_channel ? installed_ : count_) = 0;
  counting_.clear();
  write();
}

// Without a sync: it need not outlive the power, and the first page waits for it.
void Starts::write() const {
  const std::string text = boost::json::serialize(Object{{"format", starts_format},
                                                         {"edition", edition_},
                                                         {"count", count_},
                                                         {"installed", installed_}});
  if (!fs_->make_directories(path_.parent_path())) return;
  if (const auto file = fs_->create(path_)) static_cast<void>((*file)->write(text + "\n"));
}

}  // namespace rohnamo::app
