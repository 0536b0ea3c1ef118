#include "tests/bench/large_channel.hpp"

#include <fmt/format.h>

#include <array>
#include <vector>

namespace rohnamo::bench {
namespace {

using base::Path;
using base::Result;

constexpr std::size_t pictures = 50;  // others are the same again: to draw one takes long, once
constexpr std::size_t paragraphs = 9, words_in_title = 6, words_in_summary = 20,
                      words_in_paragraph = 40;

struct Tongue {
  std::string_view code;
  std::string_view words;  // of which all texts are made
};

constexpr std::array<Tongue, 5> tongues{
    {{"tg", "ман соли гузашта дар корхонаи нав кор ёфтам ва хонаводаам бо ман омад ҷӯра"},
     {"ru", "человек вернулся домой после долгих лет работы и открыл мастерскую в городе"},
     {"uz", "ota onasi bilan birga uyga qaytib yangi ish boshladi va qoʻshnilariga yordam"},
     {"fa",
      "او پس از سال‌ها به خانه بازگشت و کار تازه‌ای آغاز "
      "کرد "
      "در "
      "شهر"},
     {"en", "she came home after a decade abroad and opened a small workshop in town"}}};

// The same texts in every run.
class Writer {
 public:
  explicit Writer(std::string_view words) {
    for (std::size_t at = 0; at <= words.size();) {
      const std::size_t end = std::min(words.find(' ', at), words.size());
      words_.push_back(words.substr(at, end - at));
      at = end + 1;
    }
  }

  std::string text(std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
      seed_ = seed_ * 6364136223846793005U + 1442695040888963407U;  // Knuth's MMIX
      fmt::format_to(std::back_inserter(text), "{}{}", i == 0 ? "" : " ",
                     words_[(seed_ >> 33U) % words_.size()]);
    }
    return text;
  }

  std::string article(std::string_view translation) {
    std::string article = fmt::format(
        "---\ntitle: {}\nsummary: {}\npicture: {}\ntranslation: {}\n---\n", text(words_in_title),
        text(words_in_summary), text(words_in_title), translation);
    for (std::size_t i = 0; i < paragraphs; ++i)
      article += i % 3 == 0 ? fmt::format("## {}\n\n", text(words_in_title))
                            : fmt::format("{}\n\n", text(words_in_paragraph));
    return article;
  }

 private:
  std::vector<std::string_view> words_;
  std::uint64_t seed_ = 1;
};

std::string channel_yaml() {
  std::string yaml =
      "format: 1\nid: bench\ndefault_language: en\ntimezone: Asia/Dushanbe\ntint: \"#0b5d8a\"\n";
  std::string names;
  for (const Tongue& tongue : tongues)
    names += fmt::format("{}{}: Bench", names.empty() ? "" : ", ", tongue.code);
  yaml += fmt::format("organisation: {{{0}}}\nname: {{{0}}}\nlanguages:\n", names);
  for (const Tongue& tongue : tongues)
    yaml += fmt::format("  - {{code: {0}, name: {0}}}\n", tongue.code);
  return yaml;
}

Result<void> write(const Path& file, std::string_view bytes) {
  return TRY(base::posix_fs().create(file))->write(bytes);
}

}  // namespace

Result<LargeChannel> large_channel(const Setting& setting) {
  base::Fs& fs = base::posix_fs();
  const Path folder = setting.scratch / "large-channel";
  const LargeChannel channel{folder, folder / "stories/s0/en.md", tongues.size()};
  if (fs.exists(folder / "channel.yaml")) return channel;
  TRY(fs.make_directories(folder));
  std::vector<Writer> writers;
  for (const Tongue& tongue : tongues) writers.emplace_back(tongue.words);
  for (std::size_t i = 0; i < setting.many_stories; ++i) {
    const Path story = folder / "stories" / fmt::format("s{}", i);
    TRY(fs.make_directories(story));
    TRY(write(story / "story.yaml",
              fmt::format("format: 1\norder: {}\noriginal: en\nstatus: approved\n"
                          "picture: {{file: picture.svg}}\n",
                          i)));
    TRY(write(story / "picture.svg",
              fmt::format("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 400 300\">"
                          "<rect width=\"{}\" height=\"200\" fill=\"#c00\"/></svg>",
                          i % pictures * 8)));
    for (std::size_t k = 0; k < tongues.size(); ++k)
      TRY(write(story / fmt::format("{}.md", tongues[k].code),
                writers[k].article(tongues[k].code == "en" ? "original" : "reviewed")));
  }
  TRY(write(folder / "channel.yaml", channel_yaml()));
  return channel;
}

}  // namespace rohnamo::bench
