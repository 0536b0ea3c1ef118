#include "content/publish/command_line.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <boost/program_options/errors.hpp>
#include <iostream>
#include <set>

#include "content/publish/command.hpp"
#include "content/publish/completion.hpp"
#include "content/publish/help.hpp"
#include "content/publish/manual.hpp"
#include "content/publish/nearest_name.hpp"

namespace rohnamo::publish {

const std::vector<Command>& commands() {
  static const Names none, keys{"keys"}, keys_repo{"keys", "repo"}, out{"out"}, repo{"repo"};
  static const Names json{"json"}, folder{"the channel's folder"}, role{"a role"};
  static const Names item{"the channel's folder", "an id for it"};
  static const Names office{"the office's name"}, new_key{"public", "out", "threshold"};
  static const std::vector<Command> all{
      {"new channel",
       {"a folder"},
       {"languages"},
       {"name", "timezone", "json"},
       new_channel_help,
       new_channel_command},
      {"new admin", folder, none, json, new_admin_help, new_admin_command},
      {"new story", item, none, json, new_item_help, new_story_command},
      {"new contact", item, none, json, new_item_help, new_contact_command},
      {"new notice", item, none, json, new_item_help, new_notice_command},
      {"check", folder, none, {"strict", "json", "fonts", "screens"}, check_help, check_command},
      {"status", folder, none, json, status_help, status_command},
      {"preview",
       folder,
       none,
       {"size", "portrait", "language", "fonts", "screenshots", "keys", "out", "to"},
       preview_help,
       preview_command},
      {"publish",
       folder,
       keys,
       {"out", "to", "prepare", "repo", "dry-run", "undo", "json"},
       publish_help,
       publish_command},
      {"bundle", folder, out, json, bundle_help, bundle_command},
      {"submit", folder, {"keys", "office", "out"}, {"after", "json"}, submit_help, submit_command},
      {"sign", {"a submission or a root"}, keys, {"repo", "json"}, sign_help, sign_command},
      {"accept", {"a submission"}, keys_repo, {"quiet", "json"}, accept_help, accept_command},
      {"resign", none, keys_repo, {"quiet", "json"}, resign_help, resign_command},
      {"upload", {"the publication's folder"}, {"to"}, json, upload_help, upload_command},
      {"files", {"the publication's folder"}, none, {"step", "json"}, files_help, files_command},
      {"export", {"the publication's folder"}, out, json, export_help, export_command},
      {"import",
       {"the channel's folder", "the feed's file"},
       none,
       {"lang", "since", "limit", "pictures", "drafts", "dry-run", "json"},
       import_help,
       import_command},
      {"translate", none, none, none, translate_help, translate_command},
      {"translate export",
       folder,
       {"lang", "out"},
       {"from", "json"},
       translate_help,
       translate_export_command},
      {"translate import",
       {"the channel's folder", "the file that came back"},
       none,
       json,
       translate_help,
       translate_import_command},
      {"keys new", none, keys, {"signers", "threshold"}, keys_new_help, keys_new_command},
      {"keys list", none, keys, {"repo", "json"}, keys_list_help, keys_list_command},
      {"keys check", none, keys, repo, keys_check_help, keys_check_command},
      {"keys make", role, keys, none, keys_make_help, keys_make_command},
      {"keys rotate",
       role,
       keys,
       {"key", "public", "out", "threshold"},
       keys_rotate_help,
       keys_rotate_command},
      {"keys add", role, keys, new_key, keys_add_help, keys_add_command},
      {"keys remove",
       {"a role", "a key's id"},
       keys,
       {"threshold"},
       keys_remove_help,
       keys_remove_command},
      {"keys renew", none, keys, none, keys_renew_help, keys_renew_command},
      {"office new", office, keys, {"public", "out"}, office_new_help, office_new_command},
      {"office remove", office, keys, none, office_remove_help, office_remove_command},
      {"software new", none, keys, {"public", "out"}, software_new_help, software_new_command},
      {"software publish",
       {"a .deb", "…"},
       keys,
       {"out", "to", "prepare", "repo", "downgrade", "json"},
       software_publish_help,
       software_publish_command},
  };
  return all;
}

const Command* find_command(std::vector<std::string>& words) {
  for (const std::size_t count : {std::size_t{2}, std::size_t{1}}) {
    if (words.size() < count) continue;
    const std::string name = count == 2 ? words[0] + " " + words[1] : words[0];
    const auto found = std::find_if(commands().begin(), commands().end(),
                                    [&](const Command& command) { return command.name == name; });
    if (found == commands().end()) continue;
    words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(count));
    return &*found;
  }
  return nullptr;
}

const Names& options_everywhere() {
  static const Names all{"now", "cache", "data"};
  return all;
}

namespace {

bool contains(const Names& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string unknown_command(const std::vector<std::string>& words) {
  if (words.empty()) return "say what to do: new channel, check, publish, keys new or bundle";
  std::string known;
  for (const auto& command : commands())
    if (command.name.starts_with(words[0] + " "))
      known +=
          fmt::format("{}{}", known.empty() ? "" : ", ", command.name.substr(words[0].size() + 1));
  if (!known.empty()) return fmt::format("`{}` knows {}", words[0], known);
  std::set<std::string, std::less<>> names;
  for (const auto& command : commands())
    names.emplace(command.name.substr(0, command.name.find(' ')));
  const auto meant = nearest_name(words[0], names);
  return fmt::format("there is no command `{}`{}", words[0],
                     meant ? fmt::format(": did you mean `{}`?", *meant) : "");
}

// What is wrong with the arguments; "" if nothing.
std::string misuse_of(const Command& command, const Context& context) {
  const auto& operands = context.operands;
  const bool or_more = !command.operands.empty() && command.operands.back() == "…";
  const std::size_t least = command.operands.size() - (or_more ? 1 : 0);
  if (operands.size() < least)
    return fmt::format("`{}` needs {}", command.name, command.operands[operands.size()]);
  if (!or_more && operands.size() > least)
    return fmt::format("`{}` does not know what to do with `{}`", command.name,
                       operands[command.operands.size()]);
  for (const auto name : command.required)
    if (!context.options.given.contains(name))
      return fmt::format("`{}` needs --{}", command.name, name);
  for (const auto& name : context.options.given)
    if (!contains(options_everywhere(), name) && !contains(command.required, name) &&
        !contains(command.optional, name))
      return fmt::format("`{}` knows no --{}", command.name, name);
  return "";
}

// `help check` is `check --help`.
void take_help(Options& options) {
  if (options.words.empty() || options.words.front() != help_word) return;
  options.words.erase(options.words.begin());
  options.help = true;
}

int run_command(Options options, std::ostream& out, std::ostream& err) {
  take_help(options);
  Context context{base::posix_fs(), std::move(options), {}, base::system_now(), out, err};
  if (&err == &std::cerr && isatty(STDERR_FILENO) == 1) context.terminal = &err;
  if (context.options.version) return out << "rohnamo-content " ROHNAMO_VERSION "\n", done;
  context.operands = context.options.words;
  const Command* command = find_command(context.operands);
  if (context.options.help) return out << (command == nullptr ? help_text : command->help), done;
  if (command == nullptr) return context.misuse(unknown_command(context.options.words));
  if (const auto what = misuse_of(*command, context); !what.empty()) return context.misuse(what);
  if (!context.options.now.empty()) {
    const auto now = base::from_rfc3339(context.options.now);
    if (!now) return context.misuse("--now: " + now.error().message);
    context.now = *now;
  }
  return command->run(context);
}

int say_misuse(std::ostream& err, std::string_view what) {
  err << "rohnamo-content: " << what << "\nrohnamo-content --help says more.\n";
  return misused;
}

}  // namespace

void Context::say(const base::json::Object& report) {
  out << boost::json::serialize(report) << "\n";
}

int Context::failure(const base::Error& error) {
  err << "rohnamo-content: " << error.message << "\n";
  return error.code == base::Code::busy ? busy : failed;
}

int Context::misuse(const std::string& what) {
  return say_misuse(err, what);
}

int run(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err) {
  // For the shell and the build, which are not told of it in --help.
  if (!arguments.empty() && arguments[0] == "complete") {
    for (const auto& word : completions({arguments.begin() + 1, arguments.end()}))
      out << word << "\n";
    return done;
  }
  if (arguments == std::vector<std::string>{"manual"}) return out << manual_page(), done;
  try {
    return run_command(parse_options(arguments), out, err);
  } catch (const boost::program_options::error& fault) {  // the library's way to say it
    return say_misuse(err, fault.what());
  }
}

}  // namespace rohnamo::publish
