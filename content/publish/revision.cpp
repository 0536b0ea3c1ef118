#include "content/publish/revision.hpp"

#include <algorithm>

#include "content/base/hash.hpp"

namespace rohnamo::publish {

std::string collapsed(std::string_view text) {
  std::string words;
  words.reserve(text.size());
  const auto is_space = [](char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; };
  for (auto at = text.begin(); at != text.end();) {
    const auto word = std::find_if_not(at, text.end(), is_space);
    at = std::find_if(word, text.end(), is_space);
    if (word == at) break;
    if (!words.empty()) words += ' ';
    words.append(word, at);
  }
  return words;
}

std::string source_revision(std::string_view title, std::string_view summary,
                            std::string_view picture, std::string_view body) {
  std::string all;
  for (const auto part : {title, summary, picture, body}) {
    all += collapsed(part);
    all += '\n';
  }
  return base::sha256(all).hex().substr(0, 12);
}

}  // namespace rohnamo::publish
