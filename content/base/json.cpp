#include "content/base/json.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rohnamo::base::json {

Result<Value> parse(std::string_view bytes, std::size_t limit) {
  if (bytes.size() > limit)
    return fail(Code::too_large,
                fmt::format("{} bytes of JSON, at most {} are read", bytes.size(), limit));
  boost::json::error_code error;
  boost::json::parse_options options;
  options.max_depth = 32;
  // Many small values in one piece, which goes back to the system as a whole.
  auto room = boost::json::make_shared_resource<boost::json::monotonic_resource>(2 * bytes.size());
  Value value = boost::json::parse(boost::json::string_view(bytes.data(), bytes.size()), error,
                                   std::move(room), options);
  if (error) {
    boost::json::error_code ignored;
    boost::json::parser again({}, options);
    const auto read = again.write_some(bytes.data(), bytes.size(), ignored);
    const auto line =
        1 + std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(read), '\n');
    return fail(Code::invalid_input, fmt::format("not JSON: line {}: {}", line, error.message()));
  }
  return value;
}

Reader::Reader(const Value& value, std::string where) : value_(&value), where_(std::move(where)) {}

std::string Reader::path(std::string_view field) const {
  return fmt::format("{}.{}", where_, field);
}

bool Reader::has(std::string_view field) const {
  return value_->is_object() && value_->get_object().contains(field);
}

Result<const Value*> Reader::find(std::string_view field) const {
  if (!value_->is_object()) return fail(Code::invalid_input, where_ + " is no object");
  const Value* found = value_->get_object().if_contains(field);
  if (found == nullptr) return fail(Code::invalid_input, path(field) + " is missing");
  return found;
}

Result<std::string> Reader::as_string() const {
  if (!value_->is_string()) return fail(Code::invalid_input, where_ + " is no text");
  return std::string(value_->get_string());
}

Result<std::string> Reader::string(std::string_view field) const {
  return Reader(*TRY(find(field)), path(field)).as_string();
}

Result<std::int64_t> Reader::integer(std::string_view field) const {
  const Value* found = TRY(find(field));
  boost::json::error_code error;
  const auto number = found->to_number<std::int64_t>(error);
  if (error || found->is_double())
    return fail(Code::invalid_input, path(field) + " is no whole number");
  return number;
}

Result<double> Reader::number(std::string_view field) const {
  const Value* found = TRY(find(field));
  boost::json::error_code error;
  const auto number = found->to_number<double>(error);
  if (error) return fail(Code::invalid_input, path(field) + " is no number");
  return number;
}

Result<bool> Reader::boolean(std::string_view field) const {
  const Value* found = TRY(find(field));
  if (!found->is_bool())
    return fail(Code::invalid_input, path(field) + " is neither true nor false");
  return found->get_bool();
}

Result<Reader> Reader::object(std::string_view field) const {
  const Value* found = TRY(find(field));
  if (!found->is_object()) return fail(Code::invalid_input, path(field) + " is no object");
  return Reader(*found, path(field));
}

Result<std::string> Reader::string(std::string_view field, std::string fallback) const {
  if (!has(field)) return fallback;
  return string(field);
}

Result<std::int64_t> Reader::integer(std::string_view field, std::int64_t fallback) const {
  if (!has(field)) return fallback;
  return integer(field);
}

Result<double> Reader::number(std::string_view field, double fallback) const {
  if (!has(field)) return fallback;
  return number(field);
}

Result<bool> Reader::boolean(std::string_view field, bool fallback) const {
  if (!has(field)) return fallback;
  return boolean(field);
}

Result<void> Reader::each(std::string_view field,
                          const std::function<Result<void>(const Reader&)>& each) const {
  if (!has(field)) return {};
  const Value* found = TRY(find(field));
  if (!found->is_array()) return fail(Code::invalid_input, path(field) + " is no list");
  std::size_t index = 0;
  for (const Value& element : found->get_array())
    TRY(each(Reader(element, fmt::format("{}[{}]", path(field), index++))));
  return {};
}

Result<void> Reader::each_member(
    std::string_view field,
    const std::function<Result<void>(std::string_view, const Reader&)>& each) const {
  if (!has(field)) return {};
  const Value* found = TRY(find(field));
  if (!found->is_object()) return fail(Code::invalid_input, path(field) + " is no object");
  for (const auto& member : found->get_object()) {
    const std::string_view key(member.key().data(), member.key().size());
    TRY(each(key, Reader(member.value(), fmt::format("{}.{}", path(field), key))));
  }
  return {};
}

Result<void> Reader::check_format(std::int64_t newest) const {
  const std::int64_t format = TRY(integer("format"));
  if (format > newest)
    return fail(Code::unsupported,
                fmt::format("{} has format {}; this program reads up to {}: update the program",
                            where_, format, newest));
  if (format < 1) return fail(Code::invalid_input, where_ + " has no valid format number");
  return {};
}

}  // namespace rohnamo::base::json
