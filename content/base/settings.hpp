// A flat YAML file of settings, such as /etc/rohnamo/kiosk.yaml. Every fault is named with its
// file and line, all of them at once; what is missing has its fallback.
//
//   Settings settings = TRY(Settings::parse(text, "/etc/rohnamo/kiosk.yaml"));
//   config.cache = settings.path("cache", "/var/lib/rohnamo/cache");
//   TRY(settings.finish());
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/fs.hpp"

namespace rohnamo::base {

class Settings {
 public:
  // `file` names the text in faults. Code::invalid_input where it is not YAML.
  static Result<Settings> parse(std::string_view text, const Path& file);
  ~Settings();
  Settings(Settings&&) noexcept;
  Settings& operator=(Settings&&) noexcept;

  std::string text(std::string_view key, std::string fallback);
  // A relative path starts from the file's folder.
  Path path(std::string_view key, Path fallback);
  // A fault where it is missing, that says `advice`.
  std::string required(std::string_view key, std::string_view advice);
  bool boolean(std::string_view key, bool fallback);
  std::int64_t integer(std::string_view key, std::int64_t fallback, std::int64_t least,
                       std::int64_t most);
  // "5s", "15m", "6h", "1d"
  std::chrono::seconds duration(std::string_view key, std::chrono::seconds fallback,
                                std::chrono::seconds least, std::chrono::seconds most);
  // A list of texts; nothing where the key is missing.
  std::optional<std::vector<std::string>> list(std::string_view key);
  // One of `choices`; the fallback is the first.
  std::string choice(std::string_view key, const std::vector<std::string>& choices);
  // For what only the caller can judge: a fault at the line of `key`.
  void fault(std::string_view key, std::string_view what);

  // After all keys were asked for. Code::invalid_input: every fault, a line each.
  Result<void> finish();
  // Keys that nobody asked for, with their lines. After finish().
  [[nodiscard]] const std::vector<std::string>& warnings() const;

 private:
  struct State;
  explicit Settings(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace rohnamo::base
