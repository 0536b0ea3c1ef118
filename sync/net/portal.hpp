// Networks that want a sign-in first (captive portals) answer every question with a page of their
// own. That is no attack and no fault of the server's: the kiosk is not online.
#pragma once

#include <string>
#include <string_view>

#include "sync/core/transport.hpp"

namespace rohnamo::net {

// Code::offline, in words.
base::Error captive_portal();

// Whether a body that begins so is a web page.
bool looks_like_page(std::string_view start);

// Hands a body on unless it is a portal's, of which nothing is handed on: no web page is a file of
// a publication, and a root or a timestamp is TUF JSON ({"signed": …, "signatures": …}), signed
// well or not. What else comes is left to those who verify it.
class PortalGuard final : public core::Sink {
 public:
  PortalGuard(core::Sink& sink, const core::FetchRequest& request);

  core::Task<base::Result<void>> begin(std::uint64_t offset) override;
  core::Task<base::Result<void>> write(std::string_view bytes) override;
  core::Task<base::Result<void>> end() override;

 private:
  core::Task<base::Result<void>> open();
  core::Sink* sink_;
  bool held_back_;  // a root or a timestamp, until its end is there
  bool opened_ = false;
  std::uint64_t offset_ = 0;
  std::string body_;  // what is held back
};

}  // namespace rohnamo::net
