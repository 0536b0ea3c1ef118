#include "kiosk/app/hash_pin.hpp"

#include <fmt/format.h>
#include <termios.h>
#include <unistd.h>

#include <array>

#include "content/base/pin_hash.hpp"

namespace rohnamo::app {
namespace {

using base::Code;
using base::Result;

// What is typed does not show for as long as this lives.
class Unseen {
 public:
  explicit Unseen(int terminal) : terminal_(terminal) {
    known_ = tcgetattr(terminal_, &before_) == 0;
    termios unseen = before_;
    unseen.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    if (known_) tcsetattr(terminal_, TCSAFLUSH, &unseen);
  }
  ~Unseen() {
    if (known_) tcsetattr(terminal_, TCSAFLUSH, &before_);
  }
  Unseen(const Unseen&) = delete;
  Unseen& operator=(const Unseen&) = delete;

 private:
  int terminal_;
  bool known_ = false;
  termios before_{};
};

std::string read_line(std::FILE* input) {
  std::array<char, 128> buffer{};
  if (std::fgets(buffer.data(), static_cast<int>(buffer.size()), input) == nullptr) return {};
  std::string line = buffer.data();
  line.erase(line.find_last_not_of("\r\n") + 1);
  return line;
}

std::string ask(std::FILE* input, const char* question) {
  fmt::print(stderr, "{}", question);
  const Unseen unseen(fileno(input));
  std::string answer = read_line(input);
  fmt::print(stderr, "\n");
  return answer;
}

}  // namespace

Result<std::string> hash_pin(std::FILE* input) {
  const bool asks = isatty(fileno(input)) != 0;
  const std::string pin = asks ? ask(input, "The PIN, 4 to 12 digits: ") : read_line(input);
  const base::PinHash hash = TRY(base::PinHash::make(pin));
  if (asks && ask(input, "Once more: ") != pin)
    return base::fail(Code::invalid_input, "the two are not the same; nothing was written");
  return "staff_pin: " + hash.text();
}

}  // namespace rohnamo::app
