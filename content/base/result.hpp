// What a function that can fail gives back: a value, or an error that a person can act on.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

namespace rohnamo::base {

// Where a caller branches. Everything else about an error is in its words.
enum class Code {
  invalid_input,  // a person's or a peer's bytes are not what they must be
  not_found,
  io,
  no_space,
  corrupt,      // bytes of ours that do not have the hash or shape they had when written
  too_large,    // over a limit
  unsupported,  // a newer format, or something we do not do
  untrusted,    // a signature, threshold, version or hash does not hold
  expired,
  offline,  // no answer from the network: a state, not a fault
  timeout,
  cancelled,
  busy,    // somebody else holds it
  behind,  // honest, but older than what is held: a state, not a fault
};

std::string_view to_string(Code code);

struct Error {
  Code code = Code::io;
  std::string message;

  // The same error, said from one level further up: "<what>: <message>".
  [[nodiscard]] Error in(std::string_view what) const;
};

template <class T>
using Result = tl::expected<T, Error>;

// return fail(Code::io, "…");
tl::unexpected<Error> fail(Code code, std::string message);
inline tl::unexpected<Error> fail(Error error) {
  return tl::unexpected<Error>(std::move(error));
}
// return fail(result.error(), "the catalog"): with context.
inline tl::unexpected<Error> fail(const Error& error, std::string_view what) {
  return tl::unexpected<Error>(error.in(what));
}

}  // namespace rohnamo::base

// auto value = TRY(function());  TRY(void_function());
// Leaves the enclosing function with the error, if there is one. One to an expression, and not
// inside a braced list: what the expression had made before would leak. Not for coroutines.
#define TRY(expression)                                                          \
  __extension__({                                                                \
    auto rohnamo_result_ = (expression);                                         \
    if (!rohnamo_result_) return ::rohnamo::base::fail(rohnamo_result_.error()); \
    ::rohnamo::base::take(rohnamo_result_);                                      \
  })

namespace rohnamo::base {
template <class T>
T take(tl::expected<T, Error>& result) {
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}
}  // namespace rohnamo::base
