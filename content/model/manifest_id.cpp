// On its own, so that whoever only reads manifests links no OpenSSL.
#include "content/model/manifest.hpp"

namespace rohnamo::model {

EditionId Manifest::id() const {
  return base::sha256(serialize(*this)).hex().substr(0, 32);
}

}  // namespace rohnamo::model
