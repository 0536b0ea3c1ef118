#include "tests/tuf/arguments.hpp"

namespace rohnamo::tuf {
namespace {

using base::Code;
using base::fail;
using base::Result;

Result<void> set(Arguments& arguments, const std::string& option, const std::string& value) {
  if (option == "--metadata-dir")
    arguments.metadata_dir = value;
  else if (option == "--metadata-url")
    arguments.metadata_url = value;
  else if (option == "--target-dir")
    arguments.target_dir = value;
  else if (option == "--target-base-url")
    arguments.target_base_url = value;
  else if (option == "--target-name")
    arguments.target_names.push_back(value);
  else
    return fail(Code::invalid_input, "there is no option " + option);
  return {};
}

Result<void> demand(bool given, const std::string& option) {
  if (given) return {};
  return fail(Code::invalid_input, option + " is missing");
}

Result<void> check(const Arguments& arguments) {
  const std::string& command = arguments.command;
  TRY(demand(!arguments.metadata_dir.empty(), "--metadata-dir"));
  if (command == "init") return demand(!arguments.trusted_root.empty(), "the trusted root's file");
  if (command != "refresh" && command != "download")
    return fail(Code::invalid_input, "there is no command '" + command + "'");
  TRY(demand(!arguments.metadata_url.empty(), "--metadata-url"));
  if (command == "refresh") return {};
  TRY(demand(!arguments.target_names.empty(), "--target-name"));
  TRY(demand(!arguments.target_dir.empty(), "--target-dir"));
  return demand(!arguments.target_base_url.empty(), "--target-base-url");
}

}  // namespace

Result<Arguments> parse_arguments(const std::vector<std::string>& words) {
  Arguments arguments;
  std::size_t at = 0;
  for (; at < words.size() && words[at].starts_with("--"); at += 2) {
    TRY(demand(at + 1 < words.size(), "the value of " + words[at]));
    TRY(set(arguments, words[at], words[at + 1]));
  }
  if (at < words.size()) arguments.command = words[at++];
  if (arguments.command == "init" && at < words.size()) arguments.trusted_root = words[at++];
  if (at < words.size())
    return fail(Code::invalid_input, "'" + words[at] + "' after the command is one word too many");
  TRY(check(arguments));
  return arguments;
}

}  // namespace rohnamo::tuf
