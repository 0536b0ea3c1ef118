// What the deck needs of an edition, as a port: the app implements it over the cache, the tests in
// memory. Names are those of touch targets: "story:<id>", "contact:<id>", "notice:<id>".
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "content/model/catalog.hpp"

namespace rohnamo::deck {

class Items {
 public:
  virtual ~Items() = default;
  [[nodiscard]] virtual const model::Channel& channel() const = 0;
  [[nodiscard]] virtual std::size_t size() const = 0;
  // The clock of the channel's time zone at that moment.
  [[nodiscard]] virtual model::LocalClock local_clock(base::Time time) const = 0;
  // nullopt: the item cannot be read; it is left out.
  [[nodiscard]] virtual std::optional<model::Entry> entry(std::size_t index) const = 0;
  // Empty: the item's record cannot be read; it is left out.
  [[nodiscard]] virtual std::string name(std::size_t index) const = 0;
  // Equal for equal content: tells whether an item changed from one edition to the next.
  [[nodiscard]] virtual std::string version(std::size_t index) const = 0;
  // How much there is to read on the item's slide.
  [[nodiscard]] virtual std::size_t characters(std::size_t index,
                                               std::string_view language) const = 0;
};

using ItemsPtr = std::shared_ptr<const Items>;

// Where `name` is, looked for from `near` outwards: items seldom move far between editions.
std::optional<std::size_t> find(const Items& items, std::string_view name, std::size_t near);

}  // namespace rohnamo::deck
