// Collects the running text of one block: spans, with Markdown's line ends and entities made text.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "content/model/document.hpp"

namespace rohnamo::publish {

// "&nbsp;" or "&#8201;" as UTF-8; nothing for an entity that is not known.
std::optional<std::string> decode_entity(std::string_view entity);

class SpanBuilder {
 public:
  // How text is set from here on. Changes may nest.
  void bold(int change) { bold_ += change; }
  void italic(int change) { italic_ += change; }
  void link(std::string address) { link_ = std::move(address); }

  void text(std::string_view text);
  void line_break();  // shown: '\n'
  void line_end();    // of the file only: a space, or nothing between two Han characters

  [[nodiscard]] bool empty() const { return spans_.empty(); }
  [[nodiscard]] bool starts_with(char c) const {
    return !spans_.empty() && spans_.front().text.starts_with(c);
  }
  // Takes the text, and the title before it if the first line is bold: `title` gets that line.
  model::Spans take();
  model::Spans take_after_title(model::Spans& title);

 private:
  void append(std::string_view text);
  model::Spans spans_;
  int bold_ = 0;
  int italic_ = 0;
  std::string link_;
  bool line_ended_ = false;
  std::optional<std::size_t> first_line_;  // spans of the first line
};

}  // namespace rohnamo::publish
