#include "content/publish/key_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace rohnamo::publish {
namespace {

using base::Code;
using base::fail;
using base::Path;
using base::Result;

constexpr std::uint64_t key_limit = 16 << 10;  // bytes
constexpr mode_t others = 077;

std::string words_of(int error) {
  return std::generic_category().message(error);
}

// The owner's alone from the first byte on, which the Fs port cannot say.
Result<void> write_secret(const Path& path, std::string_view text) {
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0) return fail(Code::io, fmt::format("{}: {}", path.string(), words_of(errno)));
  const bool written = ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                       ::fsync(fd) == 0;
  const int error = errno;
  ::close(fd);
  if (written) return {};
  return fail(Code::io, fmt::format("{}: {}", path.string(), words_of(error)));
}

Result<void> check_secret(const Path& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0 || (status.st_mode & others) == 0) return {};
  return fail(Code::untrusted,
              fmt::format("{0} can be read by others (mode {1:04o}). Close it: chmod 600 {0}. If "
                          "somebody may have read it, rotate the key too (content/publish/KEYS.md)",
                          path.string(), status.st_mode & 0777U));
}

}  // namespace

std::string short_id(std::string_view key_id) {
  constexpr std::size_t digits = 8;
  return std::string(key_id.substr(0, digits));
}

std::string key_file_name(std::string_view role, const trust::PublicKey& key) {
  const std::string_view name = role.starts_with("offices/") ? "office" : role;
  return fmt::format("{}-{}.pem", name, short_id(key.id()));
}

Result<HeldKey> make_key(base::Fs& fs, const Path& folder, std::string_view role) {
  if (!fs.list(folder)) {
    TRY(fs.make_directories(folder));
    ::chmod(folder.c_str(), 0700);
  }
  const auto key = trust::PrivateKey::generate();
  const Path file = folder / key_file_name(role, key.public_key());
  TRY(write_secret(file, key.to_pem()));
  TRY(fs.sync_directory(folder));
  return HeldKey{file, key};
}

Result<HeldKey> read_key(base::Fs& fs, const Path& file) {
  TRY(check_secret(file));
  const auto pem = TRY(fs.read(file, key_limit));
  auto key = trust::PrivateKey::from_pem(pem);
  if (!key) return fail(key.error(), file.string());
  return HeldKey{file, std::move(*key)};
}

Result<void> write_public_key(base::Fs& fs, const Path& file, const trust::PublicKey& key) {
  return base::write_whole(fs, file, boost::json::serialize(key.write()) + "\n");
}

Result<trust::PublicKey> read_public_key(base::Fs& fs, const Path& file) {
  const auto bytes = TRY(fs.read(file, key_limit));
  const auto value = base::json::parse(bytes, key_limit);
  if (!value) return fail(value.error(), file.string());
  auto key = TRY(trust::PublicKey::read(base::json::Reader(*value, file.string())));
  if (key.identity().empty())
    return fail(Code::invalid_input,
                file.string() + " holds no public key that this program knows");
  return key;
}

}  // namespace rohnamo::publish
