// The real mixer on SDL's disk driver: what a loudspeaker would get is a file.
#include "kiosk/sound/mixer_player.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <vector>

#include <SDL.h>

#include "content/publish/opus_file.hpp"
#include "recording.hpp"
#include "tests/temporary_folder.hpp"

using namespace rohnamo;
using sound::Millis;

namespace {

struct Speaker {
  Speaker() {
    setenv("SDL_AUDIODRIVER", "disk", 1);
    setenv("SDL_DISKAUDIOFILE", heard().c_str(), 1);
    setenv("SDL_DISKAUDIODELAY", "1", 1);  // milliseconds a chunk: faster than anybody hears
    tests::record_tone(recording(), Millis(3'000));
  }
  ~Speaker() {
    for (const char* name : {"SDL_AUDIODRIVER", "SDL_DISKAUDIOFILE", "SDL_DISKAUDIODELAY"})
      unsetenv(name);
  }
  Speaker(const Speaker&) = delete;
  Speaker& operator=(const Speaker&) = delete;

  void wait_for_end() {
    std::unique_lock lock(mutex);
    REQUIRE(changed.wait_for(lock, std::chrono::seconds(60), [&] { return ends > 0; }));
  }

  // 16-bit samples.
  [[nodiscard]] std::vector<int> samples() const {
    const std::string bytes = base::posix_fs().read(heard(), 100 << 20).value();
    std::vector<int> all(bytes.size() / 2);
    for (std::size_t i = 0; i < all.size(); ++i)
      all[i] = static_cast<std::int16_t>(static_cast<unsigned char>(bytes[2 * i]) |
                                         static_cast<unsigned char>(bytes[2 * i + 1]) << 8);
    return all;
  }
  [[nodiscard]] int loudest() const { return std::ranges::max(samples()); }
  // How long there was sound.
  [[nodiscard]] double seconds() const {
    const auto all = samples();
    const auto sounds = [](int sample) { return sample != 0; };
    const auto first = std::ranges::find_if(all, sounds);
    const auto last = std::find_if(all.rbegin(), all.rend(), sounds).base();
    return first < last ? static_cast<double>(last - first) / 2 / 48'000 : 0;
  }

  [[nodiscard]] base::Path recording() const { return folder.path() / "tone.opus"; }
  [[nodiscard]] base::Path heard() const { return folder.path() / "heard.raw"; }

  tests::TemporaryFolder folder;
  std::mutex mutex;
  std::condition_variable changed;
  int ends = 0;
  sound::MixerPlayer player{[this] {
    const std::lock_guard lock(mutex);
    ++ends;
    changed.notify_all();
  }};
};

}  // namespace

TEST_CASE("a recording is heard from its begin to its end, which is told") {
  Speaker speaker;
  CHECK(speaker.player.available());
  CHECK_FALSE(std::filesystem::exists(speaker.heard()));  // nothing is open
  REQUIRE(speaker.player.play(speaker.recording(), Millis(0), 5, Millis(0)));
  speaker.wait_for_end();
  CHECK(speaker.player.ended(Millis(0)));
  CHECK(speaker.player.position(Millis(0)) >= Millis(2'900));
  speaker.player.stop();
  CHECK(speaker.seconds() == Approx(3.0).margin(0.1));
  CHECK(speaker.loudest() == Approx(16'384).margin(1'500));
}

TEST_CASE("it goes on from a place within it, at its volume") {
  Speaker speaker;
  REQUIRE(speaker.player.play(speaker.recording(), Millis(2'000), 4, Millis(0)));
  CHECK(speaker.player.position(Millis(0)) >= Millis(1'990));
  speaker.wait_for_end();
  speaker.player.stop();
  CHECK(speaker.seconds() == Approx(1.0).margin(0.1));
  CHECK(speaker.loudest() == Approx(8'192).margin(800));
}

TEST_CASE("the gain in a recording's header is heard") {
  Speaker speaker;
  const auto bytes = base::posix_fs().read(speaker.recording(), 1 << 20).value();
  const auto quieter = publish::with_more_gain(bytes, -6.02).value();
  REQUIRE(base::write_whole(base::posix_fs(), speaker.recording(), quieter));
  REQUIRE(speaker.player.play(speaker.recording(), Millis(0), 5, Millis(0)));
  speaker.wait_for_end();
  speaker.player.stop();
  CHECK(speaker.loudest() == Approx(8'192).margin(800));
}

TEST_CASE("stopped, it gives the device back and tells no end") {
  Speaker speaker;
  REQUIRE(speaker.player.play(speaker.recording(), Millis(0), 3, Millis(0)));
  speaker.player.stop();
  CHECK(SDL_WasInit(SDL_INIT_AUDIO) == 0);
  CHECK(speaker.ends == 0);
  CHECK_FALSE(speaker.player.ended(Millis(0)));
}

TEST_CASE("no device, and no recording, are errors in words") {
  Speaker speaker;
  CHECK(speaker.player.play(speaker.folder.path() / "none", Millis(0), 3, Millis(0)).error().code ==
        base::Code::corrupt);
  REQUIRE(base::write_whole(base::posix_fs(), speaker.recording(), "no sound at all"));
  CHECK(speaker.player.play(speaker.recording(), Millis(0), 3, Millis(0)).error().code ==
        base::Code::corrupt);
  setenv("SDL_AUDIODRIVER", "no such driver", 1);
  const auto done = speaker.player.play(speaker.recording(), Millis(0), 3, Millis(0));
  CHECK(done.error().code == base::Code::unsupported);
  CHECK(done.error().message.starts_with("there is no sound device: "));
  CHECK(SDL_WasInit(SDL_INIT_AUDIO) == 0);
}
