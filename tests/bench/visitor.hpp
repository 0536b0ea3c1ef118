// A visitor before an X screen: touches it, presses a key, sees that something changes.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "kiosk/scene/scene.hpp"
#include "tests/bench/process.hpp"

namespace rohnamo::bench {

class Visitor {
 public:
  // Code::unsupported: the server has no XTEST.
  static base::Result<Visitor> open(const std::string& display);

  void down(int x, int y) const;
  void up() const;
  void move(int x, int y) const;
  void tap(int x, int y) const;
  void escape() const;

  using Pixels = std::vector<std::uint32_t>;
  [[nodiscard]] base::Result<Pixels> look_at(const scene::Rect& part) const;
  // Looks again and again. Code::timeout: a second passed; Code::cancelled: the process ended.
  base::Result<void> wait_for_change(const scene::Rect& part, const Pixels& before,
                                     Process& process) const;

 private:
  struct Display;
  explicit Visitor(std::shared_ptr<Display> display) : display_(std::move(display)) {}
  std::shared_ptr<Display> display_;
};

}  // namespace rohnamo::bench
