#include "content/exchange/kiosk_status.hpp"

#include "content/base/format.hpp"

namespace rohnamo::exchange {
namespace {

constexpr std::size_t status_limit = 64 << 10;  // bytes

base::Result<KioskStatus> read_kiosk_status(const base::json::Reader& object) {
  KioskStatus status;
  status.written = TRY(base::from_rfc3339(TRY(object.string("written"))));
  status.version = TRY(object.string("version", ""));
  status.edition = TRY(object.string("edition", ""));
  status.refused_edition = TRY(object.string("refused_edition", ""));
  status.refused_because = TRY(object.string("refused_because", ""));
  status.video = TRY(object.string("video", ""));
  return status;
}

}  // namespace

base::Result<KioskStatus> parse_kiosk_status(std::string_view bytes) {
  return base::json::read_file(bytes, {"kiosk status", kiosk_status_format, status_limit},
                               &read_kiosk_status);
}

std::string serialize(const KioskStatus& status) {
  return boost::json::serialize(base::json::Object{{"format", kiosk_status_format},
                                                   {"written", base::to_rfc3339(status.written)},
                                                   {"version", status.version},
                                                   {"edition", status.edition},
                                                   {"refused_edition", status.refused_edition},
                                                   {"refused_because", status.refused_because},
                                                   {"video", status.video}});
}

base::Path kiosk_status_path(const base::Path& run) {
  return run / "kiosk" / "status.json";
}

}  // namespace rohnamo::exchange
