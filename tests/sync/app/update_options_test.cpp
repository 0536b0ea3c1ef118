#include "sync/app/update_options.hpp"

#include <catch2/catch.hpp>

#include "content/exchange/kiosk_status.hpp"
#include "content/trust/software.hpp"
#include "tests/fakes/memory_fs.hpp"

using namespace rohnamo;

namespace {

core::UpdateOptions options_of(base::Fs& fs, const std::string& line = {}) {
  const std::string text = "format: 1\nserver: https://example.org/kiosks\n" + line;
  const auto file = app::parse_config({text, "/etc/rohnamo/sync.yaml"});
  REQUIRE(file.report.lines().empty());
  return app::update_options(fs, file.config, "the root");
}

}  // namespace

TEST_CASE("a machine fetches its own packages, unless sync.yaml says that it does not") {
  fakes::MemoryFs fs;
  CHECK(options_of(fs).architecture == trust::own_architecture());
  CHECK(options_of(fs, "software: true\n").architecture == trust::own_architecture());
  CHECK(options_of(fs, "software: false\n").architecture.empty());
}

TEST_CASE("what the screen refused is asked for anew each time") {
  fakes::MemoryFs fs;
  const auto refused = options_of(fs, "run: /run\n").refused;
  CHECK_FALSE(refused());
  exchange::KioskStatus status;
  status.refused_edition = "0123456789abcdef0123456789abcdef";
  const base::Path path = exchange::kiosk_status_path("/run");
  REQUIRE(fs.make_directories(path.parent_path()));
  REQUIRE(base::write_whole(fs, path, exchange::serialize(status)));
  CHECK(refused() == status.refused_edition);
  REQUIRE(base::write_whole(fs, path, "torn"));
  CHECK_FALSE(refused());
}
