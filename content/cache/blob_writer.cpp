#include <fmt/format.h>

#include "content/cache/store.hpp"

namespace rohnamo::cache {

using base::Code;
using base::fail;
using base::Result;

namespace {

// Bytes; making a file costs more than so many of them.
constexpr std::uint64_t small_blob = 16'384;

}  // namespace

BlobWriter::BlobWriter(base::Fs& fs, base::Path partial, base::Path place,
                       const model::BlobRef& blob)
    : fs_(&fs), partial_(std::move(partial)), place_(std::move(place)), blob_(blob) {}

// Goes on from what a break left, which is hashed again: it may not be what was written.
Result<void> BlobWriter::open() {
  if (fs_->exists(partial_)) {
    const auto read = fs_->read_through(partial_, [this](std::string_view piece) {
      hash_.update(piece);
      length_ += piece.size();
    });
    if (!read || length_ > blob_.length) return restart();
  }
  in_memory_ = length_ == 0 && blob_.length <= small_blob;
  if (!in_memory_) file_ = TRY(fs_->append(partial_));
  return {};
}

Result<void> BlobWriter::restart() {
  in_memory_ = false;
  hash_ = base::Sha256();
  length_ = 0;
  file_ = TRY(fs_->create(partial_));
  return {};
}

Result<void> BlobWriter::write(std::string_view bytes) {
  if (bytes.size() > blob_.length - length_)
    return fail(Code::too_large,
                fmt::format("{} is longer than its {} bytes", blob_.hash.hex(), blob_.length));
  if (in_memory_)
    held_ += bytes;
  else
    TRY(file_->write(bytes));
  hash_.update(bytes);
  length_ += bytes.size();
  return {};
}

Result<void> BlobWriter::check() {
  if (length_ < blob_.length)
    return fail(Code::offline, fmt::format("{} broke off after {} of {} bytes", blob_.hash.hex(),
                                           length_, blob_.length));
  if (hash_.finish() == blob_.hash) return {};
  file_.reset();
  if (!in_memory_) TRY(fs_->remove(partial_));
  return fail(Code::untrusted, "what came for " + blob_.hash.hex() + " has another hash");
}

Result<void> BlobWriter::flush() {
  if (!in_memory_) return {};
  TRY(TRY(fs_->create(partial_))->write(held_));
  held_ = std::string();
  in_memory_ = false;
  return {};
}

Result<void> BlobWriter::give_name() {
  file_.reset();
  auto named = fs_->rename(partial_, place_);
  if (named || named.error().code != Code::not_found) return named;
  TRY(fs_->make_directories(place_.parent_path()));
  return fs_->rename(partial_, place_);
}

}  // namespace rohnamo::cache
