#include "content/trust/canonical.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace rohnamo::trust {
namespace {

using base::json::Object;
using base::json::Value;

class Writer {
 public:
  explicit Writer(bool escapes_controls) : escapes_controls_(escapes_controls) {}

  base::Result<void> append(const Value& value);
  [[nodiscard]] std::string& text() { return out_; }

 private:
  void append_string(std::string_view text);
  base::Result<void> append_object(const Object& object);
  base::Result<void> append_array(const base::json::Array& array);
  std::string out_;
  bool escapes_controls_;
};

void Writer::append_string(std::string_view text) {
  const auto is_plain = [&](char c) {
    return c != '"' && c != '\\' && !(escapes_controls_ && static_cast<unsigned char>(c) < 0x20);
  };
  out_ += '"';
  while (!text.empty()) {
    const auto end = std::find_if_not(text.begin(), text.end(), is_plain);
    const auto plain = static_cast<std::size_t>(end - text.begin());
    out_ += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) break;
    if (text[0] == '"' || text[0] == '\\')
      out_ += {'\\', text[0]};
    else
      fmt::format_to(std::back_inserter(out_), "\\u{:04x}", text[0]);
    text.remove_prefix(1);
  }
  out_ += '"';
}

// UTF-8 bytes compare as code points do.
base::Result<void> Writer::append_object(const Object& object) {
  std::vector<const boost::json::key_value_pair*> members;
  members.reserve(object.size());
  for (const auto& member : object) members.push_back(&member);
  std::sort(members.begin(), members.end(),
            [](const auto* a, const auto* b) { return a->key() < b->key(); });
  out_ += '{';
  for (const auto* member : members) {
    if (out_.back() != '{') out_ += ',';
    append_string(member->key());
    out_ += ':';
    TRY(append(member->value()));
  }
  out_ += '}';
  return {};
}

base::Result<void> Writer::append_array(const base::json::Array& array) {
  out_ += '[';
  for (std::size_t i = 0; i < array.size(); ++i) {
    if (i != 0) out_ += ',';
    TRY(append(array[i]));
  }
  out_ += ']';
  return {};
}

base::Result<void> Writer::append(const Value& value) {
  switch (value.kind()) {
    case boost::json::kind::null:
      out_ += "null";
      return {};
    case boost::json::kind::bool_:
      out_ += value.get_bool() ? "true" : "false";
      return {};
    case boost::json::kind::int64:
      fmt::format_to(std::back_inserter(out_), "{}", value.get_int64());
      return {};
    case boost::json::kind::uint64:
      fmt::format_to(std::back_inserter(out_), "{}", value.get_uint64());
      return {};
    case boost::json::kind::double_:
      return base::fail(base::Code::invalid_input, "a number that is not whole cannot be signed");
    case boost::json::kind::string:
      append_string(value.get_string());
      return {};
    case boost::json::kind::array:
      return append_array(value.get_array());
    case boost::json::kind::object:
      return append_object(value.get_object());
  }
  return {};
}

base::Result<std::string> write(const Value& value, bool escapes_controls) {
  Writer writer(escapes_controls);
  TRY(writer.append(value));
  return std::move(writer.text());
}

}  // namespace

base::Result<std::string> canonical(const Value& value) {
  return write(value, false);
}

base::Result<std::string> canonical_file(const Value& value) {
  return write(value, true);
}

}  // namespace rohnamo::trust
