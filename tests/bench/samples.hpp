// Repeated measurements of one thing.
#pragma once

#include <algorithm>
#include <chrono>
#include <numeric>
#include <vector>

namespace rohnamo::bench {

class Samples {
 public:
  void add(double value) { values_.push_back(value); }
  void add(const Samples& others) {
    values_.insert(values_.end(), others.values_.begin(), others.values_.end());
  }
  [[nodiscard]] bool empty() const { return values_.empty(); }
  [[nodiscard]] std::size_t size() const { return values_.size(); }

  // None of these for empty samples.
  [[nodiscard]] double median() const { return at(values_.size() / 2); }
  [[nodiscard]] double highest() const { return at(values_.size() - 1); }
  [[nodiscard]] double mean() const {
    return std::accumulate(values_.begin(), values_.end(), 0.0) /
           static_cast<double>(values_.size());
  }
  // A tenth is less: what a short piece of work takes where no other program came between.
  [[nodiscard]] double lowest_tenth() const { return at(values_.size() / 10); }

 private:
  [[nodiscard]] double at(std::size_t rank) const {
    auto sorted = values_;
    const auto place = sorted.begin() + static_cast<std::ptrdiff_t>(rank);
    std::nth_element(sorted.begin(), place, sorted.end());
    return *place;
  }
  std::vector<double> values_;
};

class Stopwatch {
 public:
  [[nodiscard]] double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  }
  [[nodiscard]] double milliseconds() const { return seconds() * 1e3; }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace rohnamo::bench
