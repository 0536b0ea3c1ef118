#include "content/publish/picture_traces.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <libiptcdata/iptc-data.h>
#include <libiptcdata/iptc-jpeg.h>

#include <algorithm>
#include <array>
#include <memory>
#include <pugixml.hpp>
#include <string_view>
#include <vips/vips8>

namespace rohnamo::publish {
namespace {

enum class About { place, person, camera };
constexpr std::array<std::string_view, 3> about_words{
    "where it was taken", "who made it or owns the camera",
    "the camera's serial number, or the maker's notes that hold it"};

struct Field {
  std::string_view name;
  About about;
};

// EXIF 2.32 and XMP name them alike; `creator` is Dublin Core's, `City` and `Location` IPTC's.
constexpr std::array<Field, 16> known_fields{{{"GPSLatitude", About::place},
                                              {"GPSLongitude", About::place},
                                              {"City", About::place},
                                              {"Location", About::place},
                                              {"LocationCreated", About::place},
                                              {"Artist", About::person},
                                              {"XPAuthor", About::person},
                                              {"creator", About::person},
                                              {"CameraOwnerName", About::person},
                                              {"OwnerName", About::person},
                                              {"PersonInImage", About::person},
                                              {"BodySerialNumber", About::camera},
                                              {"SerialNumber", About::camera},
                                              {"LensSerialNumber", About::camera},
                                              {"CameraSerialNumber", About::camera},
                                              {"MakerNote", About::camera}}};

struct Dataset {
  IptcTag tag;
  std::string_view name;
  About about;
};

constexpr std::array<Dataset, 3> known_datasets{
    {{IPTC_TAG_BYLINE, "By-line", About::person},
     {IPTC_TAG_CITY, "City", About::place},
     {IPTC_TAG_SUBLOCATION, "Sub-location", About::place}}};

class Traces {
 public:
  void add(std::string_view standard, std::string_view field) {
    const auto* known = std::ranges::find(known_fields, field, &Field::name);
    if (known != known_fields.end()) add(known->about, standard, field);
  }

  void add(About about, std::string_view standard, std::string_view field) {
    auto& fields = fields_[static_cast<std::size_t>(about)];
    auto name = fmt::format("{} {}", standard, field);
    if (std::ranges::find(fields, name) == fields.end()) fields.push_back(std::move(name));
  }

  [[nodiscard]] std::vector<std::string> in_words() const {
    std::vector<std::string> words;
    for (std::size_t i = 0; i < fields_.size(); ++i)
      if (!fields_[i].empty())
        words.push_back(fmt::format("{} ({})", about_words[i], fmt::join(fields_[i], ", ")));
    return words;
  }

 private:
  std::array<std::vector<std::string>, about_words.size()> fields_;
};

std::string_view blob(const vips::VImage& image, const char* name) {
  if (image.get_typeof(name) != VIPS_TYPE_BLOB) return {};
  std::size_t length = 0;
  const void* data = image.get_blob(name, &length);
  return {static_cast<const char*>(data), length};
}

// libvips names them "exif-ifd3-GPSLatitude".
void add_exif(VipsImage* image, Traces& traces) {
  vips_image_map(
      image,
      [](VipsImage*, const char* name, GValue*, void* into) -> void* {
        const std::string_view field(name);
        if (field.starts_with("exif-ifd"))
          static_cast<Traces*>(into)->add("EXIF", field.substr(field.rfind('-') + 1));
        return nullptr;
      },
      &traces);
}

std::string_view local_name(std::string_view name) {
  return name.substr(name.find(':') + 1);
}

void add_xmp(std::string_view packet, Traces& traces) {
  pugi::xml_document document;
  if (packet.empty() || !document.load_buffer(packet.data(), packet.size())) return;
  struct Walker : pugi::xml_tree_walker {
    explicit Walker(Traces& into) : traces(into) {}
    bool for_each(pugi::xml_node& node) override {
      traces.add("XMP", local_name(node.name()));
      for (const auto& attribute : node.attributes())
        traces.add("XMP", local_name(attribute.name()));
      return true;
    }
    Traces& traces;
  } walker(traces);
  document.traverse(walker);
}

void add_iptc(std::string_view photoshop, Traces& traces) {
  if (photoshop.empty()) return;
  const auto* bytes = reinterpret_cast<const unsigned char*>(photoshop.data());
  unsigned length = 0;
  const int begin =
      iptc_jpeg_ps3_find_iptc(bytes, static_cast<unsigned>(photoshop.size()), &length);
  if (begin <= 0) return;
  const std::unique_ptr<IptcData, void (*)(IptcData*)> data(
      iptc_data_new_from_data(bytes + begin, length), iptc_data_unref);
  if (!data) return;
  for (const Dataset& known : known_datasets) {
    IptcDataSet* found =
        iptc_data_get_next_dataset(data.get(), nullptr, IPTC_RECORD_APP_2, known.tag);
    if (found == nullptr) continue;
    traces.add(known.about, "IPTC", known.name);
    iptc_dataset_unref(found);
  }
}

}  // namespace

std::vector<std::string> picture_traces(const std::string& bytes) {
  const auto image = vips::VImage::new_from_buffer(bytes.data(), bytes.size(), "");
  Traces traces;
  add_exif(image.get_image(), traces);
  add_xmp(blob(image, VIPS_META_XMP_NAME), traces);
  add_iptc(blob(image, VIPS_META_IPTC_NAME), traces);
  return traces.in_words();
}

}  // namespace rohnamo::publish
