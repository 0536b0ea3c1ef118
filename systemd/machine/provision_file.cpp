#include "systemd/machine/provision_file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <iterator>

#include "content/base/pin_hash.hpp"
#include "content/exchange/screen_size.hpp"
#include "content/model/channel.hpp"
#include "content/model/week.hpp"

namespace rohnamo::machine {
namespace {

using base::Code;
using base::fail;
using base::Result;
using Strings = std::vector<std::string>;

constexpr std::size_t longest_wifi_name = 32;  // bytes, IEEE 802.11
constexpr std::size_t shortest_passphrase = 8, longest_passphrase = 63, key_digits = 64;
constexpr std::size_t longest_hostname = 63;  // RFC 1123

bool is_control(char letter) {
  return static_cast<unsigned char>(letter) < ' ' || letter == '\x7f';
}

bool is_digit(char letter) {
  return letter >= '0' && letter <= '9';
}

bool is_lower(char letter) {
  return letter >= 'a' && letter <= 'z';
}

bool is_hex(char letter) {
  const char lower = static_cast<char>(static_cast<unsigned char>(letter) | 0x20U);
  return is_digit(letter) || (lower >= 'a' && lower <= 'f');
}

Result<std::string> parse_line(std::string_view text) {
  if (std::ranges::none_of(text, is_control)) return std::string(text);
  return fail(Code::invalid_input, "write it on one line, without control characters");
}

Result<std::string> parse_server(std::string_view text) {
  if (text.starts_with('/') || text.starts_with("file:///")) return parse_line(text);
  const auto url = boost::urls::parse_uri({text.data(), text.size()});
  const bool web = url && (url->scheme() == "https" || url->scheme() == "http");
  if (!web || url->host().empty())
    return fail(Code::invalid_input,
                fmt::format("'{}' is no address like https://example.org/kiosks/", text));
  if (url->has_userinfo() || url->has_query() || url->has_fragment())
    return fail(Code::invalid_input,
                "write an address without a user name, a password, '?' and '#'");
  return std::string(text);
}

Result<std::string> parse_file_name(std::string_view text) {
  if (text.find('/') == std::string_view::npos && text != "." && text != "..")
    return parse_line(text);
  return fail(Code::invalid_input, "write the name of a file that lies beside this one");
}

Result<std::string> parse_hostname(std::string_view text) {
  const auto good = [](char letter) {
    return is_lower(letter) || is_digit(letter) || letter == '-';
  };
  if (text.size() <= longest_hostname && std::ranges::all_of(text, good) && text.front() != '-' &&
      text.back() != '-')
    return std::string(text);
  return fail(
      Code::invalid_input,
      fmt::format("'{}' is no name of a computer: a to z, 0 to 9 and - between them, at most "
                  "{} letters",
                  text, longest_hostname));
}

Result<std::string> parse_wifi_name(std::string_view text) {
  if (text.size() <= longest_wifi_name) return parse_line(text);
  return fail(Code::invalid_input,
              fmt::format("the name of a Wi-Fi network has at most {} bytes", longest_wifi_name));
}

// IEEE 802.11, annex J.4: a passphrase, or the key that is made of it.
Result<std::string> parse_wifi_password(std::string_view text) {
  const auto printable = [](char letter) { return letter >= ' ' && letter <= '~'; };
  const bool phrase = text.size() >= shortest_passphrase && text.size() <= longest_passphrase &&
                      std::ranges::all_of(text, printable);
  const bool key = text.size() == key_digits && std::ranges::all_of(text, is_hex);
  if (phrase || key) return std::string(text);
  return fail(Code::invalid_input,
              "a Wi-Fi password has 8 to 63 letters, digits and signs of a plain keyboard");
}

Result<std::string> parse_country(std::string_view text) {
  const auto capital = [](char letter) { return letter >= 'A' && letter <= 'Z'; };
  if (text.size() == 2 && std::ranges::all_of(text, capital)) return std::string(text);
  return fail(Code::invalid_input,
              fmt::format("'{}' is no country of two capital letters like TJ", text));
}

Result<std::string> parse_pin(std::string_view text) {
  if (base::is_pin(text)) return std::string(text);
  return fail(Code::invalid_input,
              fmt::format("a PIN has {} to {} digits", base::shortest_pin, base::longest_pin));
}

Result<std::string> parse_flag(std::string_view text) {
  if (text == "true" || text == "false") return std::string(text);
  return fail(Code::invalid_input, fmt::format("'{}' is neither true nor false", text));
}

Result<std::string> parse_rotation(std::string_view text) {
  if (text == "0" || text == "90" || text == "180" || text == "270") return std::string(text);
  return fail(Code::invalid_input, fmt::format("'{}' is none of 0, 90, 180 and 270", text));
}

// What `parse` takes, as it was written.
template <class Parse>
auto as_written(const Parse& parse) {
  return [&parse](std::string_view text) -> Result<std::string> {
    TRY(parse(text));
    return parse_line(text);
  };
}

std::string in_quotes(std::string_view text) {
  std::string quoted = "'";
  for (const char letter : text) quoted += letter == '\'' ? "''" : std::string(1, letter);
  quoted += '\'';
  return quoted;
}

class Reader {
 public:
  Reader(std::string_view text, const base::Path& file) : settings_(text, file) {}

  ProvisionFile read() && {
    read_sync();
    read_kiosk();
    read_wifi();
    said_.hostname = word("hostname", parse_hostname);
    said_.report = settings_.report();
    // It is applied once: what is ignored could not be mended by another try.
    std::ranges::move(said_.report.warnings, std::back_inserter(said_.report.faults));
    said_.report.warnings.clear();
    return std::move(said_);
  }

 private:
  template <class Parse>
  std::optional<std::string> word(const char* key, const Parse& parse) {
    const std::string value = settings_.value(key, std::string(), parse);
    if (value.empty()) return std::nullopt;
    said_.keys.emplace_back(key);
    return value;
  }

  // Goes into the drop-in as it stands.
  template <class Parse>
  std::string pass(std::string& lines, const char* key, const Parse& parse) {
    const auto value = word(key, parse);
    if (value) lines += fmt::format("{}: {}\n", key, in_quotes(*value));
    return value.value_or("");
  }

  template <class Parse>
  void pass_list(std::string& lines, const char* key, const char* example, const Parse& parse) {
    Strings values = settings_.values<std::string>(key, example, parse);
    if (values.empty()) return;
    said_.keys.emplace_back(key);
    for (std::string& value : values) value = in_quotes(value);
    lines += fmt::format("{}: [{}]\n", key, fmt::join(values, ", "));
  }

  template <class Number>
  void pass_integer(const char* key, Number least, Number most) {
    const std::int64_t none = least - 1;
    const auto value = settings_.integer(key, none, least, most);
    if (value == none) return;
    said_.keys.emplace_back(key);
    said_.kiosk += fmt::format("{}: {}\n", key, value);
  }

  void read_sync() {
    said_.server = pass(said_.sync, "server", parse_server);
    pass_list(said_.sync, "mirrors", "[https://example.org/kiosks/]", parse_server);
    if (const auto root = word("root", parse_file_name)) {
      said_.root = *root;
      said_.says_root = true;
    }
    std::string offices;
    pass_list(offices, "offices", "[khujand, bokhtar]", parse_line);
    said_.sync += offices;
    said_.kiosk += offices;
  }

  void read_kiosk() {
    using model::Screen;
    pass(said_.kiosk, "place", parse_line);
    pass(said_.kiosk, "language", parse_line);
    pass(said_.kiosk, "screen_inches", as_written(exchange::parse_inches));
    pass(said_.kiosk, "rotation", parse_rotation);
    pass_integer("reading_distance_mm", Screen::least_distance, Screen::most_distance);
    pass(said_.kiosk, "low_controls", parse_flag);
    pass_list(said_.kiosk, "screen_hours", "[mon-fri 08:00-18:00, sat 09:00-13:00]",
              as_written(model::Rhythm::parse));
    const auto hash = pass(said_.kiosk, "staff_pin", as_written(base::PinHash::parse));
    said_.pin = word("pin", [&](std::string_view text) -> Result<std::string> {
      if (hash.empty()) return parse_pin(text);
      return fail(Code::invalid_input, "'staff_pin' is the same PIN: remove one of the two");
    });
  }

  void read_wifi() {
    const auto name = word("wifi_name", parse_wifi_name);
    bool more = false;  // though it may be faulty
    const auto noted = [&more](const auto& parse) {
      return [&more, &parse](std::string_view text) {
        more = true;
        return parse(text);
      };
    };
    const auto password = word("wifi_password", noted(parse_wifi_password));
    const auto country = word("wifi_country", noted(parse_country));
    const auto hidden = word("wifi_hidden", noted(parse_flag));
    if (name)
      said_.wifi = Wifi{*name, password.value_or(""), country.value_or(""), hidden == "true"};
    else if (more)
      settings_.require("wifi_name", "write the name of the Wi-Fi network");
  }

  base::Settings settings_;
  ProvisionFile said_;
};

}  // namespace

ProvisionFile ProvisionFile::parse(std::string_view text, const base::Path& file) {
  return Reader(text, file).read();
}

}  // namespace rohnamo::machine
