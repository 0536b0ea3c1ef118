#include "content/model/catalog.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>
#include <tuple>

namespace rohnamo::model {
namespace {

static_assert(std::endian::native == std::endian::little, "the catalog is little-endian");

constexpr std::string_view magic = "ROHNCAT\n";
constexpr std::size_t record_limit = 1 << 20;  // bytes
constexpr std::int64_t no_time = std::numeric_limits<std::int64_t>::min();
// The years 0000 to 9999, as RFC 3339 can write them.
constexpr std::int64_t earliest_time = -62'167'219'200, latest_time = 253'402'300'799;

struct Header {
  char magic[8];
  std::uint32_t format;
  std::uint32_t count;
  std::uint64_t channel_offset;
  std::uint32_t channel_length;
  std::uint32_t second_row;
};
static_assert(sizeof(Header) == 32);

struct IndexRow {
  std::uint8_t kind;
  std::uint8_t urgency;
  std::uint16_t weight;
  std::int32_t order;
  std::int64_t from;   // seconds of UTC, or no_time
  std::int64_t until;  // seconds of UTC, or no_time
  std::uint64_t offset;
  std::uint32_t length;
  std::uint32_t zero;
};
static_assert(sizeof(IndexRow) == 40);

struct SecondRow {
  std::uint8_t days;
  std::uint8_t priority;
  std::uint16_t hours_from, hours_until;  // minutes of the day; both 0: all day
  std::uint16_t topic;
  bool operator==(const SecondRow&) const = default;
};
static_assert(sizeof(SecondRow) == 8);

tl::unexpected<base::Error> corrupt(std::string what) {
  return base::fail(base::Code::corrupt, "catalog: " + std::move(what));
}

// `length` bytes at `offset`, if they are there.
base::Result<std::string_view> slice(std::string_view bytes, std::uint64_t offset,
                                     std::uint64_t length) {
  if (offset > bytes.size() || length > bytes.size() - offset)
    return corrupt("points past its end");
  return bytes.substr(offset, length);
}

template <class T>
base::Result<T> read_at(std::string_view bytes, std::uint64_t offset) {
  const std::string_view raw = TRY(slice(bytes, offset, sizeof(T)));
  T value;
  std::memcpy(&value, raw.data(), sizeof value);
  return value;
}

std::uint64_t second_table(std::size_t count) {
  return sizeof(Header) + static_cast<std::uint64_t>(count) * sizeof(IndexRow);
}

base::Result<IndexRow> row_at(std::string_view bytes, std::size_t index) {
  return read_at<IndexRow>(bytes, sizeof(Header) + index * sizeof(IndexRow));
}

SecondRow second_row(const Entry& entry) {
  const Hours& hours = entry.rhythm.hours;
  const bool all_day = hours == Hours();
  return {entry.rhythm.days, entry.priority,
          all_day ? std::uint16_t{0} : static_cast<std::uint16_t>(hours.from),
          all_day ? std::uint16_t{0} : static_cast<std::uint16_t>(hours.until), entry.topic};
}

void take(const SecondRow& row, Entry& entry) {
  constexpr std::uint8_t week = 0x7f;
  const auto minute = [](std::uint16_t value) { return std::min<int>(value, day_minutes); };
  entry.rhythm.days = row.days & week;
  if (entry.rhythm.days == week) entry.rhythm.days = 0;
  if (row.hours_from != 0 || row.hours_until != 0)
    entry.rhythm.hours = {minute(row.hours_from), minute(row.hours_until)};
  entry.priority = std::min<std::uint8_t>(row.priority, highest_priority);
  entry.topic = row.topic;
}

std::optional<base::Time> to_time(std::int64_t value) {
  if (value == no_time) return std::nullopt;
  return base::Time(base::seconds(std::clamp(value, earliest_time, latest_time)));
}

std::int64_t from_time(const std::optional<base::Time>& time) {
  return time ? time->time_since_epoch().count() : no_time;
}

template <class T>
void append(std::string& bytes, const T& value) {
  bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

}  // namespace

base::Result<Catalog> Catalog::open(std::shared_ptr<const base::Mapping> mapping) {
  const std::string_view bytes = mapping->bytes();
  const Header header = TRY(read_at<Header>(bytes, 0));
  if (std::string_view(header.magic, sizeof header.magic) != magic) return corrupt("not one");
  if (header.format > catalog_format)
    return base::fail(
        base::Code::unsupported,
        fmt::format("catalog format {}; this program reads up to {}: update the program",
                    header.format, catalog_format));
  TRY(slice(bytes, sizeof(Header), static_cast<std::uint64_t>(header.count) * sizeof(IndexRow)));
  const std::size_t second =
      header.second_row < sizeof(SecondRow) ? 0 : header.second_row;  // shorter: nothing of ours
  TRY(slice(bytes, second_table(header.count), static_cast<std::uint64_t>(header.count) * second));
  const auto record = TRY(slice(bytes, header.channel_offset, header.channel_length));
  const auto value = TRY(base::json::parse(record, record_limit));
  Catalog catalog;
  catalog.channel_ = TRY(read_channel(base::json::Reader(value, "channel")));
  catalog.bytes_ = std::move(mapping);
  catalog.count_ = header.count;
  catalog.second_row_ = second;
  return catalog;
}

base::Result<Entry> Catalog::entry(std::size_t index) const {
  if (index >= count_) return base::fail(base::Code::not_found, fmt::format("no item {}", index));
  const IndexRow row = TRY(row_at(bytes_->bytes(), index));
  if (row.kind < 1 || row.kind > 3)
    return base::fail(base::Code::unsupported, "an unknown kind of item");
  Entry entry;
  entry.kind = static_cast<Kind>(row.kind);
  entry.urgency = row.urgency == 0 ? Urgency::normal : Urgency::urgent;
  entry.weight = std::clamp<std::uint16_t>(row.weight, 1, 10);
  entry.order = row.order;
  entry.from = to_time(row.from);
  entry.until = to_time(row.until);
  if (second_row_ != 0)
    take(TRY(read_at<SecondRow>(bytes_->bytes(), second_table(count_) + index * second_row_)),
         entry);
  return entry;
}

base::Result<base::json::Value> Catalog::record(std::size_t index, Kind kind) const {
  if (TRY(entry(index)).kind != kind)
    return base::fail(base::Code::not_found, fmt::format("item {} is of another kind", index));
  return base::json::parse(TRY(raw_record(index)), record_limit);
}

base::Result<std::string_view> Catalog::raw_record(std::size_t index) const {
  if (index >= count_) return base::fail(base::Code::not_found, fmt::format("no item {}", index));
  const IndexRow row = TRY(row_at(bytes_->bytes(), index));
  return slice(bytes_->bytes(), row.offset, row.length);
}

base::Result<Story> Catalog::story(std::size_t index) const {
  const auto value = TRY(record(index, Kind::story));
  return read_story(base::json::Reader(value, fmt::format("story {}", index)));
}

base::Result<Contact> Catalog::contact(std::size_t index) const {
  const auto value = TRY(record(index, Kind::contact));
  return read_contact(base::json::Reader(value, fmt::format("contact {}", index)));
}

base::Result<Notice> Catalog::notice(std::size_t index) const {
  const auto value = TRY(record(index, Kind::notice));
  return read_notice(base::json::Reader(value, fmt::format("notice {}", index)));
}

CatalogBuilder::CatalogBuilder(const Channel& channel)
    : channel_record_(boost::json::serialize(write_channel(channel))) {
  for (const Topic& topic : channel.topics)
    topics_.emplace(topic.id, static_cast<std::uint16_t>(topics_.size() + 1));
}

std::string CatalogBuilder::record(const Story& story) {
  return boost::json::serialize(write_story(story));
}

void CatalogBuilder::add(Entry entry, const Story& story) {
  add(entry, story.id, story.topic, record(story));
}

void CatalogBuilder::add(Entry entry, const std::string& id, std::string_view topic,
                         std::string record) {
  if (const auto place = topics_.find(topic); place != topics_.end()) entry.topic = place->second;
  rows_.push_back({entry, id, std::move(record)});
}

void CatalogBuilder::add(Entry entry, const Contact& contact) {
  rows_.push_back({entry, contact.id, boost::json::serialize(write_contact(contact))});
}

void CatalogBuilder::add(Entry entry, const Notice& notice) {
  rows_.push_back({entry, notice.id, boost::json::serialize(write_notice(notice))});
}

std::string CatalogBuilder::build() const {
  std::vector<const Row*> rows;
  rows.reserve(rows_.size());
  for (const Row& row : rows_) rows.push_back(&row);
  std::ranges::sort(rows, [](const Row* a, const Row* b) {
    return std::tie(a->entry.kind, a->entry.order, a->id) <
           std::tie(b->entry.kind, b->entry.order, b->id);
  });
  const bool second = std::ranges::any_of(
      rows, [](const Row* row) { return second_row(row->entry) != SecondRow(); });
  std::uint64_t offset = second_table(rows.size()) + (second ? rows.size() * sizeof(SecondRow) : 0);
  Header header{};
  std::memcpy(header.magic, magic.data(), sizeof header.magic);
  header.format = catalog_format;
  header.count = static_cast<std::uint32_t>(rows.size());
  header.channel_offset = offset;
  header.channel_length = static_cast<std::uint32_t>(channel_record_.size());
  header.second_row = second ? sizeof(SecondRow) : 0;
  offset += channel_record_.size();
  std::size_t all = offset;
  for (const Row* row : rows) all += row->record.size();

  std::string bytes;
  bytes.reserve(all);
  append(bytes, header);
  for (const Row* row : rows) {
    const auto& [entry, id, record] = *row;
    append(bytes,
           IndexRow{static_cast<std::uint8_t>(entry.kind), static_cast<std::uint8_t>(entry.urgency),
                    entry.weight, entry.order, from_time(entry.from), from_time(entry.until),
                    offset, static_cast<std::uint32_t>(record.size()), 0});
    offset += record.size();
  }
  if (second)
    for (const Row* row : rows) append(bytes, second_row(row->entry));
  bytes += channel_record_;
  for (const Row* row : rows) bytes += row->record;
  return bytes;
}

}  // namespace rohnamo::model
