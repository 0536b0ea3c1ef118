#include "tests/tuf/target_folder.hpp"

#include "content/base/hash.hpp"

namespace rohnamo::tuf {
namespace {

// Any path has one, and none leads out of the folder.
std::string file_name(const std::string& path) {
  return base::sha256(path).hex();
}

}  // namespace

TargetFolder::TargetFolder(base::Fs& fs, base::Path folder, base::Path scratch)
    : fs_(&fs), folder_(std::move(folder)), scratch_(std::move(scratch)) {}

bool TargetFolder::has(const std::string& path, const trust::MetaFile& expected) const {
  const auto bytes = fs_->read(folder_ / file_name(path), expected.length.value_or(0));
  return bytes && trust::check_file(*bytes, expected, path);
}

base::Result<void> TargetFolder::put(const std::string& path, std::string_view bytes) {
  const std::string name = file_name(path);
  TRY(fs_->make_directories(scratch_));
  TRY(base::write_whole(*fs_, scratch_ / name, bytes));
  TRY(fs_->rename(scratch_ / name, folder_ / name));
  return fs_->sync_directory(folder_);
}

}  // namespace rohnamo::tuf
