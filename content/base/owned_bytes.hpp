// Bytes in memory, for who takes a mapping.
#pragma once

#include <string>
#include <utility>

#include "content/base/fs.hpp"

namespace rohnamo::base {

class OwnedBytes final : public Mapping {
 public:
  explicit OwnedBytes(std::string bytes) : bytes_(std::move(bytes)) {}
  [[nodiscard]] std::string_view bytes() const override { return bytes_; }

 private:
  std::string bytes_;
};

}  // namespace rohnamo::base
