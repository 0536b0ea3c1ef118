// An edition as the deck sees it, and the empty one for a screen that has none.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "content/cache/edition.hpp"
#include "kiosk/deck/items.hpp"
#include "kiosk/render/font_list.hpp"

namespace rohnamo::app {

class EditionItems final : public deck::Items {
 public:
  // `builtin`: it is the channel that was installed with the program.
  EditionItems(std::shared_ptr<const cache::Edition> edition, bool builtin);

  [[nodiscard]] const model::Channel& channel() const override { return edition_->channel(); }
  [[nodiscard]] std::size_t size() const override { return edition_->size(); }
  [[nodiscard]] model::LocalClock local_clock(base::Time time) const override;
  [[nodiscard]] std::optional<model::Entry> entry(std::size_t index) const override;
  [[nodiscard]] std::string name(std::size_t index) const override;
  [[nodiscard]] std::string version(std::size_t index) const override;
  [[nodiscard]] std::size_t characters(std::size_t index, std::string_view language) const override;

  [[nodiscard]] const std::shared_ptr<const cache::Edition>& edition() const { return edition_; }
  [[nodiscard]] bool builtin() const { return builtin_; }
  // Those that it brings along, for SdlFonts::carry().
  [[nodiscard]] const std::vector<render::FontFamily>& fonts() const { return fonts_; }

 private:
  std::shared_ptr<const cache::Edition> edition_;
  bool builtin_;
  std::vector<render::FontFamily> fonts_;
  mutable std::vector<std::string> names_;  // as far as they were asked for
};

// The edition behind the items; nullptr: there is none.
const EditionItems* edition_of(const deck::ItemsPtr& items);

class NoItems final : public deck::Items {
 public:
  NoItems();
  [[nodiscard]] const model::Channel& channel() const override { return channel_; }
  [[nodiscard]] std::size_t size() const override { return 0; }
  [[nodiscard]] model::LocalClock local_clock(base::Time) const override { return {}; }
  [[nodiscard]] std::optional<model::Entry> entry(std::size_t) const override { return {}; }
  [[nodiscard]] std::string name(std::size_t) const override { return {}; }
  [[nodiscard]] std::string version(std::size_t) const override { return {}; }
  [[nodiscard]] std::size_t characters(std::size_t, std::string_view) const override { return 0; }

 private:
  model::Channel channel_;
};

}  // namespace rohnamo::app
