// One text put into YAML that people write: every other byte, their comments and their way to lay
// it out stay as they are.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "content/base/result.hpp"

namespace rohnamo::publish {

// The text between double quotes, on one line.
std::string quoted_yaml(std::string_view text);

// From the root to a text: names of fields, and "0", "1" … for elements of a list.
using YamlPath = std::vector<std::string>;

// `yaml` with `text` at `path`, in place of what stands there, or as a new last field of the
// mapping that all but the last step lead to; mappings that are not there on the way are made. The
// result is read again: what it holds is what `yaml` held and that text. Code::unsupported, with
// advice, where the file is written in a way that cannot be changed safely; Code::invalid_input
// where it is no YAML, or where what is on the way is no mapping.
base::Result<std::string> with_text(const std::string& yaml, const YamlPath& path,
                                    std::string_view text);

}  // namespace rohnamo::publish
