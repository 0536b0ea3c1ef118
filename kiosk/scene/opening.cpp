#include "kiosk/scene/opening.hpp"

#include <algorithm>

namespace rohnamo::scene {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::local_days;

constexpr Color green{31, 107, 69, 255};
constexpr const char* span_dash = "\u2060–\u2060";  // no line ends at it
constexpr std::string_view apart = " · ";
constexpr days announced{30};  // how long before a closed day is told of
constexpr std::size_t most_closed = 3;

local_days day_of(model::LocalTime time) {
  return std::chrono::floor<days>(time);
}

// That a day ends at 24:00 says more than that the next begins at 00:00.
std::string end_words(const Kit& kit, model::LocalTime time) {
  const int minute = model::minute_of(time);
  return kit.words->minute(minute == 0 ? model::day_minutes : minute);
}

std::string closed_words(const Kit& kit, model::LocalTime opens, model::LocalTime now) {
  const auto& words = *kit.words;
  const auto ahead = day_of(opens) - day_of(now);
  const std::string time = words.minute(model::minute_of(opens));
  if (ahead == days(0)) return words.say("opens_at", {{"time", time}});
  if (ahead == days(1)) return words.say("opens_tomorrow", {{"time", time}});
  const std::string day = ahead < days(7) ? words.on_weekday(model::weekday_of(day_of(opens)))
                                          : words.date(day_of(opens));
  return words.say("opens_day", {{"day", day}, {"time", time}});
}

std::string words_of(const Kit& kit, const model::OpenState& state, model::LocalTime now) {
  const auto& words = *kit.words;
  const bool soon = state.until && *state.until - now < hours(24);
  if (state.open && soon) return words.say("open_until", {{"time", end_words(kit, *state.until)}});
  if (state.open) return words.say("open_now");
  return state.until ? closed_words(kit, *state.until, now) : words.say("closed_now");
}

// Nothing where it cannot be told.
std::optional<model::OpenState> state_of(const Kit& kit, const model::Contact& contact,
                                         const Clock& clock) {
  if (!contact.opening || !clock.known || !kit.words->knows("open_now")) return std::nullopt;
  return model::state_at(*contact.opening, clock.time);
}

// Days one after the other that have the same hours.
struct Days {
  int first, last;
  const std::vector<model::Hours>* spans;
};

std::vector<Days> joined(const model::Opening& opening) {
  std::vector<Days> week;
  for (int day = 0; day < 7; ++day) {
    const auto& spans = opening.week.at(static_cast<std::size_t>(day));
    if (!week.empty() && *week.back().spans == spans)
      week.back().last = day;
    else
      week.push_back({day, day, &spans});
  }
  return week;
}

std::string name_of(const Kit& kit, const Days& run, bool brief) {
  const std::string first = kit.words->weekday(run.first, brief);
  return run.first == run.last ? first : first + span_dash + kit.words->weekday(run.last, brief);
}

std::string hours_of(const Kit& kit, const std::vector<model::Hours>& spans) {
  const auto& words = *kit.words;
  if (spans.empty()) return words.knows("closed_day") ? words.say("closed_day") : "–";
  if (spans.front() == model::Hours() && words.knows("all_day")) return words.say("all_day");
  std::string text;
  for (const model::Hours& span : spans) {
    if (!text.empty()) text += apart;
    text += words.minute(span.from) + span_dash + words.minute(span.until);
  }
  return text;
}

// On one line; else what a dot divides stands on lines of its own.
text::Paragraph set_parts(const Kit& kit, std::string words, const Setting& setting) {
  auto text = set(kit, words, setting);
  if (text.line_tops.size() < 2) return text;
  for (std::size_t at = 0; (at = words.find(apart, at)) != std::string::npos; ++at)
    words.replace(at, apart.size(), "\n");
  return set(kit, words, setting);
}

struct Row {
  text::Paragraph name, hours;
  bool quiet;
};

class Table {
 public:
  Table(Canvas& canvas, const model::Opening& opening, const Clock& clock, int width)
      : canvas_(&canvas), opening_(&opening), width_(width) {
    if (clock.known) today_ = model::weekday_of(day_of(clock.time));
    fill();
  }

  int draw(int x, int y) {
    const Style& style = canvas_->kit().style;
    const int start = x + column_ + gap();
    for (const Row& row : rows_) {
      const Color color = row.quiet ? style.color.soft : style.color.ink;
      const int below = canvas_->text(row.name, x, y, column_, color);
      y = std::max(below, canvas_->text(row.hours, start, y, width_ - column_ - gap(), color)) +
          style.u(0.5);
    }
    return y;
  }

 private:
  [[nodiscard]] int gap() const { return canvas_->kit().style.u(4); }

  // Whole names where they leave room for the hours.
  void fill(bool brief = false) {
    const Kit& kit = canvas_->kit();
    rows_.clear();
    column_ = 0;
    Setting setting;
    setting.px = kit.style.body;
    const auto week = joined(*opening_);
    for (const Days& run : week) {
      setting.weight = weight(run);
      column_ = std::max(column_, set(kit, name_of(kit, run, brief), setting).width);
    }
    if (column_ > width_ * 45 / 100 && !brief) return fill(true);
    column_ = std::min(column_ + kit.style.u(0.5), width_ / 2);
    for (const Days& run : week) {
      setting.weight = weight(run);
      setting.width = column_;
      auto name = set(kit, name_of(kit, run, brief), setting);
      setting.width = width_ - column_ - gap();
      rows_.push_back({std::move(name), set_parts(kit, hours_of(kit, *run.spans), setting),
                       run.spans->empty()});
    }
  }

  [[nodiscard]] text::Weight weight(const Days& run) const {
    return today_ && *today_ >= run.first && *today_ <= run.last ? text::Weight::bold
                                                                 : text::Weight::regular;
  }

  Canvas* canvas_;
  const model::Opening* opening_;
  int width_;
  int column_ = 0;
  std::optional<int> today_;
  std::vector<Row> rows_;
};

}  // namespace

std::string open_or_closed(const Kit& kit, const model::Contact& contact, const Clock& clock) {
  const auto state = state_of(kit, contact, clock);
  return state ? kit.words->say(state->open ? "open_now" : "closed_now") : std::string();
}

int draw_open(Canvas& canvas, const model::Contact& contact, const Clock& clock, int x, int y,
              int width) {
  const Kit& kit = canvas.kit();
  const Style& style = kit.style;
  const auto state = state_of(kit, contact, clock);
  if (!state) return y;
  const bool open = state->open;
  const Color ground = open ? mix(style.color.paper, green, 0.13) : style.color.wash;
  const Color ink = open ? readable(green, ground, style.color.ink, style.sight.contrast ? 7 : 4.5)
                         : style.color.ink;
  const int pad = style.u(2);
  const int icon = style.body;
  const int start = x + pad + icon + style.u(2);
  Setting setting;
  setting.px = style.body;
  setting.weight = text::Weight::bold;
  setting.width = x + width - pad - start;
  setting.balance = true;
  const auto text = set_parts(kit, words_of(kit, *state, clock.time), setting);
  const Rect field{x, y, start - x + std::min(setting.width, text.width) + pad,
                   text.height + 2 * pad};
  canvas.box(field, ground, style.corner);
  canvas.icon(Icon::clock, {x + pad, y + (field.h - icon) / 2, icon, icon}, ink);
  canvas.text(text, start, y + pad, setting.width, ink);
  return field.bottom() + style.u(3);
}

int draw_week(Canvas& canvas, const model::Opening& opening, const Clock& clock, int x, int y,
              int width) {
  const Kit& kit = canvas.kit();
  const Style& style = kit.style;
  y = Table(canvas, opening, clock, width).draw(x, y);
  if (!kit.words->knows("closed_on")) return y;
  Setting setting;
  setting.px = style.body;
  setting.width = width;
  std::size_t told = 0;
  const local_days today = day_of(clock.time);
  for (const local_days day : opening.closed) {
    const auto weekday = static_cast<std::size_t>(model::weekday_of(day));
    if (day < today || day > today + announced || opening.week.at(weekday).empty()) continue;
    if (++told > most_closed) break;
    const auto text = kit.words->say("closed_on", {{"date", kit.words->date(day)}});
    y = canvas.text(set(kit, text, setting), x, y, width, style.color.ink) + style.u(0.5);
  }
  return y;
}

}  // namespace rohnamo::scene
