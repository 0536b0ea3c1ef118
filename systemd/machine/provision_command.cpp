#include <fmt/format.h>

#include <boost/program_options.hpp>

#include "systemd/machine/command.hpp"
#include "systemd/machine/provision_file.hpp"

namespace rohnamo::machine {
namespace {

namespace po = boost::program_options;

int run(const std::vector<std::string>& arguments) {
  po::options_description options;
  options.add_options()("file", po::value<std::string>()->required());
  po::positional_options_description positional;
  positional.add("file", 1);
  po::variables_map given;
  po::store(po::command_line_parser(arguments).options(options).positional(positional).run(),
            given);
  po::notify(given);
  const base::Path file = given["file"].as<std::string>();
  const auto text = base::posix_fs().read(file, base::settings_limit);
  if (!text) {
    fmt::print(stderr, "error: {}\n", text.error().message);
    return 1;
  }
  const auto report = ProvisionFile::parse(*text, file).report;
  fmt::print(stderr, "{}", report.lines());
  return report.result() ? 0 : 1;
}

}  // namespace

const Command provision_command{"provision", "FILE", "      Tells the faults of a rohnamo.yaml.",
                                run};

}  // namespace rohnamo::machine
