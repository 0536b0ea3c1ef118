// What a role says, looked into before it is published: whether it may say that, and whether all
// that it names is there.
#pragma once

#include <functional>
#include <string>

#include "content/publish/role_file.hpp"

namespace rohnamo::publish {

// The contents of a target, checked against its hash and length.
using ReadTarget =
    std::function<base::Result<std::string>(const std::string& path, const trust::TargetFile&)>;

// Every target lies where the role was delegated to, has a plain path, a SHA-256 and a kind that
// is known, or is a package where software is signed; only targets and mission delegate.
// Code::untrusted names what does not.
base::Result<void> inspect(const RoleFile& file, const Authority& authority);

constexpr std::size_t office_targets_limit = 2000;
constexpr std::uint64_t office_bytes_limit = 256 << 20;

// What an office may publish: its catalog of contacts and notices, whose ids lie under its own
// name, their texts, recordings and pictures, all of them there and of the right form. Anything
// else, a story first of all, is Code::untrusted, by name.
base::Result<void> inspect_office(const RoleFile& file, const ReadTarget& read);

}  // namespace rohnamo::publish
