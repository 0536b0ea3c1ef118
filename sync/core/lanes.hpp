// A few coroutines side by side on the caller's executor, all awaited, cancelled with the caller.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "sync/core/transport.hpp"

namespace rohnamo::core {

// A job's own coroutine; it is called with the job's index and may run beside `lanes` - 1 others.
using Job = std::function<Task<base::Result<void>>(std::size_t index)>;

// Runs job 0, 1, … count - 1 in that order, at most `lanes` at once. After a failure no more are
// begun; those under way end, and the first failure is the result.
Task<base::Result<void>> run_jobs(std::size_t count, std::size_t lanes, Job job);

// Whether the calling coroutine was cancelled. What awaits in sync/core looks at this between its
// steps instead of being thrown out of them.
Task<bool> cancelled();

}  // namespace rohnamo::core
