#include "content/publish/options.hpp"

#include <boost/program_options.hpp>
#include <map>

namespace rohnamo::publish {

namespace po = boost::program_options;

Options parse_options(const std::vector<std::string>& arguments) {
  Options options;
  po::options_description named;
  auto add = named.add_options();
  add("word", po::value(&options.words));
  for (const auto& [name, value] : std::map<std::string, std::string*>{
           {"keys", &options.keys},       {"out", &options.out},
           {"repo", &options.repo},       {"to", &options.to},
           {"prepare", &options.prepare}, {"office", &options.office},
           {"lang", &options.lang},       {"from", &options.from},
           {"key", &options.key},         {"public", &options.public_key},
           {"cache", &options.cache},     {"data", &options.data},
           {"now", &options.now},         {"languages", &options.languages},
           {"name", &options.name},       {"timezone", &options.timezone},
           {"size", &options.size},       {"language", &options.language},
           {"fonts", &options.fonts},     {"screenshots", &options.screenshots},
           {"since", &options.since},     {"screens", &options.screens}})
    add(name.c_str(), po::value(value));
  add("signers", po::value(&options.signers));
  add("threshold", po::value(&options.thresholds));
  add("after", po::value(&options.after));
  add("limit", po::value(&options.limit));
  add("pictures", po::bool_switch(&options.pictures));
  add("drafts", po::bool_switch(&options.drafts));
  add("step", po::value(&options.step));
  add("portrait", po::bool_switch(&options.portrait));
  add("dry-run", po::bool_switch(&options.dry_run));
  add("downgrade", po::bool_switch(&options.downgrade));
  add("undo", po::bool_switch(&options.undo));
  add("strict", po::bool_switch(&options.strict));
  add("quiet,q", po::bool_switch(&options.quiet));
  add("json", po::bool_switch(&options.json));
  add("help,h", po::bool_switch(&options.help));
  add("version", po::bool_switch(&options.version));
  po::positional_options_description positional;
  positional.add("word", -1);
  const auto style =
      po::command_line_style::default_style & ~po::command_line_style::allow_guessing;
  const auto parsed =
      po::command_line_parser(arguments).options(named).positional(positional).style(style).run();
  po::variables_map values;
  po::store(parsed, values);
  po::notify(values);
  for (const auto& option : parsed.options)
    if (option.string_key != "word") options.given.insert(option.string_key);
  return options;
}

}  // namespace rohnamo::publish
