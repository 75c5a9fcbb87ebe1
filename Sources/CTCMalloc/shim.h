// Debian's libgoogle-perftools-dev.
#include <gperftools/malloc_extension_c.h>
