#include "content/publish/publish_button.hpp"

#include <fmt/format.h>

#include <utility>

#include "content/publish/publish.hpp"

namespace rohnamo::publish {
namespace {

using base::Path;
using base::Result;
using exchange::PreviewAnswer;

PreviewAnswer not_published(const base::Error& error) {
  return {0, "It cannot be published", {error.message}, false};
}

PreviewAnswer in_the_way(const Faults& faults) {
  PreviewAnswer answer{0, fmt::format("Not yet: {}", summary(faults)), {}, false};
  for (const Fault& fault : faults.sorted()) {
    if (fault.severity != Severity::error) continue;
    std::string words = to_string(fault);
    words.erase(words.find_last_not_of('\n') + 1);
    answer.lines.push_back(std::move(words));
  }
  return answer;
}

std::string in_words(const ScreenChange& change) {
  std::string words = fmt::format("{}: {}", word(change.what), to_string(change));
  words.front() = static_cast<char>(words.front() - 'a' + 'A');
  return words;
}

PreviewAnswer offer(const PublishReport& report) {
  if (report.changes.empty())
    return {0, "Nothing has changed", {"What the folder holds is published already."}, false};
  PreviewAnswer answer{0, "Publish this?", {}, true};
  for (const ScreenChange& change : report.on_screens) answer.lines.push_back(in_words(change));
  if (report.on_screens.empty()) answer.lines.emplace_back("Nothing changes on the screens.");
  for (const auto& note : report.notes) answer.lines.push_back(fmt::format("Note: {}", note));
  return answer;
}

PreviewAnswer without_keys(const Path& folder) {
  return {0,
          "This preview has no keys",
          {"To publish from here, close this window and start it so:",
           fmt::format("rohnamo-content preview {} --keys KEYS --out REPOSITORY", folder.string())},
          false};
}

}  // namespace

Result<PublishButton> PublishButton::open(Context& context, Renderers& renderers, Path run) {
  const Path folder = exchange::preview_wish_path(run).parent_path();
  TRY(context.fs.make_directories(folder));
  auto watch = TRY(FolderWatch::open(folder));
  return PublishButton(context, renderers, std::move(run), std::move(watch));
}

void PublishButton::hear() {
  watch_.settle();
  const auto bytes =
      context_->fs.read(exchange::preview_wish_path(run_), exchange::preview_talk_limit);
  if (!bytes) return;
  const auto wish = exchange::parse_preview_wish(*bytes);
  if (!wish) return (void)context_->failure(wish.error());
  if (wish->number <= answered_) return;
  answered_ = wish->number;
  context_->read_clock();
  PreviewAnswer answer = this->answer(wish->what);
  answer.number = wish->number;
  const auto written = base::write_whole(context_->fs, exchange::preview_answer_path(run_),
                                         exchange::serialize(answer));
  if (!written) context_->failure(written.error());
}

PreviewAnswer PublishButton::answer(exchange::PreviewWish::What what) {
  if (context_->options.keys.empty()) return without_keys(context_->channel_folder());
  return what == exchange::PreviewWish::What::changes ? list() : publish();
}

PreviewAnswer PublishButton::list() {
  offered_.reset();
  auto keys = Keyring::open(context_->fs, context_->options.keys);
  if (!keys) return not_published(keys.error());
  Faults faults;
  const auto source = read_source(context_->fs, context_->channel_folder(),
                                  context_->shipped_strings(), context_->now, faults);
  auto publication = compile(context_->fs, source, *renderers_, faults);
  if (faults.errors() > 0) return in_the_way(faults);
  const auto report =
      rehearse(context_->fs, publication, *keys, context_->options.out, context_->now);
  if (!report) return not_published(report.error());
  PreviewAnswer answer = offer(*report);
  if (answer.offers) offered_ = std::move(publication);
  return answer;
}

PreviewAnswer PublishButton::publish() {
  if (!offered_) return {0, "Nothing was listed", {"Press F9 for the list of changes."}, false};
  const Publication listed = *std::exchange(offered_, std::nullopt);
  const Path repository = context_->options.out;
  auto keys = Keyring::open(context_->fs, context_->options.keys);
  if (!keys) return not_published(keys.error());
  const auto report = publish::publish(context_->fs, listed, *keys, repository, context_->now);
  if (!report) return not_published(report.error());
  context_->out << to_string(*report) << std::flush;
  warn_of_expiry(*context_, *keys, repository);
  PreviewAnswer answer{
      0,
      fmt::format("Published, version {}", report->version),
      {fmt::format("A screen fetches about {}.", size_in_words(report->fetched_bytes))},
      false};
  if (context_->options.to.empty()) return answer;
  const auto carried = upload_in_words(*context_, repository);
  if (carried) {
    answer.lines.push_back(*carried);
    return answer;
  }
  context_->failure(carried.error());
  return {0,
          fmt::format("Version {} is not on the web server yet", report->version),
          {carried.error().message},
          false};
}

}  // namespace rohnamo::publish
