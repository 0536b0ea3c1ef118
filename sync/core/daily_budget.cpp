#include "sync/core/daily_budget.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "content/base/json.hpp"
#include "content/base/time.hpp"

namespace rohnamo::core {
namespace {

using base::Result;
using base::json::Object;
using base::json::Reader;
using std::chrono::local_days;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr std::int64_t budget_format = 1;
constexpr std::size_t file_limit = 4'096;         // bytes
constexpr std::uint64_t least_step = 65'536;      // bytes
constexpr std::chrono::hours longest_day{25};     // a day in autumn
constexpr std::chrono::minutes worth_noting{30};  // of running

std::string day_text(local_days day) {
  const std::chrono::year_month_day date(day);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

}  // namespace

DailyBudget::DailyBudget(base::Fs& fs, base::Path file, std::uint64_t bytes)
    : fs_(&fs), file_(std::move(file)), bytes_(bytes) {
  if (!load()) day_ = local_days::min();
}

Result<void> DailyBudget::load() {
  const auto value = TRY(base::json::parse(TRY(fs_->read(file_, file_limit)), file_limit));
  const Reader object(value, "budget");
  TRY(object.check_format(budget_format));
  const auto day = TRY(base::parse_day(TRY(object.string("day"))));
  const std::int64_t spent = TRY(object.integer("spent"));
  const std::int64_t ran = TRY(object.integer("ran"));
  day_ = local_days(day);
  spent_ = noted_ = static_cast<std::uint64_t>(std::max<std::int64_t>(spent, 0));
  ran_ = noted_ran_ = seconds(std::clamp<std::int64_t>(ran, 0, seconds(longest_day).count()));
  return {};
}

Result<void> DailyBudget::note(std::uint64_t spent) {
  noted_ = spent;
  noted_ran_ = ran_;
  const Object object{{"format", budget_format},
                      {"day", day_text(day_)},
                      {"spent", spent},
                      {"ran", std::chrono::floor<seconds>(ran_).count()}};
  return base::write_whole(*fs_, file_, boost::json::serialize(object) + "\n");
}

void DailyBudget::turn(std::chrono::local_seconds now, milliseconds ticks) {
  if (turned_) ran_ += ticks - ticks_;
  turned_ = true;
  ticks_ = ticks;
  const auto today = std::chrono::floor<std::chrono::days>(now);
  if (today <= day_ && ran_ < longest_day) return;
  day_ = today;
  ran_ = milliseconds(0);
  spent_ = 0;
}

void DailyBudget::spend(std::uint64_t bytes) {
  spent_ += bytes;
  if (spent_ <= noted_) return;
  const std::uint64_t step = std::max(least_step, bytes_ / 64);
  static_cast<void>(note(spent_ + step));
}

Result<void> DailyBudget::settle() {
  if (noted_ == spent_ && ran_ - noted_ran_ < worth_noting) return {};
  return note(spent_);
}

}  // namespace rohnamo::core
