#include <fmt/format.h>

#include <boost/program_options.hpp>

#include "content/base/clock.hpp"
#include "systemd/machine/command.hpp"
#include "systemd/machine/health.hpp"

namespace rohnamo::machine {
namespace {

namespace po = boost::program_options;

int run(const std::vector<std::string>& arguments) {
  po::options_description options;
  options.add_options()("shutdown", "")("root", po::value<std::string>());
  po::variables_map given;
  po::store(po::command_line_parser(arguments).options(options).run(), given);
  HealthPlaces places;
  if (given.count("root") != 0) {
    const base::Path root = given["root"].as<std::string>();
    for (base::Path* place :
         {&places.sys, &places.boot_id, &places.state, &places.run, &places.cache})
      *place = root / place->relative_path();
  }
  const Phase phase = given.count("shutdown") != 0 ? Phase::shutting_down : Phase::running;
  const auto health = note_health(base::posix_fs(), places, phase, base::clock_is_kept());
  if (!health) {
    fmt::print(stderr, "rohnamo-machine health: {}\n", health.error().message);
    return 1;
  }
  fmt::print("{}", in_words(*health));
  return 0;
}

}  // namespace

const Command health_command{
    "health", "[--shutdown] [--root DIR]",
    "      Looks at disk, heat, power and clock, notes it where the screen's staff page finds it,\n"
    "      and prints it. --shutdown: the machine is being switched off in order. --root: another\n"
    "      folder than /.",
    run};

}  // namespace rohnamo::machine
