#include "kiosk/sound/mixer_player.hpp"

#include <SDL.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <utility>

#include "kiosk/sound/device.hpp"
#include "kiosk/sound/mixer.hpp"

namespace rohnamo::sound {
namespace {

using base::Code;
using base::fail;
using base::Result;

constexpr int rate = 48'000;  // Opus decodes to this and no other
constexpr int channels = 2;
constexpr int chunk = 2048;  // samples, 43 ms: how often the device is fed
// Of SDL2_mixer's 128, in steps of some 6 dB: each is heard as about as much louder.
constexpr std::array<int, volume_steps> volumes{8, 16, 32, 64, 128};

int volume_of(int step) {
  return volumes.at(static_cast<std::size_t>(std::clamp(step, 1, volume_steps) - 1));
}

base::Error mixer_fault(Code code, const char* what) {
  return {code, std::string(what) + ": " + SDL_GetError()};
}

// SDL2_mixer takes a plain function, and plays for one only.
std::atomic<bool> finished{false};
const std::function<void()>* tell_finished = nullptr;

void on_finished() {
  finished = true;
  (*tell_finished)();
}

}  // namespace

// The open device, and what plays on it.
struct MixerPlayer::Sounding {
  const Mixer* mixer;
  bool device = false;
  Mix_Music* music = nullptr;

  explicit Sounding(const Mixer* loaded) : mixer(loaded) {}
  Sounding(const Sounding&) = delete;
  Sounding& operator=(const Sounding&) = delete;

  ~Sounding() {
    mixer->when_finished(nullptr);
    if (music != nullptr) {
      mixer->halt();
      mixer->free(music);
    }
    if (device) mixer->close();
    mixer->quit();
    SDL_QuitSubSystem(SDL_INIT_AUDIO);
  }

  Result<void> open() {
    if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0)
      return fail(mixer_fault(Code::unsupported, "there is no sound device"));
    device = mixer->open(rate, AUDIO_S16SYS, channels, chunk, nullptr, 0) == 0;
    if (!device) return fail(mixer_fault(Code::unsupported, "the sound device cannot be opened"));
    if ((mixer->init(MIX_INIT_OPUS) & MIX_INIT_OPUS) == 0)
      return fail(mixer_fault(Code::unsupported, "SDL2_mixer does not play Opus"));
    return {};
  }

  Result<void> start(const base::Path& file, Millis from, int volume) {
    SDL_RWops* bytes = SDL_RWFromFile(file.c_str(), "rb");
    if (bytes != nullptr) music = mixer->load(bytes, MUS_OPUS, SDL_TRUE);
    if (music == nullptr) return fail(mixer_fault(Code::corrupt, "the recording cannot be read"));
    mixer->volume(volume_of(volume));
    finished = false;
    mixer->when_finished(on_finished);
    const double seconds = std::chrono::duration<double>(from).count();
    if (mixer->play_from(music, 1, 0, seconds) == 0) return {};
    return fail(mixer_fault(Code::corrupt, "the recording cannot be played"));
  }
};

MixerPlayer::MixerPlayer(std::function<void()> on_end) : on_end_(std::move(on_end)) {}

MixerPlayer::~MixerPlayer() = default;

bool MixerPlayer::available() const {
  return can_be_heard();
}

Result<void> MixerPlayer::play(const base::Path& file, Millis from, int volume, Millis) {
  stop();
  const Mixer* mixer = TRY(Mixer::load_library());
  tell_finished = &on_end_;
  auto sounding = std::make_unique<Sounding>(mixer);
  TRY(sounding->open());
  TRY(sounding->start(file, from, volume));
  sounding_ = std::move(sounding);
  return {};
}

void MixerPlayer::set_volume(int volume) {
  if (sounding_) sounding_->mixer->volume(volume_of(volume));
}

void MixerPlayer::stop() {
  sounding_.reset();
}

Millis MixerPlayer::position(Millis) const {
  if (!sounding_) return Millis(0);
  const double seconds = sounding_->mixer->position(sounding_->music);
  return Millis(static_cast<Millis::rep>(std::max(0.0, seconds) * 1000));
}

bool MixerPlayer::ended(Millis) const {
  return sounding_ && finished;
}

}  // namespace rohnamo::sound
