// What an editor's window and `rohnamo-content preview` tell each other of publishing: two files in
// <run>/preview, each written whole. The window wishes, and the program answers; the window knows
// nothing of keys. Pure but for the paths.
#pragma once

#include <string>
#include <vector>

#include "content/base/fs.hpp"

namespace rohnamo::exchange {

struct PreviewWish {
  enum class What { changes, publish };  // the list of changes; to publish what was listed
  What what = What::changes;
  std::int64_t number = 0;  // of the window's wishes, from 1
};

struct PreviewAnswer {
  std::int64_t number = 0;  // of the wish
  std::string title;
  std::vector<std::string> lines;
  bool offers = false;  // what is listed can be published
};

constexpr std::int64_t preview_talk_format = 1;
constexpr std::uint64_t preview_talk_limit = 1 << 20;  // bytes of either file
base::Result<PreviewWish> parse_preview_wish(std::string_view bytes);
base::Result<PreviewAnswer> parse_preview_answer(std::string_view bytes);
std::string serialize(const PreviewWish& wish);
std::string serialize(const PreviewAnswer& answer);

base::Path preview_wish_path(const base::Path& run);    // <run>/preview/wish.json
base::Path preview_answer_path(const base::Path& run);  // <run>/preview/answer.json

}  // namespace rohnamo::exchange
