#include "content/publish/kiosk_program.hpp"

#include <filesystem>

namespace rohnamo::publish {
namespace {

std::string find_program(base::Fs& fs) {
  std::error_code none;
  const auto own = std::filesystem::read_symlink("/proc/self/exe", none);
  const base::Path beside = own.parent_path() / "rohnamo-kiosk";
  return fs.exists(beside) ? beside.string() : "rohnamo-kiosk";
}

}  // namespace

base::Result<KioskProgram> KioskProgram::prepare(base::Fs& fs, base::Path work, std::string fonts) {
  TRY(base::write_whole(fs, work / "kiosk.yaml", "format: 1\n"));
  return KioskProgram(std::move(work), std::move(fonts), find_program(fs));
}

std::vector<std::string> KioskProgram::command(const std::vector<std::string>& more) const {
  std::vector<std::string> words{program_,
                                 "--config",
                                 (work_ / "kiosk.yaml").string(),
                                 "--cache",
                                 cache().string(),
                                 "--builtin",
                                 cache().string(),
                                 "--run",
                                 run().string(),
                                 "--state",
                                 (work_ / "state").string()};
  if (!fonts_.empty()) words.insert(words.end(), {"--fonts", fonts_});
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

}  // namespace rohnamo::publish
