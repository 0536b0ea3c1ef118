// Decap CMS (https://decapcms.org): a channel's items as forms in a browser, which write the same
// files as a person does. Decap is a script that a page loads, and a configuration that says which
// files there are and which fields they have.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "content/model/channel.hpp"

namespace rohnamo::publish {

// admin/config.yml of a channel, for exactly its languages and topics. What a technician wrote into
// `before`, the one that is there, above the line that says so, is kept; `before` may be empty.
// Nothing where it has no such line.
std::optional<std::string> decap_config(const model::Channel& channel, std::string_view before);

// admin/index.html: loads one fixed version of Decap, and sees to it that an empty field is left
// out and that an item keeps its name.
std::string decap_page();

}  // namespace rohnamo::publish
