// Work that nobody waits for.
#pragma once

namespace rohnamo::loader {

// From now on the calling thread gives way to all others: frames are painted and sent while it
// decodes. By its nice value, which on Linux is each thread's own (setpriority(2)); it is not to be
// taken back.
void work_in_background();

}  // namespace rohnamo::loader
