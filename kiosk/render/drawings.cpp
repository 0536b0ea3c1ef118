#include "kiosk/render/drawings.hpp"

#include <algorithm>
#include <variant>

#include "kiosk/render/icons.hpp"

namespace rohnamo::render {
namespace {

constexpr std::size_t icons_limit = 64;
constexpr std::size_t codes_limit = 32;

// Keeps at most `limit` drawings: a page has few, so all go when there are too many.
template <class Key, class Value, class Make>
const Value& remembered(std::map<Key, Value>& kept, const Key& key, std::size_t limit,
                        const Make& make) {
  const auto known = kept.find(key);
  if (known != kept.end()) return known->second;
  if (kept.size() >= limit) kept.clear();
  return kept.emplace(key, make()).first->second;
}

}  // namespace

const Mask& Drawings::icon(scene::Icon icon, int size, bool mirrored) {
  return remembered(icons_, {icon, size, mirrored}, icons_limit,
                    [&] { return draw_icon(icon, size, mirrored); });
}

const std::optional<QrMatrix>& Drawings::code(const std::string& text, std::size_t room) {
  return remembered(codes_, {text, room}, codes_limit, [&] { return encode_qr(text, room); });
}

void Drawings::prepare(const scene::Mark& mark) {
  if (const auto* glyphs = std::get_if<scene::Glyphs>(&mark)) {
    (void)run(glyphs->run);
  } else if (const auto* one = std::get_if<scene::IconMark>(&mark)) {
    if (one->size() > 0) (void)icon(one->icon, one->size(), one->mirrored);
  } else if (const auto* qr = std::get_if<scene::QrCode>(&mark)) {
    (void)code(qr->text, qr->room);
  }
}

void Drawings::prepare(const scene::Scene& scene) {
  fit_for(scene.width, scene.height);
  for (const auto* marks : {&scene.marks, &scene.over})
    for (const scene::Mark& mark : *marks) prepare(mark);
}

}  // namespace rohnamo::render
