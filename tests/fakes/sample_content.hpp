// The smallest content that a cache can hold and a kiosk can show.
#pragma once

#include <string>
#include <vector>

#include "content/model/blob.hpp"

namespace rohnamo::fakes {

model::BlobRef ref_of(std::string_view bytes);

// A body: one paragraph.
std::string sample_body(const std::string& text);

// A catalog of one story for each title, all in English, and of urgent notices.
struct SampleText {
  std::string id, title, body;  // body: a document's bytes
};
std::string sample_catalog(const std::string& channel, const std::vector<SampleText>& stories,
                           const std::vector<SampleText>& notices = {}, bool text_first = false);

}  // namespace rohnamo::fakes
