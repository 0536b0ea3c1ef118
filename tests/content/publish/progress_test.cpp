#include "content/publish/progress.hpp"

#include <catch2/catch.hpp>
#include <sstream>

using namespace rohnamo;
using publish::Progress;

namespace {

// A terminal whose reader can wait for what is written.
class Terminal : std::stringbuf, public std::ostream {
 public:
  Terminal() : std::ostream(static_cast<std::stringbuf*>(this)) {}
  void wait_for(const std::string& words) {
    std::unique_lock lock(mutex_);
    flushed_.wait(lock, [&] { return str().find(words) != std::string::npos; });
  }
  std::string text() {
    const std::lock_guard lock(mutex_);
    return str();
  }

 private:
  std::streamsize xsputn(const char* bytes, std::streamsize count) override {
    const std::lock_guard lock(mutex_);
    return std::stringbuf::xsputn(bytes, count);
  }
  int sync() override {
    flushed_.notify_all();
    return 0;
  }
  std::mutex mutex_;
  std::condition_variable flushed_;
};

}  // namespace

TEST_CASE("what takes its time is told, how far it is, and wiped at the end") {
  Terminal terminal;
  Progress progress(&terminal, std::chrono::milliseconds(1));
  progress.begin("Drawing pictures");
  terminal.wait_for("Drawing pictures (0 s)");
  progress.at("12 of 40");
  terminal.wait_for("Drawing pictures: 12 of 40 (");
  progress.begin("Signing");
  terminal.wait_for("Signing (");
  progress.end();
  const auto text = terminal.text();
  CHECK_THAT(text, Catch::EndsWith("\r\x1b[K"));
  terminal << "and on";
  progress.end();
  CHECK(terminal.text() == text + "and on");
}

TEST_CASE("what is quick says nothing, and so does what nobody sees") {
  Terminal terminal;
  {
    Progress progress(&terminal, std::chrono::hours(1));
    progress.begin("Drawing pictures");
  }
  CHECK(terminal.text().empty());
  Progress unseen(nullptr, std::chrono::milliseconds(1));
  unseen.begin("Drawing pictures");
  unseen.at("1 of 2");
}
