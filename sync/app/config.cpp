#include "sync/app/config.hpp"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <charconv>
#include <functional>
#include <map>
#include <set>

#include "sync/net/folder_transport.hpp"
#include "sync/net/url.hpp"

namespace rohnamo::app {
namespace {

using base::Code;
using base::Result;
using std::chrono::milliseconds;

constexpr std::uint64_t config_limit = 1 << 20;  // bytes
constexpr std::size_t connections_limit = 16;

Result<std::string> text_of(const YAML::Node& value) {
  if (!value.IsScalar() || value.Scalar().empty())
    return base::fail(Code::invalid_input, "a value is missing here");
  return value.Scalar();
}

Result<std::size_t> number_of(const YAML::Node& value, std::size_t low, std::size_t high) {
  const std::string text = TRY(text_of(value));
  std::size_t number = 0;
  const char* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, number);
  if (parsed.ec != std::errc() || parsed.ptr != end || number < low || number > high)
    return base::fail(Code::invalid_input,
                      fmt::format("'{}' is no number from {} to {}", text, low, high));
  return number;
}

Result<std::string> server_of(const YAML::Node& value) {
  const std::string text = TRY(text_of(value));
  const bool folder = text.starts_with('/') || text.starts_with("file:");
  if (folder) {
    TRY(net::FolderTransport::parse(text));
  } else {
    TRY(net::Url::parse_base(text));
  }
  return text;
}

Result<std::vector<std::string>> offices_of(const YAML::Node& value) {
  std::vector<std::string> offices;
  if (!value.IsSequence())
    return base::fail(Code::invalid_input, "write a list of offices: [khujand, bokhtar]");
  for (const auto& office : value) offices.push_back(TRY(text_of(office)));
  return offices;
}

// Reads one file, gathering faults.
class Reader {
 public:
  explicit Reader(base::Path file) : file_(std::move(file)) {}

  ConfigFile read(std::string_view text) {
    try {
      read_document(YAML::Load(std::string(text)));
    } catch (const YAML::Exception& error) {
      fault(error.mark, "this is not YAML: " + error.msg);
    }
    return std::move(result_);
  }

 private:
  using Field = std::function<Result<void>(const YAML::Node&)>;

  // `line` counts from 0, as yaml-cpp does; it is -1 where nothing is there to have one.
  void fault(const YAML::Mark& mark, const std::string& words, bool fatal = true) {
    ConfigFault fault;
    fault.text = fmt::format("{}:{}: {}", file_.string(), std::max(mark.line, 0) + 1, words);
    fault.fatal = fatal;
    result_.faults.push_back(std::move(fault));
  }

  Field path_into(base::Path& target) {
    return [this, &target](const YAML::Node& value) -> Result<void> {
      target = file_.parent_path() / TRY(text_of(value));
      return {};
    };
  }

  std::map<std::string, Field> fields() {
    Config& config = result_.config;
    return {
        {"format", [](const YAML::Node& value) { return check_format(value); }},
        {"server",
         [&config](const YAML::Node& value) -> Result<void> {
           config.server = TRY(server_of(value));
           return {};
         }},
        {"root", path_into(config.root)},
        {"cache", path_into(config.cache)},
        {"state", path_into(config.state)},
        {"run", path_into(config.run)},
        {"interval",
         [&config](const YAML::Node& value) -> Result<void> {
           config.interval = TRY(parse_duration(TRY(text_of(value))));
           return {};
         }},
        {"connections",
         [&config](const YAML::Node& value) -> Result<void> {
           config.connections = TRY(number_of(value, 1, connections_limit));
           return {};
         }},
        {"ca_file",
         [this, &config](const YAML::Node& value) -> Result<void> {
           return path_into(config.ca_file.emplace())(value);
         }},
        {"offices",
         [&config](const YAML::Node& value) -> Result<void> {
           config.offices = TRY(offices_of(value));
           return {};
         }},
    };
  }

  static Result<void> check_format(const YAML::Node& value) {
    const std::size_t format = TRY(number_of(value, 1, 1'000'000));
    if (format > 1)
      return base::fail(Code::unsupported,
                        fmt::format("format {} is newer than this program knows (1): update "
                                    "rohnamo-sync",
                                    format));
    return {};
  }

  void read_document(const YAML::Node& document) {
    if (!document.IsMap()) {
      fault(document.Mark(), "write settings like 'server: https://example.org/kiosks/'");
      return;
    }
    const auto known = fields();
    std::set<std::string> seen;
    for (const auto& entry : document) {
      const std::string key = entry.first.IsScalar() ? entry.first.Scalar() : "";
      if (!seen.insert(key).second) fault(entry.first.Mark(), fmt::format("'{}' again", key));
      read_field(known, key, entry.first, entry.second);
    }
    for (const char* needed : {"format", "server"})
      if (!seen.contains(needed))
        fault(document.Mark(), fmt::format("'{}' is missing: {}", needed, advice(needed)));
  }

  static std::string_view advice(std::string_view key) {
    if (key == "format") return "write 'format: 1'";
    return "write the publication's address, like 'server: https://example.org/kiosks/'";
  }

  void read_field(const std::map<std::string, Field>& known, const std::string& key,
                  const YAML::Node& place, const YAML::Node& value) {
    const auto field = known.find(key);
    if (field == known.end()) {
      fault(place.Mark(), fmt::format("'{}' is no setting of this program and is passed over", key),
            false);
      return;
    }
    const Result<void> read = field->second(value);
    // An empty value has no good place of its own.
    const YAML::Mark mark = value.IsNull() ? place.Mark() : value.Mark();
    if (!read) fault(mark, fmt::format("{}: {}", key, read.error().message));
  }

  base::Path file_;
  ConfigFile result_;
};

}  // namespace

bool ConfigFile::usable() const {
  return std::none_of(faults.begin(), faults.end(), [](const auto& fault) { return fault.fatal; });
}

ConfigFile parse_config(std::string_view text, const base::Path& file) {
  return Reader(file).read(text);
}

ConfigFile load_config(base::Fs& fs, const base::Path& file) {
  const auto text = fs.read(file, config_limit);
  if (text) return parse_config(*text, file);
  ConfigFile unread;
  ConfigFault fault;
  fault.text = text.error().message;
  unread.faults.push_back(std::move(fault));
  return unread;
}

Result<milliseconds> parse_duration(std::string_view text) {
  constexpr std::int64_t day = 86'400;
  const std::map<std::string_view, std::int64_t> units{
      {"s", 1}, {"m", 60}, {"h", 3'600}, {"d", day}};
  std::int64_t count = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), count);
  const auto unit = units.find(text.substr(static_cast<std::size_t>(parsed.ptr - text.data())));
  const bool sane = parsed.ec == std::errc() && count > 0 && count <= 30 * day;
  if (!sane || unit == units.end() || count * unit->second > 30 * day)
    return base::fail(Code::invalid_input,
                      fmt::format("'{}' is no time like 5s, 15m, 6h or 2d (up to 30d)", text));
  return std::chrono::seconds(count * unit->second);
}

}  // namespace rohnamo::app
