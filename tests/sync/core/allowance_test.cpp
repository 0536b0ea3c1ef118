#include "sync/core/allowance.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <catch2/catch.hpp>

#include "tests/fakes/memory_fs.hpp"
#include "tests/fakes/run.hpp"
#include "tests/sync/core/file_server.hpp"

using namespace rohnamo;
using namespace std::chrono_literals;
using base::Code;
using core::Purpose;
using std::chrono::milliseconds;

namespace {

struct Line {
  Line() {
    server.files["small"] = std::string(500, 's');
    server.files["great"] = std::string(100'000, 'g');
    REQUIRE(fs.make_directories("/state"));
    options.record = "/state/budget";
  }

  // After a change of the options, and as after a restart.
  void begin() {
    core::Allowance::Clocks clocks;
    clocks.local = [this] {
      return std::chrono::local_seconds(clock.now().time_since_epoch()) + offset;
    };
    clocks.ticks = [this] { return clock.passed(); };
    allowance.emplace(server, fs, sleeper, clocks, options);
  }

  base::Result<core::Fetched> fetch(const std::string& path, Purpose purpose,
                                    std::uint64_t from = 0) {
    if (!allowance) begin();
    core::FetchRequest request;
    request.path = path;
    request.purpose = purpose;
    request.offset = from;
    request.max_bytes = 1 << 20;
    sink.bytes.resize(from);
    return fakes::run(allowance->fetch(request, sink));
  }

  // The local time of day.
  void at(std::chrono::seconds time_of_day) {
    const auto now = clock.now().time_since_epoch();
    offset = time_of_day - (now - std::chrono::floor<std::chrono::days>(now));
  }

  fakes::VirtualClock clock{base::from_rfc3339("2030-06-01T12:00:00Z").value()};
  fakes::VirtualSleeper sleeper{clock};
  fakes::MemoryFs fs;
  tests::FileServer server{clock};
  tests::KeepingSink sink;
  std::chrono::seconds offset{0};
  core::AllowanceOptions options;
  std::optional<core::Allowance> allowance;
};

core::Task<int> fetch_both(core::Transport& line, core::FetchRequest request, core::Sink& a,
                           core::Sink& b) {
  using namespace boost::asio::experimental::awaitable_operators;
  auto both = line.fetch(request, a) && line.fetch(request, b);
  co_await std::move(both);
  co_return 0;
}

core::Task<base::Result<core::Fetched>> fetch_quietly(core::Transport& line,
                                                      core::FetchRequest request,
                                                      core::Sink& sink) {
  co_await boost::asio::this_coro::throw_if_cancelled(false);
  auto fetched = co_await line.fetch(std::move(request), sink);
  co_return fetched;
}

Code code_of(const base::Result<core::Fetched>& result) {
  REQUIRE_FALSE(result);
  return result.error().code;
}

}  // namespace

TEST_CASE("without limits everything passes at once") {
  Line line;
  REQUIRE(line.fetch("great", Purpose::content));
  CHECK((line.sink.bytes == line.server.files["great"]));
  CHECK(line.sink.ended == 1);
  CHECK(line.clock.passed() == 0ms);
}

TEST_CASE("a download takes as long as its bytes at the limit") {
  Line line;
  line.options.bandwidth = 10'000;
  REQUIRE(line.fetch("great", Purpose::content));
  CHECK(line.clock.passed() >= 8'900ms);  // ten seconds, less the first second's credit
  CHECK(line.clock.passed() <= 9'100ms);
  CHECK((line.sink.bytes == line.server.files["great"]));
}

TEST_CASE("downloads side by side share the limit") {
  Line line;
  line.options.bandwidth = 10'000;
  line.begin();
  core::FetchRequest request;
  request.path = "great";
  request.max_bytes = 1 << 20;
  tests::KeepingSink other;
  fakes::run(fetch_both(*line.allowance, request, line.sink, other));
  CHECK((other.bytes == line.server.files["great"]));
  CHECK(line.clock.passed() >= 18'900ms);
  CHECK(line.clock.passed() <= 19'200ms);
}

TEST_CASE("waiting for the limit ends with the fetch") {
  Line line;
  line.options.bandwidth = 1;
  line.begin();
  core::FetchRequest request;
  request.path = "great";
  request.max_bytes = 1 << 20;
  boost::asio::io_context context;
  boost::asio::cancellation_signal stop;
  line.sleeper.after_sleep = [&](std::size_t) {
    stop.emit(boost::asio::cancellation_type::terminal);
  };
  std::optional<base::Result<core::Fetched>> result;
  boost::asio::co_spawn(
      context, fetch_quietly(*line.allowance, request, line.sink),
      boost::asio::bind_cancellation_slot(
          stop.slot(), [&](const std::exception_ptr& thrown, base::Result<core::Fetched> value) {
            if (thrown) std::rethrow_exception(thrown);
            result = std::move(value);
          }));
  context.run();
  REQUIRE(result);
  CHECK(code_of(*result) == Code::cancelled);
  CHECK(line.sleeper.sleeps().size() == 1);
}

TEST_CASE("outside its window content waits, metadata and what is urgent does not") {
  Line line;
  line.options.window = core::DayWindow::parse("22:00-06:00").value();
  line.at(12h);
  const auto refused = line.fetch("great", Purpose::content);
  CHECK(code_of(refused) == Code::offline);
  CHECK(refused.error().message.find("22:00-06:00") != std::string::npos);
  CHECK(line.server.requests.empty());
  CHECK(line.fetch("small", Purpose::metadata));
  CHECK(line.fetch("small", Purpose::urgent));
  line.at(22h);
  CHECK(line.fetch("great", Purpose::content));
}

TEST_CASE("a window that closes ends what is on its way, and the next one goes on with it") {
  Line line;
  line.options.window = core::DayWindow::parse("22:00-06:00").value();
  line.options.bandwidth = 10'000;
  line.at(6h - 5s);
  CHECK(code_of(line.fetch("great", Purpose::content)) == Code::offline);
  const std::size_t held = line.sink.bytes.size();
  CHECK(held >= 50'000);
  CHECK(held <= 65'000);
  line.at(22h);
  REQUIRE(line.fetch("great", Purpose::content, held));
  CHECK(line.server.requests.back().offset == held);
  CHECK((line.sink.bytes == line.server.files["great"]));
}

TEST_CASE("a day's budget is spent down to what metadata and urgent text need") {
  Line line;
  line.options.daily_budget = 60'000;
  const auto ended = line.fetch("great", Purpose::content);
  CHECK(code_of(ended) == Code::offline);
  CHECK(ended.error().message.find("daily_budget") != std::string::npos);
  const std::size_t held = line.sink.bytes.size();
  CHECK(held >= 52'000);
  CHECK(held <= 54'000);
  CHECK(code_of(line.fetch("small", Purpose::content)) == Code::offline);
  CHECK(line.fetch("small", Purpose::metadata));
  CHECK(line.fetch("small", Purpose::urgent));

  SECTION("and tomorrow it goes on") {
    line.clock.advance(12h);
    REQUIRE(line.fetch("great", Purpose::content, held));
    CHECK(line.sink.bytes.size() == line.server.files["great"].size());
  }
  SECTION("a restart is no new day") {
    line.begin();
    CHECK(code_of(line.fetch("small", Purpose::content)) == Code::offline);
  }
}

TEST_CASE("past the whole budget nothing is asked for, but what was begun comes whole") {
  Line line;
  line.options.daily_budget = 60'000;
  CHECK(line.fetch("great", Purpose::urgent));
  CHECK((line.sink.bytes == line.server.files["great"]));
  const std::size_t asked = line.server.requests.size();
  CHECK(code_of(line.fetch("small", Purpose::metadata)) == Code::offline);
  CHECK(code_of(line.fetch("small", Purpose::urgent)) == Code::offline);
  CHECK(line.server.requests.size() == asked);
}

TEST_CASE("requests that bring nothing cost something too") {
  Line line;
  line.options.daily_budget = 100'000;
  int answered = 0;
  while (line.fetch("small", Purpose::metadata) && answered < 1000) ++answered;
  CHECK(answered >= 60);
  CHECK(answered <= 70);
}

TEST_CASE("a failure of the line and one of the sink come through as they are") {
  Line line;
  line.options.bandwidth = 1'000'000;
  CHECK(code_of(line.fetch("none", Purpose::content)) == Code::not_found);
  line.sink.full = true;
  CHECK(code_of(line.fetch("small", Purpose::content)) == Code::no_space);
}
