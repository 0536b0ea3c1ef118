// The edition that the screen refused: <state>/refused, its id and a line feed. It gives way to the
// one before and is not taken again; another edition may be.
#pragma once

#include <optional>

#include "content/cache/store.hpp"

namespace rohnamo::core {

class Refusal {
 public:
  Refusal(base::Fs& fs, const base::Path& state);

  [[nodiscard]] bool covers(const model::EditionId& id) const { return refused_ == id; }
  // The screen cannot show `id`: if it is the current edition of `store`, the one before becomes
  // current, where there is one. For the worker's thread.
  base::Result<void> heed(const model::EditionId& id, cache::Store& store);

 private:
  base::Fs* fs_;
  base::Path path_;
  std::optional<model::EditionId> refused_;
};

}  // namespace rohnamo::core
