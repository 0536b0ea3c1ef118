// Bytes in whatever encoding -> UTF-8, by ICU.
#pragma once

#include <string>
#include <string_view>

#include "content/base/result.hpp"

namespace rohnamo::feed {

struct Decoded {
  std::string text;      // UTF-8, without a byte order mark
  std::string encoding;  // that it was in; "" for UTF-8
  bool guessed = false;  // the file says another one, or none, in which its bytes are no text
};

// By the byte order mark, else by what the XML declaration says, else UTF-8. Where the bytes are no
// text in that, ICU guesses. Code::invalid_input: they are none in any.
base::Result<Decoded> to_utf8(std::string_view bytes);

}  // namespace rohnamo::feed
