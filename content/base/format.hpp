// A JSON file of ours, recognised by its `format` number.
#pragma once

#include "content/base/json.hpp"

namespace rohnamo::base::json {

struct Format {
  std::string_view name;  // of the file, in errors
  std::int64_t newest;    // the newest `format` that this program reads
  std::size_t limit;      // bytes
};

// What `read` makes of the file's one object. Errors: parse's, check_format's and those of `read`.
template <class T>
Result<T> read_file(std::string_view bytes, const Format& format,
                    Result<T> (*read)(const Reader& object)) {
  const Value value = TRY(parse(bytes, format.limit));
  const Reader object(value, std::string(format.name));
  TRY(object.check_format(format.newest));
  return read(object);
}

}  // namespace rohnamo::base::json
