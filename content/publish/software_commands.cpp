#include <fmt/format.h>

#include "content/publish/accept.hpp"
#include "content/publish/commands.hpp"
#include "content/publish/new_keys.hpp"
#include "content/publish/software.hpp"
#include "content/publish/upload.hpp"

namespace rohnamo::publish {
namespace {

using base::Path;
using base::Result;

// "" if nothing.
std::string misuse_of(const Options& options) {
  if (options.out.empty() == options.prepare.empty())
    return "`software publish` needs either --out or --prepare";
  if (!options.out.empty() && !options.repo.empty())
    return "--repo goes with --prepare; without it, --out is the repository";
  if (options.to.empty()) return "";
  if (options.out.empty()) return "--to goes with --out";
  const auto destination = parse_destination(options.to);
  return destination ? "" : "--to: " + destination.error().message;
}

Downgrade downgrade(const Options& options) {
  return options.downgrade ? Downgrade::taken : Downgrade::refused;
}

std::vector<Path> debs(const Context& context) {
  return {context.operands.begin(), context.operands.end()};
}

int prepare(Context& context, Keyring& keys) {
  const Options& options = context.options;
  const auto repository = options.repo.empty() ? Repository::none(context.fs, keys)
                                               : Repository::open(context.fs, options.repo, keys,
                                                                  Repository::For::reading);
  if (!repository) return context.failure(repository.error());
  auto prepared = prepare_software(context.fs, debs(context), *repository, keys, context.now,
                                   Signing::with_others, downgrade(options));
  if (prepared && !options.repo.empty())
    drop_published(context.fs, options.repo, prepared->submission);
  return write_prepared(context, keys, prepared, options.prepare);
}

// The repository is let go at the end: what comes next may read it.
Result<PublishReport> publish(Context& context, Keyring& keys) {
  auto repository =
      TRY(Repository::open(context.fs, context.options.out, keys, Repository::For::writing));
  const auto prepared =
      TRY(prepare_software(context.fs, debs(context), repository, keys, context.now, Signing::alone,
                           downgrade(context.options)));
  return accept(context.fs, repository, prepared.submission, keys, context.now);
}

}  // namespace

int software_new_command(Context& context) {
  const Options& options = context.options;
  auto keys = Keyring::open(context.fs, options.keys);
  if (!keys) return context.failure(keys.error());
  if (!options.public_key.empty()) {
    const auto key = read_public_key(context.fs, options.public_key);
    const auto made = key ? new_software(*keys, *key) : base::fail(key.error());
    if (!made) return context.failure(made.error());
  } else {
    const Path folder = options.out.empty() ? keys->folder() : Path(options.out);
    const auto made = new_software(context.fs, *keys, folder);
    if (!made) return context.failure(made.error());
    context.out << fmt::format(
        "The key of software is {}. Who has it can put any program on every kiosk: keep it "
        "offline.\n",
        made->string());
  }
  context.out << "The next publication signed with the keys of targets says so.\n";
  return done;
}

int software_publish_command(Context& context) {
  const Options& options = context.options;
  if (const auto misuse = misuse_of(options); !misuse.empty()) return context.misuse(misuse);
  auto keys = Keyring::open(context.fs, options.keys);
  if (!keys) return context.failure(keys.error());
  if (!options.prepare.empty()) return prepare(context, *keys);
  const auto report = publish(context, *keys);
  if (!report) return context.failure(report.error());
  if (options.json)
    context.say(to_json(*report));
  else
    context.out << to_string(report->changes) << to_string(*report);
  warn_of_expiry(context, *keys, report->expiries);
  return options.to.empty() ? done : upload_or_tell(context, options.out);
}

}  // namespace rohnamo::publish
