/*
 * compat/src/parameter.c - what happens to a parameter that cannot be.
 */
#include <vsapi/compat/crt.h>

#include <stdatomic.h>

static _Atomic(_invalid_parameter_handler) current_handler;

_invalid_parameter_handler _set_invalid_parameter_handler(_invalid_parameter_handler handler)
{
    return atomic_exchange(&current_handler, handler);
}

_invalid_parameter_handler _get_invalid_parameter_handler(void)
{
    return atomic_load(&current_handler);
}

errno_t vsapi_compat_invalid(const char *function, errno_t error)
{
    _invalid_parameter_handler handler = _get_invalid_parameter_handler();

    errno = error;
    if (!handler) {
        /* The last words of a program that ends here, as those of assert. */
        fprintf(stderr, "%s: invalid parameter (%s)\n", function, strerror(error));
        abort();
    }
    handler(NULL, NULL, NULL, 0, 0);
    errno = error;
    return error;
}

int vsapi_compat_invalid_result(const char *function, errno_t error)
{
    vsapi_compat_invalid(function, error);
    return -1;
}

errno_t _get_errno(int *value)
{
    if (!value)
        return vsapi_compat_invalid("_get_errno", EINVAL);
    *value = errno;
    return 0;
}

errno_t _set_errno(int value)
{
    errno = value;
    return 0;
}
