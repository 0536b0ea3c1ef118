// A catalog: opened, and everything in it read.
#include "content/model/catalog.hpp"

#include "tests/fuzz/target.hpp"

using namespace rohnamo;

namespace {

class Bytes final : public base::Mapping {
 public:
  explicit Bytes(std::string_view bytes) : bytes_(bytes) {}
  [[nodiscard]] std::string_view bytes() const override { return bytes_; }

 private:
  std::string_view bytes_;
};

void check(const model::Rhythm& rhythm) {
  const model::LocalTime now(std::chrono::seconds(1'800'000'000));
  const auto change = rhythm.changes_after(now);
  fuzz::require(!change || *change > now, "a change is to come");
  fuzz::require(rhythm.always() || change, "what is not always so changes");
}

void check(const model::Entry& entry) {
  check(entry.rhythm);
  fuzz::require(entry.priority <= model::highest_priority, "a priority is 0 to 9");
  fuzz::require(entry.weight >= 1 && entry.weight <= 10, "a weight is 1 to 10");
  for (const auto& time : {entry.from, entry.until})
    fuzz::require(!time || base::from_rfc3339(base::to_rfc3339(*time)).value() == *time,
                  "a time is one that can be written");
}

void check(const std::optional<model::Opening>& opening) {
  if (!opening) return;
  const model::LocalTime now(std::chrono::seconds(1'800'000'000));
  const auto state = model::state_at(*opening, now);
  fuzz::require(!state.until || *state.until > now, "a change is to come");
}

void check(const std::optional<model::Picture>& picture) {
  if (!picture) return;
  fuzz::require(!picture->renditions.empty(), "a picture has a rendition");
  fuzz::require(picture->focus_x >= 0 && picture->focus_x <= 1, "a focus is 0 to 1");
  fuzz::require(picture->focus_y >= 0 && picture->focus_y <= 1, "a focus is 0 to 1");
  for (const auto& rendition : picture->renditions)
    fuzz::require(rendition.width > 0 && rendition.height > 0, "a rendition has pixels");
  (void)picture->covering(800, 600);
}

void check(const model::Texts& texts) {
  fuzz::require(!texts.empty(), "a story has a text");
  model::choose(texts, "fa", {"en"});
}

// What was read is written, and read again as the same.
template <class Record>
void check_codec(const Record& record, base::json::Object (*write)(const Record&),
                 base::Result<Record> (*read)(const base::json::Reader&)) {
  const base::json::Value written = write(record);
  const auto again = read(base::json::Reader(written, "again"));
  fuzz::require(again && base::json::Value(write(*again)) == written, "a record keeps its values");
}

void read_item(const model::Catalog& catalog, std::size_t index) {
  if (const auto entry = catalog.entry(index)) check(*entry);
  if (const auto story = catalog.story(index)) {
    check(story->picture);
    check(story->texts);
    check_codec(*story, &model::write_story, &model::read_story);
  }
  if (const auto contact = catalog.contact(index)) {
    check(contact->picture);
    check(contact->map);
    check(contact->opening);
    check_codec(*contact, &model::write_contact, &model::read_contact);
  }
  if (const auto notice = catalog.notice(index)) {
    check(notice->texts);
    check_codec(*notice, &model::write_notice, &model::read_notice);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = fuzz::as_text(data, size);
  const auto catalog = model::Catalog::open(std::make_shared<Bytes>(bytes));
  if (!catalog) return 0;
  const auto& channel = catalog->channel();
  fuzz::require(channel.language(channel.default_language) != nullptr, "a language is the default");
  fuzz::require(channel.dwell >= std::chrono::seconds(1) && channel.dwell <= std::chrono::hours(1),
                "a dwell is a second to an hour");
  for (std::size_t i = 0; i < catalog->size(); ++i) read_item(*catalog, i);
  return 0;
}
