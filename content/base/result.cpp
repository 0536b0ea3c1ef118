#include "content/base/result.hpp"

namespace rohnamo::base {

std::string_view to_string(Code code) {
  switch (code) {
    case Code::invalid_input:
      return "invalid input";
    case Code::not_found:
      return "not found";
    case Code::io:
      return "input/output";
    case Code::no_space:
      return "no space";
    case Code::corrupt:
      return "corrupt";
    case Code::too_large:
      return "too large";
    case Code::unsupported:
      return "unsupported";
    case Code::untrusted:
      return "untrusted";
    case Code::expired:
      return "expired";
    case Code::offline:
      return "offline";
    case Code::timeout:
      return "timeout";
    case Code::cancelled:
      return "cancelled";
    case Code::busy:
      return "busy";
    case Code::behind:
      return "behind";
  }
  return "unknown";
}

Error Error::in(std::string_view what) const {
  return Error{code, std::string(what) + ": " + message};
}

tl::unexpected<Error> fail(Code code, std::string message) {
  return tl::unexpected<Error>(Error{code, std::move(message)});
}

}  // namespace rohnamo::base
