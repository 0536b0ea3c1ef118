// Strict reading of JSON (RFC 8259) by Boost.JSON: bounded, UTF-8 only, faults named by path.
//
//   auto root = TRY(json::parse(bytes, limit));
//   auto object = json::Reader(root, "status");
//   auto title = TRY(object.string("title"));
#pragma once

#include <boost/json.hpp>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "content/base/result.hpp"

namespace rohnamo::base::json {

using Value = boost::json::value;
using Object = boost::json::object;
using Array = boost::json::array;

// At most `limit` bytes, 32 levels deep, of duplicate keys the last counts.
Result<Value> parse(std::string_view bytes, std::size_t limit);

// One object, read field by field. Unknown fields are left alone.
class Reader {
 public:
  // `where` names the object in errors; `value` must outlive the reader.
  Reader(const Value& value, std::string where);

  [[nodiscard]] bool has(std::string_view field) const;
  [[nodiscard]] Result<std::string> string(std::string_view field) const;
  [[nodiscard]] Result<std::int64_t> integer(std::string_view field) const;
  [[nodiscard]] Result<double> number(std::string_view field) const;
  [[nodiscard]] Result<bool> boolean(std::string_view field) const;
  [[nodiscard]] Result<Reader> object(std::string_view field) const;
  // The value of a missing field.
  [[nodiscard]] Result<std::string> string(std::string_view field, std::string fallback) const;
  [[nodiscard]] Result<std::int64_t> integer(std::string_view field, std::int64_t fallback) const;
  [[nodiscard]] Result<double> number(std::string_view field, double fallback) const;
  [[nodiscard]] Result<bool> boolean(std::string_view field, bool fallback) const;

  // Calls `each` for every element of an array; a missing field has none.
  [[nodiscard]] Result<void> each(std::string_view field,
                                  const std::function<Result<void>(const Reader&)>& each) const;
  // Calls `each` for every key and value of an object; a missing field has none.
  [[nodiscard]] Result<void> each_member(
      std::string_view field,
      const std::function<Result<void>(std::string_view, const Reader&)>& each) const;

  // This reader's own value, as a string.
  [[nodiscard]] Result<std::string> as_string() const;
  [[nodiscard]] const Value& value() const { return *value_; }
  [[nodiscard]] const std::string& where() const { return where_; }

  // The document's `format` must be 1 to `newest`.
  [[nodiscard]] Result<void> check_format(std::int64_t newest) const;

 private:
  [[nodiscard]] Result<const Value*> find(std::string_view field) const;
  [[nodiscard]] std::string path(std::string_view field) const;
  const Value* value_;
  std::string where_;
};

}  // namespace rohnamo::base::json
