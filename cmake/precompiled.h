/* Windows' headers take longer to read than most files of ours. */
#ifdef COBJMACROS
#include <vsapi/platform.h>
#else
#define COBJMACROS
#include <vsapi/platform.h>
#undef COBJMACROS
#endif
