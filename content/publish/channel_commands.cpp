#include <fmt/format.h>
#include <fmt/ranges.h>

#include "content/publish/bundle.hpp"
#include "content/publish/commands.hpp"
#include "content/publish/folder.hpp"
#include "content/publish/history.hpp"
#include "content/publish/local_disk.hpp"
#include "content/publish/prepare.hpp"
#include "content/publish/program_identity.hpp"
#include "content/publish/progress.hpp"
#include "content/publish/publish.hpp"
#include "content/publish/story_index.hpp"
#include "content/publish/upload.hpp"

namespace rohnamo::publish {
namespace {

using base::Path;

// `index` may be null.
Publication compile(Context& context, Faults& faults, StoryIndex* index) {
  Renderers renderers(context.fs, context.render_cache());
  Progress progress(context.terminal);
  progress.begin("Reading the channel");
  const auto source = read_source(context.fs, context.channel_folder(), context.shipped_strings(),
                                  context.now, faults, index);
  progress.begin("Drawing pictures, listening to recordings");
  auto publication = publish::compile(context.fs, source, renderers, faults, index);
  if (index != nullptr) index->save();
  return publication;
}

// For what is published to `repository`; none where nothing can be remembered, or where all
// contents will be asked for.
std::unique_ptr<StoryIndex> story_index(Context& context, const Path& repository) {
  const Path cache = context.render_cache();
  if (cache.empty() || repository.empty() || !is_on_local_disk(context.channel_folder()))
    return nullptr;
  return std::make_unique<StoryIndex>(
      context.fs, cache / "stories", program_identity(), base::system_now(),
      [published = PublishedTargets(context.fs, repository)](const PublishedFile& file) {
        return published.has(file);
      });
}

// Whether nothing stands in the way; what does is told.
bool good_or_told(Context& context, const Faults& faults) {
  const std::string& folder = context.operands[0];
  if (faults.errors() > 0) {
    for (const auto& fault : faults.sorted())
      if (fault.severity == Severity::error) context.err << to_string(fault);
    context.err << fmt::format("{}: {}. Nothing was written.\n", folder, summary(faults));
    return false;
  }
  if (faults.warnings() > 0)
    (context.options.json ? context.err : context.out)
        << fmt::format("{}; rohnamo-content check {} names them.\n", summary(faults), folder);
  return true;
}

std::optional<Publication> compile_or_tell(Context& context, StoryIndex* index) {
  Faults faults;
  auto publication = compile(context, faults, index);
  if (!good_or_told(context, faults)) return std::nullopt;
  return publication;
}

void tell_prepared(Context& context, const Prepared& prepared, const std::string& folder) {
  if (context.options.json)
    return context.say({{"submission", folder},
                        {"signed", boost::json::value_from(prepared.signed_roles)},
                        {"incomplete", boost::json::value_from(prepared.incomplete)},
                        {"notes", boost::json::value_from(prepared.notes)}});
  for (const auto& note : prepared.notes) context.out << "  note: " << note << "\n";
  context.out << fmt::format("{} roles are signed in {}.\n", prepared.signed_roles.size(), folder);
  if (prepared.incomplete.empty())
    context.out << fmt::format(
        "It is complete: rohnamo-content accept {} --repo REPOSITORY --keys KEYS\n", folder);
  else
    context.out << fmt::format("Others must sign {}: rohnamo-content sign {} --keys THEIRS\n",
                               fmt::format("{}", fmt::join(prepared.incomplete, ", ")), folder);
}

int prepare_publication(Context& context, Keyring& keys, const Publication& publication) {
  const std::string& path = context.options.repo;
  auto repository = path.empty()
                        ? Repository::none(context.fs, keys)
                        : Repository::open(context.fs, path, keys, Repository::For::reading);
  if (!repository) return context.failure(repository.error());
  auto prepared = prepare(publication, *repository, keys, context.now, Signing::with_others);
  if (prepared && !path.empty()) drop_published(context.fs, path, prepared->submission);
  return write_prepared(context, keys, prepared, context.options.prepare);
}

std::optional<Publication> earlier_or_told(Context& context, const Repository& repository,
                                           const Keyring& keys) {
  auto publication = earlier_publication(context.fs, repository, keys);
  if (!publication) return (void)context.failure(publication.error()), std::nullopt;
  return std::move(*publication);
}

base::Result<PublishReport> publish_or_rehearse(Context& context, const Publication& publication,
                                                Keyring& keys, Repository& repository) {
  Progress progress(context.terminal);
  progress.begin("Publishing");
  return context.options.dry_run
             ? rehearse(context.fs, publication, keys, repository, context.now)
             : publish::publish(context.fs, publication, keys, repository, context.now);
}

// The repository is let go at the end: what comes next may read it.
std::optional<PublishReport> publish_or_told(Context& context, Keyring& keys) {
  const Options& options = context.options;
  std::optional<Publication> publication;
  if (!options.undo) {
    publication = compile_or_tell(context, story_index(context, options.out).get());
    if (!publication) return std::nullopt;
  }
  auto repository =
      Repository::open(context.fs, options.out, keys,
                       options.dry_run ? Repository::For::reading : Repository::For::writing);
  if (!repository) return (void)context.failure(repository.error()), std::nullopt;
  if (options.undo) publication = earlier_or_told(context, *repository, keys);
  if (!publication) return std::nullopt;
  auto report = publish_or_rehearse(context, *publication, keys, *repository);
  if (!report) return (void)context.failure(report.error()), std::nullopt;
  return std::move(*report);
}

// "" if nothing.
std::string misuse_of_publish(const Options& options) {
  if (options.out.empty() == options.prepare.empty())
    return "`publish` needs either --out or --prepare";
  if (!options.out.empty() && !options.repo.empty())
    return "--repo goes with --prepare; without it, --out is the repository";
  if (!options.prepare.empty() && (options.undo || options.dry_run || !options.to.empty()))
    return "--to, --undo and --dry-run go with --out";
  if (options.to.empty()) return "";
  const auto destination = parse_destination(options.to);
  return destination ? "" : "--to: " + destination.error().message;
}

void tell_published(Context& context, const PublishReport& report) {
  const Options& options = context.options;
  if (options.json) {
    auto object = to_json(report);
    object["written"] = !options.dry_run;
    return context.say(object);
  }
  context.out << to_string(report);
  if (options.dry_run)
    context.out << "Nothing was written. The same without --dry-run publishes it.\n";
  else if (options.undo)
    context.out << fmt::format("{} is as it was: the next publish shows it again.\n",
                               context.operands[0]);
}

}  // namespace

int write_prepared(Context& context, Keyring& keys, const base::Result<Prepared>& prepared,
                   const std::string& folder) {
  if (!prepared) return context.failure(prepared.error());
  // First: a version that was signed once must not be signed again for something else.
  const auto remembered = keys.remember_prepared(prepared->versions);
  if (!remembered) return context.failure(remembered.error());
  const auto written = write_submission(context.fs, folder, prepared->submission);
  if (!written) return context.failure(written.error());
  tell_prepared(context, *prepared, folder);
  return done;
}

int publish_command(Context& context) {
  const Options& options = context.options;
  if (const auto misuse = misuse_of_publish(options); !misuse.empty())
    return context.misuse(misuse);
  auto keys = Keyring::open(context.fs, options.keys);
  if (!keys) return context.failure(keys.error());
  if (!options.prepare.empty()) {
    const auto publication = compile_or_tell(context, story_index(context, options.repo).get());
    return publication ? prepare_publication(context, *keys, *publication) : failed;
  }
  const auto report = publish_or_told(context, *keys);
  if (!report) return failed;
  tell_published(context, *report);
  if (options.dry_run) return done;
  warn_of_expiry(context, *keys, report->expiries);
  return options.to.empty() ? done : upload_or_tell(context, options.out);
}

int bundle_command(Context& context) {
  const auto publication = compile_or_tell(context, nullptr);
  if (!publication) return failed;
  const auto edition = publish::bundle(context.fs, *publication, context.options.out);
  if (!edition) return context.failure(edition.error());
  if (context.options.json)
    context.say({{"edition", *edition}, {"cache", context.options.out}});
  else
    context.out << fmt::format("Edition {} is in {}.\n", *edition, context.options.out);
  return done;
}

int submit_command(Context& context) {
  const Options& options = context.options;
  if (!is_id(options.office))
    return context.misuse(fmt::format("`{}` is no office's name", options.office));
  auto keys = Keyring::open(context.fs, options.keys);
  if (!keys) return context.failure(keys.error());
  Faults faults;
  const auto source =
      read_office_source(context.fs, context.channel_folder(), options.office, context.now, faults);
  PublishedRole role;
  if (source.offices.contains(options.office)) {
    Renderers renderers(context.fs, context.render_cache());
    role = compile_office(context.fs, source, options.office, renderers, faults);
  }
  if (!good_or_told(context, faults)) return failed;
  return write_prepared(context, *keys, prepare_office(role, *keys, context.now, options.after),
                        options.out);
}

}  // namespace rohnamo::publish
