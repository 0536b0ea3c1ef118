// The files that an editor begins with: a new channel, story, contact or notice. `check` finds them
// good; a field that is not needed stands there as a comment. Nothing that exists is written over.
#pragma once

#include <string>
#include <vector>

#include "content/base/fs.hpp"
#include "content/base/time.hpp"
#include "content/model/channel.hpp"

namespace rohnamo::publish {

struct NewChannel {
  std::string name;                    // of who speaks: "Migrant Resource Centre Khujand"
  std::vector<std::string> languages;  // BCP 47, at least one; the screen returns to the first
  std::string timezone;                // IANA
};

using Paths = std::vector<base::Path>;  // of what was written

// Into a folder that is not there or empty, whose name becomes the channel's id. A language without
// words in `shipped_strings` gets the English ones to translate. Code::invalid_input says what is
// wrong with the names.
base::Result<Paths> begin_channel(base::Fs& fs, const base::Path& folder, const NewChannel& channel,
                                  const base::Path& shipped_strings);

// Forms for the channel in `folder`, in a browser, by Decap CMS: admin/config.yml, for the
// languages and topics of `channel`, and admin/index.html. Where they are there, the page stays as
// it is and of the configuration what a technician wrote. Code::invalid_input: it is another one.
base::Result<Paths> begin_admin(base::Fs& fs, const base::Path& folder,
                                const model::Channel& channel);

enum class NewItem { story, contact, notice };

// An item of the channel in `folder`, as a draft, in the channel's default language.
// Code::invalid_input: `id` is none, or is taken.
base::Result<Paths> begin_item(base::Fs& fs, const base::Path& folder, NewItem kind,
                               const std::string& id, const model::Channel& channel,
                               base::Time now);

}  // namespace rohnamo::publish
