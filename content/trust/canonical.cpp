#include "content/trust/canonical.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace rohnamo::trust {
namespace {

using base::json::Object;
using base::json::Value;

void append_string(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  out += '"';
}

base::Result<void> append(std::string& out, const Value& value);

// UTF-8 bytes compare as code points do.
base::Result<void> append_object(std::string& out, const Object& object) {
  std::vector<const boost::json::key_value_pair*> members;
  members.reserve(object.size());
  for (const auto& member : object) members.push_back(&member);
  std::sort(members.begin(), members.end(),
            [](const auto* a, const auto* b) { return a->key() < b->key(); });
  out += '{';
  for (const auto* member : members) {
    if (out.back() != '{') out += ',';
    append_string(out, member->key());
    out += ':';
    TRY(append(out, member->value()));
  }
  out += '}';
  return {};
}

base::Result<void> append_array(std::string& out, const base::json::Array& array) {
  out += '[';
  for (std::size_t i = 0; i < array.size(); ++i) {
    if (i != 0) out += ',';
    TRY(append(out, array[i]));
  }
  out += ']';
  return {};
}

base::Result<void> append(std::string& out, const Value& value) {
  switch (value.kind()) {
    case boost::json::kind::null:
      out += "null";
      return {};
    case boost::json::kind::bool_:
      out += value.get_bool() ? "true" : "false";
      return {};
    case boost::json::kind::int64:
      fmt::format_to(std::back_inserter(out), "{}", value.get_int64());
      return {};
    case boost::json::kind::uint64:
      fmt::format_to(std::back_inserter(out), "{}", value.get_uint64());
      return {};
    case boost::json::kind::double_:
      return base::fail(base::Code::invalid_input, "a number that is not whole cannot be signed");
    case boost::json::kind::string:
      append_string(out, value.get_string());
      return {};
    case boost::json::kind::array:
      return append_array(out, value.get_array());
    case boost::json::kind::object:
      return append_object(out, value.get_object());
  }
  return {};
}

}  // namespace

base::Result<std::string> canonical(const Value& value) {
  std::string out;
  TRY(append(out, value));
  return out;
}

}  // namespace rohnamo::trust
