#include "kiosk/app/volume_file.hpp"

#include <catch2/catch.hpp>
#include <fstream>

#include "tests/temporary_folder.hpp"

namespace rohnamo::app {
namespace {

TEST_CASE("what the staff chose holds until the configuration says something else") {
  const tests::TemporaryFolder folder;
  VolumeFile file(base::posix_fs(), folder.path() / "state");
  CHECK(file.read(3) == 3);
  file.write(5, 3);
  CHECK(file.read(3) == 5);
  CHECK(file.read(2) == 2);
}

TEST_CASE("a volume that is broken or out of range is none") {
  const tests::TemporaryFolder folder;
  const VolumeFile file(base::posix_fs(), folder.path());
  for (const char* text :
       {"", "{", R"({"format":1})", R"({"format":9,"chosen":5,"configured":3})"}) {
    std::ofstream(folder.path() / "volume.json") << text;
    CHECK(file.read(3) == 3);
  }
  std::ofstream(folder.path() / "volume.json") << R"({"format":1,"chosen":900,"configured":3})";
  CHECK(file.read(3) == 5);
}

}  // namespace
}  // namespace rohnamo::app
