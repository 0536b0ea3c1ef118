#include "content/publish/narration.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "content/base/utf8.hpp"
#include "content/publish/sound_file.hpp"

namespace rohnamo::publish {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t words_shown = 60;  // bytes of a cue, in a fault
// Characters a second: of Chinese there are some five, of others ten to twenty.
constexpr double slowest_reading = 2, fastest_reading = 30;

// U+00A0 too, which editors and tools put in and take out.
std::size_t space_at(std::string_view text, std::size_t at) {
  if (at < text.size() && (text[at] == ' ' || text[at] == '\n' || text[at] == '\t')) return 1;
  return text.substr(std::min(at, text.size())).starts_with("\u00a0") ? 2 : 0;
}

std::size_t skip_spaces(std::string_view text, std::size_t at) {
  while (const std::size_t space = space_at(text, at)) at += space;
  return at;
}

// Where the words end that stand at `at` in the text, whatever spaces are between them.
std::optional<std::size_t> match_at(std::string_view text, std::size_t at, std::string_view words) {
  for (std::size_t i = 0; i < words.size();) {
    if (space_at(words, i) != 0) {
      if (space_at(text, at) == 0) return std::nullopt;
      i = skip_spaces(words, i);
      at = skip_spaces(text, at);
    } else if (at < text.size() && text[at] == words[i]) {
      ++at, ++i;
    } else {
      return std::nullopt;
    }
  }
  return at;
}

std::string_view without_spaces_around(std::string_view words) {
  words.remove_prefix(skip_spaces(words, 0));
  while (!words.empty() && (words.back() == ' ' || words.ends_with("\u00a0")))
    words.remove_suffix(words.back() == ' ' ? 1 : 2);
  return words;
}

// The first place from `from` on.
std::optional<model::Cue> find(std::string_view text, std::size_t from, std::string_view words) {
  const std::string_view first = words.substr(0, words.find_first_of(" \xc2"));
  for (auto at = text.find(first, from); at != text.npos; at = text.find(first, at + 1))
    if (const auto end = match_at(text, at, words)) return model::Cue{{}, {}, at, *end};
  return std::nullopt;
}

std::string shortened(std::string_view words) {
  if (words.size() <= words_shown) return std::string(words);
  return std::string(words.substr(0, base::utf8::floor(words, words_shown))) + "…";
}

// The one that is there; two are a fault, since nobody could say which is meant.
std::optional<base::Path> find_recording(base::Fs& fs, const base::Path& folder,
                                         const std::string& language, Faults& faults) {
  std::optional<base::Path> found;
  for (const auto& name : recording_names(language)) {
    if (!fs.exists(folder / name)) continue;
    if (found) {
      faults.error(Place{(folder / name).string()},
                   fmt::format("there is {} beside it: two recordings of one text",
                               found->filename().string()),
                   "Keep the one that is right, and take the other out of the folder.");
      return std::nullopt;
    }
    found = folder / name;
  }
  return found;
}

std::optional<milliseconds> read_recording(base::Fs& fs, const base::Path& path, Article& article,
                                           Faults& faults) {
  const auto mapping = fs.map(path);
  const auto sound = mapping ? SoundFile::open((*mapping)->bytes()) : base::fail(mapping.error());
  if (!sound) {
    faults.error(Place{path.string()}, "the recording cannot be used: " + sound.error().message,
                 "Save or record it again as WAV, FLAC, MP3 or Opus.");
    return std::nullopt;
  }
  article.narration = path;
  return sound->length();
}

void check_pace(const base::Path& path, milliseconds length, const Article& article,
                Faults& faults) {
  const std::size_t text = base::utf8::characters(model::reading_text(
      model::reading_of(article.title, article.summary, article.body.document)));
  const double seconds = std::chrono::duration<double>(length).count();
  const double pace = static_cast<double>(text) / seconds;
  if (pace < slowest_reading || pace > fastest_reading)
    faults.warning(
        Place{path.string()},
        fmt::format("the recording lasts {:.0f} s, and the text has {} characters", seconds, text),
        "Listen to it: is it of this text, and is it whole?");
}

void check_end(const std::vector<VttCue>& cues, milliseconds length, Faults& faults) {
  if (cues.empty() || cues.back().until <= length + milliseconds(1000)) return;
  faults.error(cues.back().place,
               fmt::format("this ends at {} s, the recording at {} s",
                           cues.back().until.count() / 1000, length.count() / 1000),
               "Take the times of this very recording.");
}

}  // namespace

model::Timings match_cues(const std::vector<VttCue>& cues, const Article& article, Faults& faults) {
  const std::string text =
      model::reading_text(model::reading_of(article.title, article.summary, article.body.document));
  model::Timings timings;
  model::Cue before;
  for (const VttCue& cue : cues) {
    const std::string_view words = without_spaces_around(cue.words);
    if (words.empty()) continue;  // a pause
    if (cue.from < before.until) {
      faults.error(cue.place, "this begins before the cue above it ends",
                   "Put the cues in order; each begins when the one before has ended, or later.");
      continue;
    }
    auto found = find(text, before.end, words);
    if (!found) {
      faults.error(cue.place,
                   fmt::format("these words do not follow in the story: `{}`", shortened(words)),
                   "Write a cue's words as they stand in the title, the summary or the body, in "
                   "their order; take out the cue of what is not written.");
      continue;
    }
    found->from = cue.from;
    found->until = cue.until;
    before = *found;
    timings.cues.push_back(before);
  }
  return timings;
}

std::vector<std::string> recording_names(const std::string& language) {
  std::vector<std::string> names;
  for (const char* ending : {"opus", "wav", "flac", "mp3", "OPUS", "WAV", "FLAC", "MP3"})
    names.push_back(fmt::format("{}.{}", language, ending));
  return names;
}

void read_narration(base::Fs& fs, const base::Path& folder, const std::string& language,
                    Article& article, Faults& faults) {
  const auto path = find_recording(fs, folder, language, faults);
  const auto length = path ? read_recording(fs, *path, article, faults) : std::nullopt;
  if (length) check_pace(*path, *length, article, faults);
  const base::Path times = folder / (language + ".vtt");
  if (!fs.exists(times)) return;
  const auto file = read_text(fs, times, faults);
  if (!file) return;
  const auto cues = read_webvtt(*file, faults);
  if (!article.narration)
    faults.warning(file->whole(), "there is no recording of which these could be the times",
                   fmt::format("Put {}.wav or {}.opus beside it.", language, language));
  if (length) check_end(cues, *length, faults);
  if (cues.size() > model::most_cues)
    faults.error(file->whole(), fmt::format("there are more than {} cues", model::most_cues),
                 "Join some.");
  auto timings = match_cues(cues, article, faults);
  if (article.narration && !timings.cues.empty()) article.timings = std::move(timings);
}

}  // namespace rohnamo::publish
