// Drives a fuzz target where there is no libFuzzer: every seed as it is, then so many mutations of
// each, the same ones in every run.
//
//   fuzz_x MUTATIONS PATTERN...     PATTERN: files, as a shell would find them: 'seeds/*.json'
//
// The input under test is in ./fuzz_x.input: after a fault, `fuzz_x 0 fuzz_x.input` shows it again.
#include <fcntl.h>
#include <glob.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "tests/fuzz/target.hpp"

namespace {

constexpr std::size_t longest_input = 256 << 10;  // bytes

struct Seed {
  std::string name;
  std::string bytes;
};

std::vector<Seed> read_seeds(const std::string& pattern) {
  std::vector<Seed> seeds;
  glob_t found{};
  if (::glob(pattern.c_str(), 0, nullptr, &found) == 0) {
    for (std::size_t i = 0; i < found.gl_pathc; ++i) {
      std::ifstream file(found.gl_pathv[i], std::ios::binary);
      seeds.push_back({found.gl_pathv[i], {std::istreambuf_iterator<char>(file), {}}});
    }
  }
  ::globfree(&found);
  return seeds;
}

// What parsers stumble over: numbers at the edges, brackets left open, bytes that are no text.
const std::array<std::string, 20> snags{"{",
                                        "}",
                                        "[",
                                        "]",
                                        "\"",
                                        "\\u0000",
                                        "\\ud800",
                                        "-1",
                                        "1e999",
                                        "0.5",
                                        "99999999999999999999",
                                        "9223372036854775807",
                                        "null",
                                        "\n",
                                        ": ",
                                        "- ",
                                        std::string(1, '\0'),
                                        "\xff\xff\xff\xff",
                                        std::string(8, '\0'),
                                        "\xd9\x87\xe2\x80\x8f"};

class Mutator {
 public:
  Mutator(const std::vector<Seed>& seeds, std::uint32_t start) : seeds_(seeds), random_(start) {}

  std::string mutate(std::string bytes) {
    for (std::size_t steps = 1 + below(4); steps > 0; --steps) change(bytes);
    bytes.resize(std::min(bytes.size(), longest_input));
    return bytes;
  }

 private:
  std::size_t below(std::size_t bound) { return bound == 0 ? 0 : random_() % bound; }

  // A part of `bytes`, more often short than long.
  std::string part_of(const std::string& bytes) {
    const std::size_t begin = below(bytes.size() + 1);
    return bytes.substr(begin, below(below(bytes.size() - begin) + 1) + 1);
  }

  void change(std::string& bytes) {
    const std::size_t at = below(bytes.size() + 1);
    const bool inside = at < bytes.size();
    switch (below(8)) {
      case 0:
      case 1:
        if (inside) bytes[at] = static_cast<char>(bytes[at] ^ (1 << below(8)));
        break;
      case 2:
        if (inside) bytes[at] = static_cast<char>(below(256));
        break;
      case 3:
        bytes.resize(at);
        break;
      case 4:
        bytes.erase(at, 1 + below(below(64) + 1));
        break;
      case 5:
        bytes.insert(at, part_of(bytes));
        break;
      case 6:
        bytes.insert(at, part_of(seeds_[below(seeds_.size())].bytes));
        break;
      default:
        bytes.replace(at, below(9), snags[below(snags.size())]);
        break;
    }
  }

  const std::vector<Seed>& seeds_;
  std::mt19937 random_;
};

class Run {
 public:
  explicit Run(const std::string& program)
      : path_(program.substr(program.rfind('/') + 1) + ".input"),
        file_(::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644)) {}
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;
  ~Run() {
    ::close(file_);
    ::unlink(path_.c_str());
  }

  void feed(const std::string& bytes) {
    keep(bytes);
    const std::vector<std::uint8_t> exact(bytes.begin(), bytes.end());  // its end is guarded
    const auto start = std::chrono::steady_clock::now();
    LLVMFuzzerTestOneInput(exact.data(), exact.size());
    slowest_ = std::max(slowest_, std::chrono::steady_clock::now() - start);
    ++count_;
  }

  void tell() const {
    const auto slowest = std::chrono::ceil<std::chrono::milliseconds>(slowest_).count();
    std::printf("%d inputs, the slowest within %lld ms\n", count_, static_cast<long long>(slowest));
  }

 private:
  void keep(const std::string& bytes) {
    const bool kept = ::pwrite(file_, bytes.data(), bytes.size(), 0) >= 0 &&
                      ::ftruncate(file_, static_cast<off_t>(bytes.size())) == 0;
    rohnamo::fuzz::require(kept, "the input under test can be kept in this folder");
  }

  std::string path_;
  int file_;
  int count_ = 0;
  std::chrono::steady_clock::duration slowest_{};
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: %s MUTATIONS PATTERN...\n", argv[0]);
    return 2;
  }
  std::vector<Seed> seeds;
  for (int i = 2; i < argc; ++i) {
    const auto found = read_seeds(argv[i]);
    if (found.empty()) {
      std::fprintf(stderr, "no seed is named %s\n", argv[i]);
      return 2;
    }
    seeds.insert(seeds.end(), found.begin(), found.end());
  }
  Run run(argv[0]);
  const int mutations = std::atoi(argv[1]);
  for (std::size_t i = 0; i < seeds.size(); ++i) {
    run.feed(seeds[i].bytes);
    Mutator mutator(seeds, static_cast<std::uint32_t>(i));
    for (int n = 0; n < mutations; ++n) run.feed(mutator.mutate(seeds[i].bytes));
  }
  run.tell();
  return 0;
}
