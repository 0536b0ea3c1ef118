// One key in a file: the private half in PEM, its owner's alone; the public half as TUF writes it.
#pragma once

#include <string>
#include <string_view>

#include "content/base/fs.hpp"
#include "content/trust/key.hpp"

namespace rohnamo::publish {

// "3f2a9c1e…" -> "3f2a9c1e": what people and file names call a key.
std::string short_id(std::string_view key_id);

// "root-3f2a9c1e.pem", "office-….pem" for an office: the name says to a person what the key is
// for; programs go by the id alone.
std::string key_file_name(std::string_view role, const trust::PublicKey& key);

struct HeldKey {
  base::Path file;
  trust::PrivateKey key;
};

// Makes a key pair and writes <folder>/<key_file_name> with mode 0600; the folder is made if it is
// not there. Durable when it returns.
base::Result<HeldKey> make_key(base::Fs& fs, const base::Path& folder, std::string_view role);

// Code::untrusted where others than the owner may read the file.
base::Result<HeldKey> read_key(base::Fs& fs, const base::Path& file);

// A key's public half in a file of its own: {"keytype", "scheme", "keyval"}.
base::Result<void> write_public_key(base::Fs& fs, const base::Path& file,
                                    const trust::PublicKey& key);
base::Result<trust::PublicKey> read_public_key(base::Fs& fs, const base::Path& file);

}  // namespace rohnamo::publish
