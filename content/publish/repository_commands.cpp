#include <fmt/format.h>

#include <filesystem>

#include "content/publish/accept.hpp"
#include "content/publish/commands.hpp"
#include "content/publish/expiry.hpp"
#include "content/publish/export.hpp"
#include "content/publish/progress.hpp"
#include "content/publish/publication_files.hpp"
#include "content/publish/resign.hpp"
#include "content/publish/sign.hpp"
#include "content/publish/upload.hpp"

namespace rohnamo::publish {
namespace {

using base::Path;
using base::Result;

// The folder itself, or those folders in it that are submissions.
Result<std::vector<Path>> submissions_in(base::Fs& fs, const Path& folder) {
  if (is_submission(fs, folder)) return std::vector<Path>{folder};
  std::vector<Path> found;
  for (const auto& name : TRY(fs.list(folder)))
    if (is_submission(fs, folder / name)) found.push_back(folder / name);
  return found;
}

Result<PublishReport> accept_one(Context& context, Keyring& keys, const Path& folder) {
  const auto submission = TRY(read_submission(context.fs, folder));
  auto repository =
      TRY(Repository::open(context.fs, context.options.repo, keys, Repository::For::writing));
  return accept(context.fs, repository, submission, keys, context.now);
}

int sign_folder(Context& context, Keyring& keys, const Path& folder) {
  std::optional<Repository> repository;
  if (!context.options.repo.empty()) {
    auto opened =
        Repository::open(context.fs, context.options.repo, keys, Repository::For::reading);
    if (!opened) return context.failure(opened.error());
    repository.emplace(std::move(*opened));
  }
  const auto report =
      sign_submission(context.fs, folder, keys, repository ? &*repository : nullptr);
  if (!report) return context.failure(report.error());
  if (context.options.json) return context.say(to_json(*report)), done;
  context.out << to_string(*report, keys.settings());
  context.out << (report->complete()
                      ? fmt::format("It is complete: rohnamo-content accept {} --repo REPOSITORY "
                                    "--keys KEYS\n",
                                    folder.string())
                      : std::string("Others must sign it too.\n"));
  return done;
}

int sign_file(Context& context, Keyring& keys, const Path& file) {
  const auto report = sign_root(context.fs, file, keys);
  if (!report) return context.failure(report.error());
  if (context.options.json) return context.say(to_json(*report)), done;
  context.out << to_string(*report, keys.settings())
              << (report->complete()
                      ? "It is complete: put it back into the folder of keys that it "
                        "came from, and it is in force there.\n"
                      : "Others must sign it too.\n");
  return done;
}

}  // namespace

void warn_of_expiry(Context& context, Keyring& keys, const Path& path) {
  Result<Repository> repository =
      path.empty() ? Repository::none(context.fs, keys)
                   : Repository::open(context.fs, path, keys, Repository::For::reading);
  if (!repository) return;
  warn_of_expiry(context, keys, expiries(keys.roots().newest(), repository->held()));
}

void warn_of_expiry(Context& context, const Keyring& keys, const std::vector<RoleExpiry>& roles) {
  for (const auto& warning : expiry_warnings(roles, keys.settings().periods, context.now))
    context.err << "warning: " << warning << "\n";
}

int export_command(Context& context) {
  const Path repository = context.operands[0], stick = context.options.out;
  std::error_code none;
  if (std::filesystem::equivalent(repository, stick / "rohnamo", none))
    return context.misuse("the publication lies on that stick already: name its other copy");
  Progress progress(context.terminal);
  progress.begin("Copying");
  const auto report = export_publication(
      context.fs, repository, stick, [&](std::uint64_t copied, std::uint64_t total) {
        progress.at(fmt::format("{} of {}", size_in_words(copied), size_in_words(total)));
      });
  progress.end();
  if (!report) return context.failure(report.error());
  if (context.options.json)
    context.say(to_json(*report));
  else
    context.out << to_string(*report, stick);
  if (report->expires <= context.now)
    context.err << fmt::format(
        "warning: its timestamp has expired ({}); resign or publish, then export again\n",
        base::to_rfc3339(report->expires).substr(0, 10));
  return done;
}

Result<std::size_t> upload_all(Context& context, const Path& repository) {
  const std::string& to = context.options.to;
  const auto destination = TRY(parse_destination(to));
  Progress progress(context.terminal);
  progress.begin("Carrying to " + to);
  auto files = upload(context.fs, repository, destination);
  progress.end();
  if (!files)
    return base::fail(files.error().in(
        fmt::format("{0} is whole, but {1} has not got all of it: screens see what was there "
                    "before, or this publication. Try again: rohnamo-content upload {0} --to {1}",
                    repository.string(), to)));
  return files;
}

Result<std::string> upload_in_words(Context& context, const Path& repository) {
  const auto files = TRY(upload_all(context, repository));
  return fmt::format("{} has all {} files of it.", context.options.to, files);
}

int upload_or_tell(Context& context, const Path& repository) {
  const auto told = upload_in_words(context, repository);
  if (!told) return context.failure(told.error());
  (context.options.json ? context.err : context.out) << *told << "\n";
  return done;
}

int upload_command(Context& context) {
  if (!context.options.json) return upload_or_tell(context, context.operands[0]);
  const auto files = upload_all(context, context.operands[0]);
  if (!files) return context.failure(files.error());
  return context.say({{"to", context.options.to}, {"files", *files}}), done;
}

int files_command(Context& context) {
  const auto steps = file_steps(context.fs, context.operands[0]);
  if (!steps) return context.failure(steps.error());
  const std::size_t step = context.options.step;
  if (context.options.given.contains("step") && (step < 1 || step > steps->size()))
    return context.misuse(fmt::format("--step is 1 to {}", steps->size()));
  if (context.options.json) {
    base::json::Array list;
    for (const auto& files : *steps) list.push_back(boost::json::value_from(files));
    if (step != 0) list = {list[step - 1]};
    return context.say({{"steps", std::move(list)}}), done;
  }
  for (std::size_t i = 0; i < steps->size(); ++i)
    if (step == 0 || step == i + 1)
      for (const auto& path : (*steps)[i]) context.out << path << "\n";
  return done;
}

int sign_command(Context& context) {
  auto keys = Keyring::open(context.fs, context.options.keys);
  if (!keys) return context.failure(keys.error());
  const Path path = context.operands[0];
  if (context.fs.exists(path)) return sign_file(context, *keys, path);
  if (is_submission(context.fs, path)) return sign_folder(context, *keys, path);
  return context.failure(
      {base::Code::not_found, fmt::format("{} is neither a submission nor a root", path.string())});
}

int accept_command(Context& context) {
  auto keys = Keyring::open(context.fs, context.options.keys);
  if (!keys) return context.failure(keys.error());
  const auto folders = submissions_in(context.fs, context.operands[0]);
  if (!folders) return context.failure(folders.error());
  int status = done;
  base::json::Array accepted;
  for (const auto& folder : *folders) {
    Progress progress(context.terminal);
    progress.begin("Checking and publishing " + folder.string());
    const auto report = accept_one(context, *keys, folder);
    progress.end();
    if (!report && report.error().code == base::Code::busy) return context.failure(report.error());
    if (!report)
      status = context.failure(report.error().in(folder.string() + " was refused"));
    else if (report->version != 0 && !context.options.json)
      context.out << folder.string() << ":\n" << to_string(*report);
    else if (report->version != 0)
      accepted.push_back({{"submission", folder.string()}, {"report", to_json(*report)}});
  }
  if (context.options.json) context.say({{"accepted", std::move(accepted)}});
  if (!context.options.quiet) warn_of_expiry(context, *keys, context.options.repo);
  return status;
}

int resign_command(Context& context) {
  auto keys = Keyring::open(context.fs, context.options.keys);
  if (!keys) return context.failure(keys.error());
  {
    auto repository =
        Repository::open(context.fs, context.options.repo, *keys, Repository::For::writing);
    if (!repository) return context.failure(repository.error());
    const auto timestamp = resign(context.fs, *repository, *keys, context.now);
    if (!timestamp) return context.failure(timestamp.error());
    if (context.options.json)
      context.say(
          {{"version", timestamp->version}, {"expires", base::to_rfc3339(timestamp->expires)}});
  }
  if (!context.options.quiet) warn_of_expiry(context, *keys, context.options.repo);
  return done;
}

}  // namespace rohnamo::publish
