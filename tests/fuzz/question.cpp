// What a stranger on the local network asks a machine that shares.
#include "sync/net/served.hpp"
#include "tests/fuzz/target.hpp"

using namespace rohnamo;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::uint64_t length = 1'000;
  const auto text = fuzz::as_text(data, size);
  if (const auto path = net::path_of(text)) {
    const std::string closed = "/" + *path + "/";
    fuzz::require(closed.find("/../") == std::string::npos, "a path leads nowhere else");
    fuzz::require(closed.find("//") == std::string::npos, "a path has no empty part");
    fuzz::require(path->find('\0') == std::string::npos, "a path is one text");
  }
  if (const auto span = net::parse_range(text, length))
    fuzz::require(span->first <= length && span->length <= length - span->first,
                  "a range lies in the file");
  core::Shelf::Item item;
  item.length = length;
  net::Question question(boost::beast::http::verb::get, "/x", 11);
  question.set(boost::beast::http::field::if_none_match, text);
  net::serve(question, item);
  return 0;
}
