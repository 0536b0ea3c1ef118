// The commands of rohnamo-content. Each gives the exit status.
#pragma once

#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "content/base/fs.hpp"
#include "content/base/json.hpp"
#include "content/base/time.hpp"
#include "content/model/channel.hpp"
#include "content/publish/expiry.hpp"
#include "content/publish/keyring.hpp"
#include "content/publish/options.hpp"

namespace rohnamo::publish {

struct Prepared;

constexpr int done = 0, failed = 1, misused = 2, busy = 3;

struct Context {
  base::Fs& fs;
  Options options;
  std::vector<std::string> operands;  // the words after the command's name
  base::Time now;
  std::ostream& out;
  std::ostream& err;
  std::ostream* terminal = nullptr;  // `err`, where somebody sees it and may wait: for Progress

  [[nodiscard]] base::Path channel_folder() const;   // the first operand
  [[nodiscard]] base::Path shipped_strings() const;  // the program's own words
  [[nodiscard]] base::Path render_cache() const;     // of Renderers
  [[nodiscard]] base::Path screen_fonts() const;     // those that the screens have
  std::optional<model::Channel> read_channel();      // channel.yaml; what is wrong is told
  void read_clock();                                 // `now` anew, unless --now fixes it
  void say(const base::json::Object& report);        // for a program, as one line
  int failure(const base::Error& error);             // says it
  int misuse(const std::string& what);               // says it, and where to read more
};

// What the keys' periods and the publication have to be warned of, on `err`.
void warn_of_expiry(Context& context, Keyring& keys, const base::Path& repository);
void warn_of_expiry(Context& context, const Keyring& keys, const std::vector<RoleExpiry>& roles);

// A submission that was prepared, written into a folder, and told.
int write_prepared(Context& context, Keyring& keys, const base::Result<Prepared>& prepared,
                   const std::string& folder);

// editor_commands.cpp
int new_channel_command(Context& context);
int new_admin_command(Context& context);
int new_story_command(Context& context);
int new_contact_command(Context& context);
int new_notice_command(Context& context);
int check_command(Context& context);
int status_command(Context& context);

// preview_command.cpp
int preview_command(Context& context);

// channel_commands.cpp
int publish_command(Context& context);
int bundle_command(Context& context);
int submit_command(Context& context);

// import_command.cpp
int import_command(Context& context);

// translate_commands.cpp
int translate_command(Context& context);
int translate_export_command(Context& context);
int translate_import_command(Context& context);

// repository_commands.cpp
int sign_command(Context& context);
int accept_command(Context& context);
int resign_command(Context& context);
int export_command(Context& context);
int upload_command(Context& context);
int files_command(Context& context);
// To options.to: what came of it. Errors: parse_destination()'s and upload()'s.
base::Result<std::string> upload_in_words(Context& context, const base::Path& repository);
// The same, told.
int upload_or_tell(Context& context, const base::Path& repository);

// key_commands.cpp
int keys_new_command(Context& context);
int keys_list_command(Context& context);
int keys_check_command(Context& context);
int keys_make_command(Context& context);
int keys_rotate_command(Context& context);
int keys_add_command(Context& context);
int keys_remove_command(Context& context);
int keys_renew_command(Context& context);
int office_new_command(Context& context);
int office_remove_command(Context& context);

// software_commands.cpp
int software_new_command(Context& context);
int software_publish_command(Context& context);

}  // namespace rohnamo::publish
