#include "content/publish/published_file.hpp"

#include "content/base/owned_bytes.hpp"

namespace rohnamo::publish {
namespace {

using base::Code;
using base::fail;
using base::Result;

constexpr std::uint64_t file_limit = 64 << 20;  // bytes: over every limit of what goes out

class Borrowed final : public base::Mapping {
 public:
  explicit Borrowed(std::string_view bytes) : bytes_(bytes) {}
  [[nodiscard]] std::string_view bytes() const override { return bytes_; }

 private:
  std::string_view bytes_;
};

}  // namespace

Result<std::shared_ptr<const base::Mapping>> map_contents(base::Fs& fs, const PublishedFile& file) {
  if (file.published)
    return fail(Code::corrupt, file.target +
                                   " was taken out of the repository while it was "
                                   "published into: publish again");
  if (file.path.empty()) return std::make_shared<const Borrowed>(file.bytes);
  auto bytes = TRY(fs.read(file.path, file_limit));
  if (base::sha256(bytes) != file.blob.hash)
    return fail(Code::corrupt, file.path.string() + " changed while it was read: publish again");
  return std::make_shared<const base::OwnedBytes>(std::move(bytes));
}

Result<std::string> contents(base::Fs& fs, const PublishedFile& file) {
  return std::string(TRY(map_contents(fs, file))->bytes());
}

}  // namespace rohnamo::publish
