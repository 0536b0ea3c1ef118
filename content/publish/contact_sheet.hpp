// Pictures of pages on one page of HTML, to be looked at and mailed for approval: it stands alone
// beside its pictures, needs no script and no network.
#pragma once

#include <string>
#include <vector>

#include "content/base/fs.hpp"

namespace rohnamo::publish {

// `pictures`: paths from the page's own folder, in their order; those of one folder come together.
std::string contact_sheet(const std::string& title, const std::vector<base::Path>& pictures);

}  // namespace rohnamo::publish
