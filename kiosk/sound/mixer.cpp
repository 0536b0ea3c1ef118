#include "kiosk/sound/mixer.hpp"

#include <SDL_loadso.h>

#include <optional>
#include <string>

namespace rohnamo::sound {
namespace {

using base::Code;
using base::fail;
using base::Result;

constexpr const char* file_name = "libSDL2_mixer-2.0.so.0";

template <class Function>
bool find(void* library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(SDL_LoadFunction(library, name));
  return function != nullptr;
}

Result<Mixer> load_functions() {
  void* library = SDL_LoadObject(file_name);
  if (library == nullptr) return fail(Code::unsupported, std::string(SDL_GetError()));
  Mixer mixer{};
  const bool all = find(library, "Mix_Init", mixer.init) && find(library, "Mix_Quit", mixer.quit) &&
                   find(library, "Mix_OpenAudioDevice", mixer.open) &&
                   find(library, "Mix_CloseAudio", mixer.close) &&
                   find(library, "Mix_LoadMUSType_RW", mixer.load) &&
                   find(library, "Mix_FreeMusic", mixer.free) &&
                   find(library, "Mix_FadeInMusicPos", mixer.play_from) &&
                   find(library, "Mix_HaltMusic", mixer.halt) &&
                   find(library, "Mix_HookMusicFinished", mixer.when_finished) &&
                   find(library, "Mix_VolumeMusic", mixer.volume) &&
                   find(library, "Mix_GetMusicPosition", mixer.position);
  if (!all) return fail(Code::unsupported, std::string(SDL_GetError()));
  return mixer;
}

}  // namespace

Result<const Mixer*> Mixer::load_library() {
  static std::optional<Mixer> loaded;
  if (!loaded) loaded = TRY(load_functions());
  return &*loaded;
}

}  // namespace rohnamo::sound
