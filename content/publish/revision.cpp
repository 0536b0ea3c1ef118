#include "content/publish/revision.hpp"

#include "content/base/hash.hpp"

namespace rohnamo::publish {

std::string collapsed(std::string_view text) {
  std::string words;
  words.reserve(text.size());
  bool space = false;
  for (const char c : text) {
    if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
      space = !words.empty();
    } else {
      if (space) words += ' ';
      space = false;
      words += c;
    }
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
