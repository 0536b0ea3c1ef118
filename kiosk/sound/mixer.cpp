#include "kiosk/sound/mixer.hpp"

#include <optional>

#include "content/base/late_library.hpp"

namespace rohnamo::sound {
namespace {

base::Result<Mixer> load_functions() {
  const auto library = TRY(base::LateLibrary::load("libSDL2_mixer-2.0.so.0"));
  Mixer mixer{};
  TRY(library.find("Mix_Init", mixer.init));
  TRY(library.find("Mix_Quit", mixer.quit));
  TRY(library.find("Mix_OpenAudioDevice", mixer.open));
  TRY(library.find("Mix_CloseAudio", mixer.close));
  TRY(library.find("Mix_LoadMUSType_RW", mixer.load));
  TRY(library.find("Mix_FreeMusic", mixer.free));
  TRY(library.find("Mix_FadeInMusicPos", mixer.play_from));
  TRY(library.find("Mix_HaltMusic", mixer.halt));
  TRY(library.find("Mix_HookMusicFinished", mixer.when_finished));
  TRY(library.find("Mix_VolumeMusic", mixer.volume));
  TRY(library.find("Mix_GetMusicPosition", mixer.position));
  return mixer;
}

}  // namespace

base::Result<const Mixer*> Mixer::load_library() {
  static std::optional<Mixer> loaded;
  if (!loaded) loaded = TRY(load_functions());
  return &*loaded;
}

}  // namespace rohnamo::sound
