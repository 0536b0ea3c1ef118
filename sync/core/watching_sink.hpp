// What stands between one of several sources and the caller's sink: it sees how far an answer came
// and on whose side it ended, so that another source can go on from there.
#pragma once

#include <chrono>
#include <functional>
#include <optional>

#include "sync/core/transport.hpp"

namespace rohnamo::core {

// Of one fetch from one source.
struct Passage {
  bool by_sink = false;                            // it failed on this side
  bool other_bytes = false;                        // all came, and was not what it should be
  bool whole = false;                              // what came began at the first byte
  std::uint64_t place = 0;                         // up to where the sink has it
  std::optional<std::chrono::milliseconds> began;  // when the answer began, by the clock
};

class WatchingSink final : public Sink {
 public:
  // All must outlive this. `ticks` never goes back.
  WatchingSink(Sink& sink, Passage& passage, std::function<std::chrono::milliseconds()> ticks);
  Task<base::Result<void>> begin(std::uint64_t offset) override;
  Task<base::Result<void>> write(std::string_view bytes) override;
  Task<base::Result<void>> end() override;

 private:
  Sink* sink_;
  Passage* passage_;
  std::function<std::chrono::milliseconds()> ticks_;
};

// A small body, to be looked at before it is handed on.
class BufferSink final : public Sink {
 public:
  Task<base::Result<void>> begin(std::uint64_t offset) override;
  Task<base::Result<void>> write(std::string_view bytes) override;
  [[nodiscard]] const std::string& bytes() const { return bytes_; }
  Task<base::Result<void>> pour(Sink& into);

 private:
  std::string bytes_;
};

// Whether an error is about what a source has, as against the way to it or this machine.
bool is_about_bytes(base::Code code);

// What a file of the timestamp calls itself, not verified; nothing where it is none.
std::optional<std::int64_t> timestamp_version(std::string_view file);

}  // namespace rohnamo::core
