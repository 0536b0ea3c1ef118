// Boost.JSON, compiled in: ThreadSanitizer sees nothing of what a library does that was built
// without it, as copying out of memory that two threads share.
#include <boost/json/src.hpp>
