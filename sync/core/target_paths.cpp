#include "sync/core/target_paths.hpp"

#include "content/trust/paths.hpp"

namespace rohnamo::core {

void TargetPaths::add(const base::Hash& hash, std::string_view target) {
  const Name name{names_.size(), target.size()};
  if (places_.emplace(hash, name).second) names_ += target;
}

void TargetPaths::add(const TargetPaths& others) {
  for (const auto& [hash, name] : others.places_) add(hash, others.target(name));
}

std::string_view TargetPaths::target(const Name& name) const {
  return std::string_view(names_).substr(name.begin, name.size);
}

std::string TargetPaths::path(const base::Hash& hash) const {
  return trust::target_path(target(places_.at(hash)), hash.hex());
}

}  // namespace rohnamo::core
