// SDL2_mixer, loaded when it is first needed and kept. Private to this folder. Main thread.
#pragma once

#include <SDL_mixer.h>

#include "content/base/result.hpp"

namespace rohnamo::sound {

// Its functions by their names.
struct Mixer {
  decltype(&Mix_Init) init;
  decltype(&Mix_Quit) quit;
  decltype(&Mix_OpenAudioDevice) open;
  decltype(&Mix_CloseAudio) close;
  decltype(&Mix_LoadMUSType_RW) load;
  decltype(&Mix_FreeMusic) free;
  decltype(&Mix_FadeInMusicPos) play_from;
  decltype(&Mix_HaltMusic) halt;
  decltype(&Mix_HookMusicFinished) when_finished;
  decltype(&Mix_VolumeMusic) volume;
  decltype(&Mix_GetMusicPosition) position;

  // Code::unsupported: the library is not installed, or lacks a function.
  static base::Result<const Mixer*> load_library();
};

}  // namespace rohnamo::sound
