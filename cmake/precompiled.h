/* Windows' headers take longer to read than most files of ours. */
#define COBJMACROS
#include <vsapi/platform.h>
#undef COBJMACROS
