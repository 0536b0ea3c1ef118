// Where the log goes: stderr; with the levels that journald reads (sd-daemon(3)) where it listens.
#pragma once

#include <string>
#include <string_view>

namespace rohnamo::base {

// Sets spdlog's default logger, named `program`, for any thread. `verbose`: debugging too.
void start_log(const std::string& program, bool verbose);

// Whether a stream of this device and inode is the journal, by what JOURNAL_STREAM says.
bool is_journal(std::string_view journal_stream, unsigned long device, unsigned long inode);

}  // namespace rohnamo::base
