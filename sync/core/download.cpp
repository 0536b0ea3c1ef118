#include "sync/core/download.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "sync/core/lanes.hpp"

namespace rohnamo::core {

using base::Code;
using base::fail;
using base::Result;

namespace {

// Bytes that are worth a walk to another thread: hashing and writing them takes longer, and the
// other lanes read meanwhile.
constexpr std::size_t long_piece = 65'536;
// Blobs written out together: few enough that a kill costs next to nothing.
constexpr std::size_t write_blobs = 16;
// Blobs made durable together: enough to make one syncfs worth it, few enough that a power cut
// costs little.
constexpr std::size_t batch_blobs = 64;
constexpr std::uint64_t batch_bytes = 8 << 20;

// Text is small, and may be a warning: it never waits for a metered line.
Purpose purpose_of(model::BlobKind kind) {
  const bool text = kind == model::BlobKind::catalog || kind == model::BlobKind::strings ||
                    kind == model::BlobKind::text;
  return text ? Purpose::urgent : Purpose::content;
}

}  // namespace

// A body on its way into a blob's partial.
class Download::BlobSink final : public Sink {
 public:
  BlobSink(Download& download, cache::BlobWriter& writer)
      : download_(&download), writer_(&writer) {}

  Task<Result<void>> begin(std::uint64_t offset) override {
    if (offset == writer_->offset()) co_return Result<void>();
    if (offset != 0) co_return fail(Code::offline, "the server sent another part than asked for");
    download_->arrived(-static_cast<std::int64_t>(writer_->offset()));
    co_return writer_->restart();
  }

  Task<Result<void>> write(std::string_view bytes) override {
    Result<void> written;
    if (bytes.size() < long_piece) {
      written = writer_->write(bytes);
    } else {
      const std::function<Result<void>()> work = [this, bytes] { return writer_->write(bytes); };
      written = co_await download_->worker_->run(work);
    }
    if (written) {
      download_->fetched_ += bytes.size();
      download_->arrived(static_cast<std::int64_t>(bytes.size()));
    }
    co_return written;
  }

  Task<Result<void>> end() override { co_return writer_->check(); }

 private:
  Download* download_;
  cache::BlobWriter* writer_;
};

Download::Download(cache::Store& store, Transport& transport, Worker& worker,
                   const Contents& contents, std::function<void(const Progress&)> progress)
    : store_(&store),
      transport_(&transport),
      worker_(&worker),
      contents_(&contents),
      progress_(std::move(progress)) {
  std::unordered_set<base::Hash> seen;
  for (const auto& [blob, kind] : contents.manifest.blobs) {
    if (!seen.insert(blob.hash).second || store.has(blob)) continue;
    missing_.push_back({blob, kind});
    done_.bytes_total += blob.length;
    done_.bytes_done += std::min(store.held(blob), blob.length);
  }
  done_.blobs_total = missing_.size();
}

std::uint64_t Download::bytes_to_come() const {
  return done_.bytes_total - done_.bytes_done;
}

void Download::arrived(std::int64_t bytes) {
  done_.bytes_done += static_cast<std::uint64_t>(bytes);
  if (progress_) progress_(done_);
}

void Download::hurry(const std::set<base::Hash>& blobs) {
  const auto rest = missing_.begin() + static_cast<std::ptrdiff_t>(next_);
  std::stable_partition(rest, missing_.end(),
                        [&](const auto& blob) { return blobs.contains(blob.blob.hash); });
}

Task<Result<void>> Download::run(model::BlobKind last, std::size_t lanes) {
  std::size_t end = next_;
  while (end < missing_.size() && missing_[end].kind <= last) ++end;
  const Job job = [this](std::size_t index) { return fetch_blob(missing_[next_ + index]); };
  auto result = co_await run_jobs(end - next_, lanes, job);
  auto settled = co_await write_out();
  if (settled) settled = co_await settle();
  if (result) next_ = end;
  co_return result ? settled : result;
}

// What was resumed may rest on bytes that a power cut spoiled: then once more, from the start.
Task<Result<void>> Download::fetch_blob(model::Manifest::Blob wanted) {
  const model::BlobRef blob = wanted.blob;
  const Purpose purpose = purpose_of(wanted.kind);
  auto writer = store_->begin(blob);
  if (!writer) co_return fail(writer.error());
  const bool resumed = writer->offset() > 0;
  auto fetched = co_await fetch_once(&*writer, purpose);
  if (!fetched && fetched.error().code == Code::untrusted && resumed) {
    arrived(-static_cast<std::int64_t>(blob.length));
    writer = store_->begin(blob);
    if (!writer) co_return fail(writer.error());
    fetched = co_await fetch_once(&*writer, purpose);
  }
  if (!fetched) {
    if (writer->offset() > 0) static_cast<void>(writer->flush());
    co_return fetched;
  }
  whole_.push_back(std::move(*writer));
  unsettled_bytes_ += blob.length;
  if (whole_.size() < write_blobs && unsettled_bytes_ < batch_bytes) co_return Result<void>();
  auto written = co_await write_out();
  if (!written || (written_.size() < batch_blobs && unsettled_bytes_ < batch_bytes))
    co_return written;
  auto settled = co_await settle();
  co_return settled;
}

// Fetches what is missing of the blob and checks the whole.
Task<Result<void>> Download::fetch_once(cache::BlobWriter* writer, Purpose purpose) {
  const model::BlobRef blob = writer->blob();
  if (writer->offset() == blob.length) co_return writer->check();
  FetchRequest request;
  request.path = contents_->paths.path(blob.hash);
  request.max_bytes = blob.length;
  request.offset = writer->offset();
  request.purpose = purpose;
  BlobSink sink(*this, *writer);
  const auto fetched = co_await transport_->fetch(request, sink);
  if (!fetched) co_return fail(fetched.error(), request.path);
  co_return Result<void>();
}

Task<Result<void>> Download::write_out() {
  const auto blobs = std::make_shared<std::vector<cache::BlobWriter>>(std::exchange(whole_, {}));
  const std::function<Result<void>()> flush = [blobs]() -> Result<void> {
    for (cache::BlobWriter& blob : *blobs) TRY(blob.flush());
    return {};
  };
  auto flushed = co_await worker_->run(flush);
  std::move(blobs->begin(), blobs->end(), std::back_inserter(written_));
  co_return flushed;
}

Task<Result<void>> Download::settle() {
  const auto batch = std::make_shared<std::vector<cache::BlobWriter>>(std::exchange(written_, {}));
  unsettled_bytes_ = 0;
  if (batch->empty()) co_return Result<void>();
  const std::size_t count = batch->size();
  const std::function<Result<void>()> publish = [this, batch] {
    return store_->publish(std::move(*batch));
  };
  auto published = co_await worker_->run(publish);
  if (published) {
    done_.blobs_done += count;
    arrived(0);
  }
  co_return published;
}

}  // namespace rohnamo::core
