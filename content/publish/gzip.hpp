// gzip (RFC 1952), for web servers that send a ready-made .gz (nginx: gzip_static).
#pragma once

#include <string>
#include <string_view>

namespace rohnamo::publish {

// The same bytes give the same file: no time and no name in it.
std::string gzip(std::string_view bytes);

}  // namespace rohnamo::publish
