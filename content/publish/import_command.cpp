#include <fmt/format.h>

#include <iostream>
#include <iterator>
#include <map>
#include <regex>

#include "content/publish/commands.hpp"
#include "content/publish/progress.hpp"
#include "content/publish/story_import.hpp"

namespace rohnamo::publish {
namespace {

using base::Path;
using Outcome = ImportedStory::Outcome;

base::Result<std::string> read_input(Context& context, const std::string& name) {
  if (name != "-") return context.fs.read(name, feed::feed_limit);
  std::string bytes;
  for (std::istreambuf_iterator<char> at(std::cin), end; at != end; ++at) {
    bytes += *at;
    if (bytes.size() > feed::feed_limit)
      return base::fail(base::Code::too_large, "there is more than 64 MB");
  }
  return bytes;
}

// What is wrong with the options; "" if nothing.
std::string misuse_of(const Options& options, const model::Channel& channel) {
  static const std::regex day(R"(\d{4}-\d\d-\d\d)");
  if (!options.since.empty() && !std::regex_match(options.since, day))
    return "--since: write a day, like 2026-01-31";
  if (options.given.contains("limit") && options.limit < 1)
    return "--limit: write how many stories at most";
  if (!options.lang.empty() && channel.language(options.lang) == nullptr)
    return fmt::format("--lang: `{}` is no language of this channel", options.lang);
  return "";
}

boost::json::object to_json(const feed::Feed& feed, const std::vector<ImportedStory>& stories) {
  boost::json::array list;
  for (const auto& story : stories) {
    boost::json::array notes;
    for (const auto& note : story.notes) notes.emplace_back(note);
    list.push_back({{"id", story.id},
                    {"language", story.language},
                    {"translation", story.translation},
                    {"title", story.title},
                    {"outcome", to_string(story.outcome)},
                    {"notes", std::move(notes)}});
  }
  boost::json::object skipped;
  for (const auto& [what, count] : feed.skipped.counts()) skipped[what] = count;
  return {{"stories", std::move(list)}, {"skipped", std::move(skipped)}, {"next", feed.next}};
}

void tell(Context& context, const feed::Feed& feed, const std::vector<ImportedStory>& stories) {
  std::map<Outcome, int> counts;
  if (feed.guessed)
    context.out << fmt::format("It is not in the encoding that it names; taken as {}.\n",
                               feed.encoding.empty() ? "UTF-8" : feed.encoding);
  for (const auto& story : stories) {
    ++counts[story.outcome];
    if (story.outcome == Outcome::unchanged) continue;
    context.out << fmt::format(
        "  {}: {}{} · {}\n", to_string(story.outcome), story.id.empty() ? "-" : story.id,
        story.translation ? fmt::format(" ({})", story.language) : "", story.title);
    for (const auto& note : story.notes) context.out << "      " << note << "\n";
  }
  if (!feed.skipped.empty())
    context.out << fmt::format("Passed over: {}.\n", feed::to_string(feed.skipped));
  context.out << fmt::format(
      "{} new, {} changed, {} as they were, {} kept as you have them, {} left out.\n",
      counts[Outcome::added], counts[Outcome::changed], counts[Outcome::unchanged],
      counts[Outcome::kept], counts[Outcome::left]);
  if (!feed.next.empty())
    context.out << fmt::format("There is more: fetch {} and import that too.\n", feed.next);
  if (context.options.dry_run)
    context.out << "Nothing was written.\n";
  else if (counts[Outcome::added] + counts[Outcome::changed] > 0)
    context.out << fmt::format(
        "They are drafts: read them, rohnamo-content check {}, then say `status: approved`.\n",
        context.operands[0]);
}

}  // namespace

int import_command(Context& context) {
  const Options& options = context.options;
  const std::string& name = context.operands[1];
  const auto channel = context.read_channel();
  if (!channel) return failed;
  if (const auto what = misuse_of(options, *channel); !what.empty()) return context.misuse(what);
  const auto bytes = read_input(context, name);
  if (!bytes) return context.failure(bytes.error());
  const auto feed =
      feed::read_feed(*bytes, options.drafts ? feed::Unpublished::take : feed::Unpublished::skip);
  if (!feed) return context.failure(feed.error().in(name));
  ImportWishes wishes;
  wishes.language = options.lang;
  wishes.since = options.since;
  if (options.limit > 0) wishes.limit = static_cast<std::size_t>(options.limit);
  wishes.dry_run = options.dry_run;
  wishes.fetch_pictures = options.pictures;
  if (name != "-") wishes.beside = std::filesystem::absolute(name).parent_path();
  Progress progress(context.terminal);
  progress.begin("Importing");
  wishes.progress = [&](std::size_t done, std::size_t total) {
    progress.at(fmt::format("{} of {}", done, total));
  };
  const auto stories =
      import_stories(context.fs, context.channel_folder(), *channel, *feed, wishes);
  progress.end();
  if (!stories) return context.failure(stories.error());
  if (options.json)
    context.say(to_json(*feed, *stories));
  else
    tell(context, *feed, *stories);
  return done;
}

}  // namespace rohnamo::publish
