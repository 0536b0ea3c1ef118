#include "content/exchange/preview_talk.hpp"

#include "content/base/format.hpp"

namespace rohnamo::exchange {
namespace {

using base::json::Array;
using base::json::Format;
using base::json::Object;
using base::json::Reader;

std::string_view word(PreviewWish::What what) {
  return what == PreviewWish::What::changes ? "changes" : "publish";
}

base::Result<PreviewWish> read_wish(const Reader& object) {
  PreviewWish wish;
  const std::string what = TRY(object.string("wish"));
  if (what == word(PreviewWish::What::publish))
    wish.what = PreviewWish::What::publish;
  else if (what != word(PreviewWish::What::changes))
    return base::fail(base::Code::invalid_input, "there is no wish of the name " + what);
  wish.number = TRY(object.integer("number"));
  return wish;
}

base::Result<PreviewAnswer> read_answer(const Reader& object) {
  PreviewAnswer answer;
  answer.number = TRY(object.integer("number"));
  answer.title = TRY(object.string("title"));
  TRY(object.each("lines", [&](const Reader& line) -> base::Result<void> {
    answer.lines.push_back(TRY(line.as_string()));
    return {};
  }));
  answer.offers = TRY(object.boolean("offers", false));
  return answer;
}

}  // namespace

base::Result<PreviewWish> parse_preview_wish(std::string_view bytes) {
  return base::json::read_file(
      bytes, Format{"preview's wish", preview_talk_format, preview_talk_limit}, &read_wish);
}

base::Result<PreviewAnswer> parse_preview_answer(std::string_view bytes) {
  return base::json::read_file(
      bytes, Format{"preview's answer", preview_talk_format, preview_talk_limit}, &read_answer);
}

std::string serialize(const PreviewWish& wish) {
  return boost::json::serialize(
      Object{{"format", preview_talk_format}, {"wish", word(wish.what)}, {"number", wish.number}});
}

std::string serialize(const PreviewAnswer& answer) {
  return boost::json::serialize(Object{{"format", preview_talk_format},
                                       {"number", answer.number},
                                       {"title", answer.title},
                                       {"lines", Array(answer.lines.begin(), answer.lines.end())},
                                       {"offers", answer.offers}});
}

base::Path preview_wish_path(const base::Path& run) {
  return run / "preview" / "wish.json";
}

base::Path preview_answer_path(const base::Path& run) {
  return run / "preview" / "answer.json";
}

}  // namespace rohnamo::exchange
