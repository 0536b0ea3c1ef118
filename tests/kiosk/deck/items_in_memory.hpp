// An edition that a test writes down, as the deck sees one.
#pragma once

#include <string>
#include <vector>

#include "kiosk/deck/items.hpp"

namespace rohnamo::deck {

struct MemoryItem {
  std::string name;  // "story:a"; empty: a record that cannot be read
  model::Entry entry;
  std::string version = "1";
  std::size_t characters = 100;
};

class MemoryItems final : public Items {
 public:
  explicit MemoryItems(std::vector<MemoryItem> items, std::string language = "tg")
      : items_(std::move(items)) {
    channel_.default_language = std::move(language);
    channel_.languages = {{"tg", "Тоҷикӣ", "tg", model::Direction::left_to_right, {}},
                          {"fa", "دری", "fa", model::Direction::right_to_left, {}},
                          {"en", "English", "en", model::Direction::left_to_right, {}}};
    channel_.dwell = std::chrono::seconds(12);
    channel_.help = "mission";
    for (MemoryItem& item : items_) {
      if (item.name.starts_with("contact:")) item.entry.kind = model::Kind::contact;
      if (item.name.starts_with("notice:")) item.entry.kind = model::Kind::notice;
    }
  }

  [[nodiscard]] const model::Channel& channel() const override { return channel_; }
  [[nodiscard]] std::size_t size() const override { return items_.size(); }
  // Five hours ahead of UTC all year, as Dushanbe.
  [[nodiscard]] model::LocalClock local_clock(base::Time) const override {
    return {std::chrono::hours(5), {}};
  }
  [[nodiscard]] std::optional<model::Entry> entry(std::size_t index) const override {
    return items_[index].entry;
  }
  [[nodiscard]] std::string name(std::size_t index) const override {
    return index < items_.size() ? items_[index].name : "";
  }
  [[nodiscard]] std::string version(std::size_t index) const override {
    return items_[index].version;
  }
  [[nodiscard]] std::size_t characters(std::size_t index, std::string_view) const override {
    return items_[index].characters;
  }

 private:
  std::vector<MemoryItem> items_;
  model::Channel channel_;
};

inline MemoryItem item(std::string name) {
  return {std::move(name), {}};
}

inline ItemsPtr items(std::vector<MemoryItem> list, std::string language = "tg") {
  return std::make_shared<MemoryItems>(std::move(list), std::move(language));
}

inline base::Time at(int seconds) {
  return base::Time(base::seconds(1'800'000'000 + seconds));
}

}  // namespace rohnamo::deck
