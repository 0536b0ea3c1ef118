// The catalog: the index of a channel's items, one file per TUF role, made to be mapped.
//
//   offset 0   "ROHNCAT\n", u32 format, u32 count, u64 offset and u32 length of the channel record,
//              u32 zero; all numbers little-endian
//   offset 32  count entries of 40 bytes, in the order of showing
//   then       the records: one JSON object each (channel.hpp, item.hpp)
//
// Opening one reads 32 bytes and the channel record; an item costs its own record, when it is
// asked for. Every offset is checked before it is followed: bytes that are not a catalog give an
// error, never a fault.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "content/base/fs.hpp"
#include "content/base/time.hpp"
#include "content/model/channel.hpp"
#include "content/model/item.hpp"

namespace rohnamo::model {

constexpr std::uint32_t catalog_format = 1;

// What can be known of an item without parsing it.
struct Entry {
  Kind kind = Kind::story;
  Urgency urgency = Urgency::normal;
  std::uint16_t weight = 1;         // turns in a round of the carousel, 1 to 10
  std::int32_t order = 0;           // lower comes first
  std::optional<base::Time> from;   // shown from this moment
  std::optional<base::Time> until;  // and before this one

  [[nodiscard]] bool shown_at(base::Time now) const {
    return (!from || now >= *from) && (!until || now < *until);
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

 private:
  [[nodiscard]] base::Result<base::json::Value> record(std::size_t index, Kind kind) const;
  std::shared_ptr<const base::Mapping> bytes_;
  Channel channel_;
  std::size_t count_ = 0;
};

// Collects the items of one role and writes its catalog: the same items give the same bytes.
class CatalogBuilder {
 public:
  explicit CatalogBuilder(const Channel& channel);
  void add(Entry entry, const Story& story);
  void add(Entry entry, const Contact& contact);
  void add(Entry entry, const Notice& notice);
  // Sorted by kind, order and id.
  [[nodiscard]] std::string build() const;

 private:
  struct Row {
    Entry entry;
    std::string id;
    std::string record;
  };
  std::string channel_record_;
  std::vector<Row> rows_;
};

}  // namespace rohnamo::model
