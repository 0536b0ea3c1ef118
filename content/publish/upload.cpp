#include "content/publish/upload.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <vector>

#include "content/publish/child.hpp"
#include "content/publish/publication_files.hpp"
#include "content/publish/repository.hpp"
#include "content/publish/work_folder.hpp"

namespace rohnamo::publish {
namespace {

using base::Code;
using base::fail;
using base::Path;
using base::Result;
using Words = std::vector<std::string>;

constexpr std::string_view s3 = "s3://";

// What the tools are told. Both give a file its name only once all of it is there.
class Carrier {
 public:
  Carrier(const Path& repository, const Destination& destination, const Path& list)
      : repository_((repository / "").string()),
        place_(destination.place),
        by_rsync_(destination.tool == Destination::Tool::rsync),
        list_(list.string()) {}

  // `lasting`: a file of this name never changes.
  [[nodiscard]] Words copy(bool lasting) const {
    if (by_rsync_)
      return {"rsync", "--times", "--timeout=60", "--files-from", list_, repository_, place_ + "/"};
    return {"rclone",
            "copy",
            lasting ? "--ignore-existing" : "--ignore-times",
            "--files-from-raw",
            list_,
            repository_,
            place_};
  }

  [[nodiscard]] std::vector<Words> remove() const {
    if (by_rsync_)
      return {{"rsync", "--recursive", "--existing", "--ignore-existing", "--delete",
               "--timeout=60", repository_ + "metadata", repository_ + "targets", place_ + "/"}};
    std::vector<Words> all;
    for (const std::string folder : {"metadata", "targets"})
      all.push_back({"rclone", "sync", "--fast-list", "--ignore-existing", "--exclude", "*.new",
                     repository_ + folder, fmt::format("{}/{}", place_, folder)});
    return all;
  }

 private:
  std::string repository_, place_;
  bool by_rsync_;
  std::string list_;
};

Result<void> run(const Words& words) {
  auto child = Child::run(words);
  if (!child)
    return fail(Code::not_found,
                fmt::format("{0} is not installed: sudo apt install {0}", words.front()));
  if (const int status = child->wait(); status != 0)
    return fail(Code::io, fmt::format("{} failed ({})", words.front(), status));
  return {};
}

}  // namespace

Result<Destination> parse_destination(const std::string& words) {
  const auto refuse = [&] {
    return fail(Code::invalid_input,
                fmt::format("`{}` is no destination: write user@host:/folder, s3://bucket/folder "
                            "or a folder",
                            words));
  };
  std::string place = words;
  while (place.size() > 1 && place.ends_with('/')) place.pop_back();
  if (place.empty() || place.starts_with('-') || place == "/") return refuse();
  if (words.starts_with(s3)) {
    if (place.size() <= s3.size() || place[s3.size()] == '/') return refuse();
    return Destination{Destination::Tool::rclone, "s3:" + place.substr(s3.size())};
  }
  if (place.find("://") != std::string::npos && !place.starts_with("rsync://")) return refuse();
  return Destination{Destination::Tool::rsync, place};
}

Result<std::size_t> upload(base::Fs& fs, const Path& repository, const Destination& destination) {
  const auto still = TRY(hold_still(fs, repository));
  const FileSteps steps = TRY(file_steps(fs, repository));
  const auto work = TRY(WorkFolder::make("rohnamo-upload"));
  const Path list = work.path() / "list";
  const Carrier carrier(repository, destination, list);
  std::size_t files = 0;
  for (const auto& step : steps) {
    if (step.empty()) continue;
    TRY(base::write_whole(fs, list, fmt::format("{}\n", fmt::join(step, "\n"))));
    const bool lasting = !step.front().starts_with("metadata/timestamp.");
    TRY(run(carrier.copy(lasting)));
    files += step.size();
  }
  for (const auto& words : carrier.remove()) TRY(run(words));
  return files;
}

}  // namespace rohnamo::publish
