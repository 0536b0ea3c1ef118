// The catalog: the index of a channel's items, one file per TUF role, made to be mapped.
//
//   offset 0   "ROHNCAT\n", u32 format, u32 count, u64 offset and u32 length of the channel record,
//              u32 length of a row of the second table, 0: there is none; all numbers little-endian
//   offset 32  count entries of 40 bytes, in the order of showing
//   then       the second table: count rows, of 8 bytes today; a longer row is one from later
//   then       the records: one JSON object each (channel.hpp, item.hpp)
//
// Opening one reads 32 bytes and the channel record; an item costs its own record, when it is
// asked for. Every offset is checked before it is followed: bytes that are not a catalog give an
// error, never a fault.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/fs.hpp"
#include "content/base/time.hpp"
#include "content/model/channel.hpp"
#include "content/model/item.hpp"
#include "content/model/week.hpp"

namespace rohnamo::model {

constexpr std::uint32_t catalog_format = 1;
constexpr int highest_priority = 9;

// What can be known of an item without parsing it.
struct Entry {
  Kind kind = Kind::story;
  Urgency urgency = Urgency::normal;
  std::uint16_t weight = 1;         // turns in a round of the carousel, 1 to 10
  std::int32_t order = 0;           // lower comes first
  std::optional<base::Time> from;   // shown from this moment
  std::optional<base::Time> until;  // and before this one
  Rhythm rhythm;                    // and then on these days and hours
  std::uint8_t priority = 0;        // 0 to 9; the higher, the earlier in a round of the carousel
  std::uint16_t topic = 0;          // of a story: its place in the channel's list, from 1; 0: none

  // `local`: what the clock of the channel's zone shows; none where nobody knows, and then days and
  // hours do not count.
  [[nodiscard]] bool shown_at(base::Time now, const std::optional<LocalTime>& local = {}) const {
    return (!from || now >= *from) && (!until || now < *until) &&
           (!local || rhythm.includes(*local));
  }
};

class Catalog {
 public:
  // Keeps the mapping for as long as it lives.
  static base::Result<Catalog> open(std::shared_ptr<const base::Mapping> bytes);

  [[nodiscard]] const Channel& channel() const { return channel_; }
  [[nodiscard]] std::size_t size() const { return count_; }
  [[nodiscard]] base::Result<Entry> entry(std::size_t index) const;
  [[nodiscard]] base::Result<Story> story(std::size_t index) const;
  [[nodiscard]] base::Result<Contact> contact(std::size_t index) const;
  [[nodiscard]] base::Result<Notice> notice(std::size_t index) const;
  // The item's record as it lies there: compared without being parsed. Lives as the catalog does.
  [[nodiscard]] base::Result<std::string_view> raw_record(std::size_t index) const;

 private:
  [[nodiscard]] base::Result<base::json::Value> record(std::size_t index, Kind kind) const;
  std::shared_ptr<const base::Mapping> bytes_;
  Channel channel_;
  std::size_t count_ = 0;
  std::size_t second_row_ = 0;  // its length; 0: there is no second table
};

// Collects the items of one role and writes its catalog: the same items give the same bytes.
class CatalogBuilder {
 public:
  explicit CatalogBuilder(const Channel& channel);
  void add(Entry entry, const Story& story);
  void add(Entry entry, const Contact& contact);
  void add(Entry entry, const Notice& notice);
  // A story whose record was made before, by record().
  void add(Entry entry, const std::string& id, std::string_view topic, std::string record);
  static std::string record(const Story& story);
  // Sorted by kind, order and id.
  [[nodiscard]] std::string build() const;

 private:
  struct Row {
    Entry entry;
    std::string id;
    std::string record;
  };
  std::string channel_record_;
  std::map<std::string, std::uint16_t, std::less<>> topics_;  // their places, from 1
  std::vector<Row> rows_;
};

}  // namespace rohnamo::model
