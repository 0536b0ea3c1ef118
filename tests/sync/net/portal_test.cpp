#include "sync/net/portal.hpp"

#include <catch2/catch.hpp>

#include "tests/sync/net/harness.hpp"

using namespace rohnamo;
using base::Code;
using base::Result;

namespace {

// Hands pieces to a guard as a transport would.
core::Task<Result<void>> pass(core::Sink& guard, std::uint64_t offset,
                              std::vector<std::string> pieces) {
  Result<void> done = co_await guard.begin(offset);
  for (const std::string& piece : pieces) {
    if (!done) co_return done;
    done = co_await guard.write(piece);
  }
  if (!done) co_return done;
  done = co_await guard.end();
  co_return done;
}

struct Passed {
  Result<void> result;
  tests::MemorySink sink;
};

Passed pass(const std::string& path, const std::vector<std::string>& pieces,
            std::uint64_t offset = 0) {
  Passed passed;
  boost::asio::io_context io;
  core::FetchRequest request;
  request.path = path;
  net::PortalGuard guard(passed.sink, request);
  passed.result = tests::await(io, pass(guard, offset, pieces));
  return passed;
}

void check_refused(const Passed& passed) {
  REQUIRE(!passed.result);
  CHECK(passed.result.error().code == Code::offline);
  CHECK(passed.result.error().message.find("captive portal") != std::string::npos);
  CHECK(passed.sink.begun == 0);
}

}  // namespace

TEST_CASE("Web pages are known by how they begin") {
  CHECK(net::looks_like_page("<!DOCTYPE html><html>"));
  CHECK(net::looks_like_page("\xef\xbb\xbf \r\n\t<HTML lang=\"tg\">"));
  CHECK_FALSE(net::looks_like_page("<svg>"));
  CHECK_FALSE(net::looks_like_page("{\"a\": \"<html>\"}"));
  CHECK_FALSE(net::looks_like_page(""));
  CHECK_FALSE(net::looks_like_page("   "));
}

TEST_CASE("A page in place of a file is a portal's") {
  const std::string path = GENERATE("targets/mission/catalog", "metadata/1.mission.json",
                                    "metadata/timestamp.json", "metadata/2.root.json");
  check_refused(pass(path, {"<html>Welcome! Sign in."}));
}

TEST_CASE("What every update begins with must be TUF, signed well or not") {
  const std::string path = GENERATE("metadata/timestamp.json", "metadata/12.root.json");
  check_refused(pass(path, {"Welcome! Sign in."}));
  check_refused(pass(path, {"{\"login\": \"required\"}"}));
  check_refused(pass(path, {"{\"signed\": {}, \"signat"}));
  check_refused(pass(path, {}));
  const auto tuf = pass(path, {"{\"signed\": {},", " \"signatures\": []}"});
  CHECK(tuf.result);
  CHECK(tuf.sink.begun == 1);
  CHECK(tuf.sink.bytes == "{\"signed\": {}, \"signatures\": []}");
}

TEST_CASE("What else comes is left to those who verify it") {
  const std::string path =
      GENERATE("targets/mission/catalog", "metadata/1.mission.json", "metadata/1.x.root.json",
               "metadata/1.offices%2Fx.root.json", "other/timestamp.json");
  const auto passed = pass(path, {"some", "thing"});
  CHECK(passed.result);
  CHECK(passed.sink.bytes == "something");
  CHECK(pass(path, {}).sink.begun == 1);
}

TEST_CASE("The middle of a file may look like anything") {
  const auto passed = pass("targets/mission/a", {"<html>"}, 5);
  CHECK(passed.result);
  CHECK(passed.sink.offset == 5);
  CHECK(passed.sink.bytes == "<html>");
}
