#include "kiosk/loader/mailbox.hpp"

#include <catch2/catch.hpp>
#include <memory>
#include <thread>

namespace rohnamo::loader {
namespace {

TEST_CASE("what is posted is taken, in order, once") {
  Mailbox<int> mailbox;
  mailbox.post(1);
  mailbox.post(2);
  CHECK(mailbox.take_all() == std::vector<int>{1, 2});
  CHECK(mailbox.take_all().empty());
}

TEST_CASE("the newest is served first, what was posted behind last") {
  Mailbox<int> mailbox;
  mailbox.post(1);
  mailbox.post(2);
  mailbox.post_behind(3);
  CHECK(mailbox.wait_newest() == 2);
  CHECK(mailbox.wait_newest() == 1);
  CHECK(mailbox.wait_newest() == 3);
}

TEST_CASE("a full mailbox gives the oldest back, and does not take more behind") {
  Mailbox<std::unique_ptr<int>> mailbox(2);
  CHECK_FALSE(mailbox.post(std::make_unique<int>(1)));
  CHECK_FALSE(mailbox.post(std::make_unique<int>(2)));
  const auto displaced = mailbox.post(std::make_unique<int>(3));
  REQUIRE(displaced);
  CHECK(**displaced == 1);
  const auto refused = mailbox.post_behind(std::make_unique<int>(4));
  REQUIRE(refused);
  CHECK(**refused == 4);
  CHECK(mailbox.take_all().size() == 2);
}

TEST_CASE("closing wakes who waits, and nothing goes in any more") {
  Mailbox<int> mailbox;
  std::thread waiting([&] { CHECK_FALSE(mailbox.wait_newest()); });
  mailbox.close();
  waiting.join();
  CHECK(mailbox.post(5) == 5);
  CHECK(mailbox.wait_all().empty());
}

TEST_CASE("a value crosses from one thread to another") {
  Mailbox<int> there;
  Mailbox<int> back;
  std::thread worker([&] {
    while (const auto value = there.wait_newest()) back.post(*value * 2);
  });
  for (int i = 1; i <= 100; ++i) there.post(i);
  int sum = 0;
  for (int received = 0; received < 100;) {
    for (const int value : back.wait_all()) {
      sum += value;
      ++received;
    }
  }
  there.close();
  worker.join();
  CHECK(sum == 10100);
}

}  // namespace
}  // namespace rohnamo::loader
