#include "content/base/log.hpp"

#include <fmt/format.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <memory>

namespace rohnamo::base {
namespace {

// "<4>" and its like: the levels of syslog(3).
class JournalLevel : public spdlog::custom_flag_formatter {
 public:
  void format(const spdlog::details::log_msg& message, const std::tm&,
              spdlog::memory_buf_t& out) override {
    const std::string_view prefix = level(message.level);
    out.append(prefix.data(), prefix.data() + prefix.size());
  }
  [[nodiscard]] std::unique_ptr<custom_flag_formatter> clone() const override {
    return std::make_unique<JournalLevel>();
  }

 private:
  static std::string_view level(spdlog::level::level_enum level) {
    switch (level) {
      case spdlog::level::critical:
        return "<2>";
      case spdlog::level::err:
        return "<3>";
      case spdlog::level::warn:
        return "<4>";
      case spdlog::level::info:
        return "<6>";
      default:
        return "<7>";
    }
  }
};

bool stderr_is_journal() {
  const char* stream = std::getenv("JOURNAL_STREAM");
  struct stat about {};
  return stream != nullptr && ::fstat(STDERR_FILENO, &about) == 0 &&
         is_journal(stream, about.st_dev, about.st_ino);
}

}  // namespace

bool is_journal(std::string_view journal_stream, unsigned long device, unsigned long inode) {
  return journal_stream == fmt::format("{}:{}", device, inode);
}

void start_log(const std::string& program, bool verbose) {
  auto sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
  if (stderr_is_journal()) {
    auto formatter = std::make_unique<spdlog::pattern_formatter>();
    formatter->add_flag<JournalLevel>('*').set_pattern("%*%v");
    sink->set_formatter(std::move(formatter));
  } else {
    sink->set_pattern("%H:%M:%S %l: %v");
  }
  auto logger = std::make_shared<spdlog::logger>(program, std::move(sink));
  logger->set_level(verbose ? spdlog::level::debug : spdlog::level::info);
  spdlog::set_default_logger(std::move(logger));
}

}  // namespace rohnamo::base
