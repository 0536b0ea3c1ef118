// A kiosk's sync, on a MemoryFs, against a RepositoryWorld.
#pragma once

#include <catch2/catch.hpp>
#include <set>

#include "content/cache/edition.hpp"
#include "sync/core/update.hpp"
#include "tests/fakes/memory_fs.hpp"
#include "tests/fakes/repository_world.hpp"
#include "tests/fakes/run.hpp"

template <class T>
struct Catch::StringMaker<rohnamo::base::Result<T>> {
  static std::string convert(const rohnamo::base::Result<T>& result) {
    return result ? "done" : "failed: " + result.error().message;
  }
};

namespace rohnamo {

inline base::Time world_start() {
  return base::from_rfc3339("2030-06-01T12:00:00Z").value();
}

struct Machine {
  explicit Machine(fakes::RepositoryWorld& publication) : server(&publication) {
    options.cache = "/cache";
    options.state = "/state";
    options.trusted_root = publication.root_file();
    options.floor = world_start() - std::chrono::days(100);
    options.reserve = 0;
  }

  base::Result<core::Outcome> update() {
    server->requests.clear();
    server->bytes_served = 0;
    core::UpdateCycle cycle(fs, *server, worker, options);
    return fakes::run(cycle.run(now, progress));
  }

  [[nodiscard]] std::shared_ptr<const cache::Edition> edition() {
    const auto id = cache::current_edition(fs, options.cache);
    return id ? cache::Edition::open(fs, options.cache, *id).value_or(nullptr) : nullptr;
  }

  // Titles of what is shown, each with a body that says the same. Empty: nothing is shown.
  std::set<std::string> titles() {
    std::set<std::string> found;
    const auto shown = edition();
    for (std::size_t i = 0; shown && i < shown->size(); ++i) {
      const model::Text text = shown->story(i).value().texts.at("en");
      const auto body = shown->document(text.body);
      if (!body || body->blocks.at(0).spans.at(0).text != text.title)
        found.insert(text.title + " (spoiled)");
      else
        found.insert(text.title);
    }
    return found;
  }

  [[nodiscard]] std::int64_t requested(const std::string& part) const {
    return std::count_if(
        server->requests.begin(), server->requests.end(),
        [&](const std::string& path) { return path.find(part) != std::string::npos; });
  }

  fakes::RepositoryWorld* server;
  fakes::MemoryFs fs;
  fakes::InlineWorker worker;
  core::UpdateOptions options;
  base::Time now = world_start();
  std::function<void(const core::Progress&)> progress;
};

using Titles = std::set<std::string>;

template <class T>
base::Code code_of(const base::Result<T>& result) {
  REQUIRE_FALSE(result.has_value());
  return result.error().code;
}

}  // namespace rohnamo
