// The memory of a program that runs for months and mostly shows one page.
#pragma once

namespace rohnamo::app {

// Whatever is large (a picture, a page) goes back to the system as soon as it is freed, and all
// threads share one heap. Of a library's great tables a page is read when it is needed, and no
// megabytes about it. To be called before there is a second thread.
void settle_memory();

// Lets go of free heap, and of the code and constants of this program and its libraries: what is
// needed again, some hundred pages, comes back from the system's file cache within a fraction of a
// millisecond, and what only starting or turning a page needed (ten megabytes) does not. For when a
// page stands still. Any thread.
void let_go_of_idle_memory();

}  // namespace rohnamo::app
