#include "sync/core/target_search.hpp"

#include <fmt/format.h>

#include <set>

#include "content/trust/bins.hpp"
#include "content/trust/paths.hpp"

namespace rohnamo::core {

using base::Code;
using base::fail;
using base::Result;

namespace {

struct Step {
  std::string role, delegator;
};

// The delegations that cover a target, and whether what else there was to be asked is not.
struct Next {
  std::vector<std::string> roles;
  bool terminating = false;
};

Next next_roles(const trust::Delegations& delegations, std::string_view path) {
  Next next;
  if (delegations.succinct_roles) {
    next.roles.push_back(trust::bin_of(*delegations.succinct_roles, path));
    next.terminating = true;
    return next;
  }
  for (const trust::Delegation& delegation : delegations.roles) {
    if (!trust::covers(delegation, path)) continue;
    next.roles.push_back(delegation.name);
    next.terminating = delegation.terminating;
    if (next.terminating) break;
  }
  return next;
}

// Which role to ask next: a stack, so that a role's own delegations come before its neighbours.
class Route {
 public:
  Route() { ahead_.push_back({std::string(trust::Targets::type), "root"}); }

  // Nothing: everybody was asked.
  std::optional<Step> step() {
    while (!ahead_.empty()) {
      Step step = std::move(ahead_.back());
      ahead_.pop_back();
      if (visited_.insert(step.role).second) return step;
    }
    return std::nullopt;
  }

  void go_on(const Next& next, const std::string& delegator) {
    if (next.terminating) ahead_.clear();
    for (auto role = next.roles.rbegin(); role != next.roles.rend(); ++role)
      ahead_.push_back({*role, delegator});
  }

  [[nodiscard]] std::size_t delegations() const { return visited_.size() - 1; }

 private:
  std::vector<Step> ahead_;  // the next one last
  std::set<std::string> visited_;
};

}  // namespace

Task<Result<trust::TargetFile>> find_target(MetadataClient& client, std::string path,
                                            std::size_t limit) {
  Route route;
  for (auto step = route.step(); step; step = route.step()) {
    if (route.delegations() > limit)
      co_return fail(Code::not_found, fmt::format("{} was not found in {} roles, and more are not "
                                                  "asked",
                                                  path, limit));
    if (route.delegations() > 0) {
      auto loaded = co_await client.load(step->role, step->delegator);
      if (!loaded) co_return fail(loaded.error());
    }
    const trust::Targets* role = client.set().targets(step->role);
    if (role == nullptr) co_return fail(Code::not_found, "no trusted targets");
    const auto target = role->targets.find(path);
    if (target != role->targets.end()) co_return target->second;
    if (role->delegations) route.go_on(next_roles(*role->delegations, path), step->role);
  }
  co_return fail(Code::not_found, "the publication has no target " + path);
}

}  // namespace rohnamo::core
