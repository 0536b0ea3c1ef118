#include "content/publish/command_line.hpp"

#include <fmt/format.h>

#include <boost/program_options.hpp>
#include <cstdlib>
#include <filesystem>

#include "content/publish/bundle.hpp"
#include "content/publish/help.hpp"
#include "content/publish/repository.hpp"

namespace rohnamo::publish {
namespace {

namespace po = boost::program_options;
using base::Path;
using base::Result;

constexpr int done = 0, failed = 1, misused = 2;

struct Options {
  std::vector<std::string> words;  // the command and its folder
  std::string keys, out, office, cache, data, now;
  int online_days = 90, role_days = 365;
  bool strict = false, help = false, version = false;
};

Options parse(const std::vector<std::string>& arguments) {
  Options options;
  po::options_description named;
  auto add = named.add_options();
  add("word", po::value(&options.words));
  add("keys", po::value(&options.keys));
  add("out", po::value(&options.out));
  add("office", po::value(&options.office));
  add("cache", po::value(&options.cache));
  add("data", po::value(&options.data));
  add("now", po::value(&options.now));
  add("online-expiry", po::value(&options.online_days));
  add("role-expiry", po::value(&options.role_days));
  add("strict", po::bool_switch(&options.strict));
  add("help,h", po::bool_switch(&options.help));
  add("version", po::bool_switch(&options.version));
  po::positional_options_description positional;
  positional.add("word", -1);
  po::variables_map values;
  po::store(po::command_line_parser(arguments).options(named).positional(positional).run(), values);
  po::notify(values);
  return options;
}

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

// Beside an installed program, else in the source tree that it was built from.
Path shipped_strings(base::Fs& fs, const Options& options) {
  if (!options.data.empty()) return Path(options.data) / "strings";
  if (const auto data = environment("ROHNAMO_DATA"); !data.empty()) return Path(data) / "strings";
  std::error_code none;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", none);
  const Path installed = program.parent_path().parent_path() / ROHNAMO_INSTALLED_DATA / "strings";
  return fs.exists(installed / "en.yaml") ? installed : Path(ROHNAMO_SOURCE_DATA) / "strings";
}

Path picture_cache(const Options& options) {
  if (!options.cache.empty()) return options.cache;
  if (const auto cache = environment("XDG_CACHE_HOME"); !cache.empty())
    return Path(cache) / "rohnamo/pictures";
  if (const auto home = environment("HOME"); !home.empty())
    return Path(home) / ".cache/rohnamo/pictures";
  return {};
}

class Program {
 public:
  Program(Options options, std::ostream& out, std::ostream& err)
      : options_(std::move(options)), out_(out), err_(err) {}

  int run() {
    if (options_.help) return out_ << help_text, done;
    if (options_.version) return out_ << "rohnamo-content " ROHNAMO_VERSION "\n", done;
    if (options_.words.empty()) return misuse("say what to do: check, publish, keys new or bundle");
    now_ = base::system_now();
    if (!options_.now.empty()) {
      const auto now = base::from_rfc3339(options_.now);
      if (!now) return misuse("--now: " + now.error().message);
      now_ = *now;
    }
    const std::string& command = options_.words[0];
    if (command == "check") return check();
    if (command == "publish") return publish();
    if (command == "bundle") return bundle();
    if (command == "keys") return keys();
    return misuse(fmt::format("there is no command `{}`", command));
  }

 private:
  int misuse(const std::string& what) {
    err_ << "rohnamo-content: " << what << "\nrohnamo-content --help says more.\n";
    return misused;
  }

  int failure(const base::Error& error) {
    err_ << "rohnamo-content: " << error.message << "\n";
    return failed;
  }

  // What is wrong with the arguments of a command that takes one folder; "" if nothing.
  [[nodiscard]] std::string folder_misuse() const {
    if (options_.words.size() == 2) return "";
    return fmt::format("`{}` takes one folder, the channel's", options_.words[0]);
  }

  Publication compile(Faults& faults) {
    PictureRenderer pictures(fs_, picture_cache(options_));
    const Path folder = Path(options_.words[1]) / "";
    const auto source =
        read_source(fs_, folder.parent_path(), shipped_strings(fs_, options_), now_, faults);
    return publish::compile(fs_, source, pictures, faults);
  }

  int check() {
    if (const auto what = folder_misuse(); !what.empty()) return misuse(what);
    Faults faults;
    compile(faults);
    for (const auto& fault : faults.sorted()) out_ << to_string(fault);
    const bool good = faults.errors() == 0 && (!options_.strict || faults.warnings() == 0);
    out_ << options_.words[1] << ": " << summary(faults)
         << (good ? ". It can be published.\n" : ".\n");
    return good ? done : failed;
  }

  // The publication, if the channel has no errors; else they are told.
  std::optional<Publication> compile_or_tell() {
    Faults faults;
    auto publication = compile(faults);
    if (faults.errors() > 0) {
      for (const auto& fault : faults.sorted())
        if (fault.severity == Severity::error) err_ << to_string(fault);
      err_ << fmt::format("{}: {}. Nothing was written.\n", options_.words[1], summary(faults));
      return std::nullopt;
    }
    if (faults.warnings() > 0)
      out_ << fmt::format("{}; rohnamo-content check {} names them.\n", summary(faults),
                          options_.words[1]);
    return publication;
  }

  int publish() {
    if (const auto what = folder_misuse(); !what.empty()) return misuse(what);
    if (options_.keys.empty() || options_.out.empty())
      return misuse("`publish` needs --keys and --out");
    constexpr int most_days = 3650;
    if (std::min(options_.online_days, options_.role_days) < 1 ||
        std::max(options_.online_days, options_.role_days) > most_days)
      return misuse("signatures are good for 1 to 3650 days");
    auto keyring = Keyring::open(fs_, options_.keys);
    if (!keyring) return failure(keyring.error());
    const auto publication = compile_or_tell();
    if (!publication) return failed;
    const Expiry expiry{std::chrono::days(options_.role_days),
                        std::chrono::days(options_.online_days)};
    const auto report = publish::publish(fs_, *publication, *keyring, options_.out, now_, expiry);
    if (!report) return failure(report.error());
    out_ << to_string(*report);
    return done;
  }

  int bundle() {
    if (const auto what = folder_misuse(); !what.empty()) return misuse(what);
    if (options_.out.empty()) return misuse("`bundle` needs --out");
    const auto publication = compile_or_tell();
    if (!publication) return failed;
    const auto edition = publish::bundle(fs_, *publication, options_.out);
    if (!edition) return failure(edition.error());
    out_ << fmt::format("Edition {} is in {}.\n", *edition, options_.out);
    return done;
  }

  int keys() {
    if (options_.words != std::vector<std::string>{"keys", "new"})
      return misuse("`keys` knows `new` alone");
    if (options_.keys.empty()) return misuse("`keys new` needs --keys");
    const Path folder = options_.keys;
    const auto made = options_.office.empty() ? new_keys(fs_, folder, now_)
                                              : new_office_key(fs_, folder, options_.office);
    if (!made) return failure(made.error());
    if (options_.office.empty())
      out_ << fmt::format(
          "The keys are in {0}. Keep a copy of the folder in a safe place, and let no "
          "server see it.\nGive {0}/1.root.json to every screen.\n",
          folder.string());
    else
      out_ << fmt::format("The key of the office {} is in {}.\n", options_.office, folder.string());
    return done;
  }

  base::Fs& fs_ = base::posix_fs();
  Options options_;
  base::Time now_;
  std::ostream& out_;
  std::ostream& err_;
};

}  // namespace

int run(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err) {
  try {
    return Program(parse(arguments), out, err).run();
  } catch (const po::error& fault) {  // the library's way to say it
    err << "rohnamo-content: " << fault.what() << "\nrohnamo-content --help says more.\n";
    return misused;
  }
}

}  // namespace rohnamo::publish
