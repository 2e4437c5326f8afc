/*
 * compat/src/main_windows.c - main.c's counterpart: wmain without -municode, under any name.
 */
#include <vsapi/compat.h>

#include <stdlib.h>

/* What mingw-w64 puts before the names of C. */
#define NAME_(prefix, name) #prefix name
#define NAME(prefix, name) NAME_(prefix, name)

/* Each name as the program has it, or else the one here, which says that it has not. */
#define NO_MAIN (-0x7FFFFFF1)
#define MAIN(function, name)                                                                       \
    int function(int argc, wchar_t **argv,                                                         \
                 wchar_t **envp) __asm__(NAME(__USER_LABEL_PREFIX__, name)) __attribute__((weak)); \
    int function(int argc, wchar_t **argv, wchar_t **envp)                                         \
    {                                                                                              \
        (void)argc, (void)argv, (void)envp;                                                        \
        return NO_MAIN;                                                                            \
    }
MAIN(wmain_c, "wmain")
MAIN(wmain_plain, "_Z5wmainv")
MAIN(wmain_usual, "_Z5wmainiPPw")
MAIN(wmain_const, "_Z5wmainiPPKw")
MAIN(wmain_variables, "_Z5wmainiPPwS0_")

/* The runtime's own; no header has it. */
struct start_info {
    int new_mode;
};
__declspec(dllimport) int __wgetmainargs(int *argc, wchar_t ***argv, wchar_t ***envp, int expand,
                                         struct start_info *info);

int main(void)
{
    int (*const starts[])(int, wchar_t **, wchar_t **) = {wmain_c, wmain_usual, wmain_const,
                                                          wmain_variables, wmain_plain};
    struct start_info info = {0};
    wchar_t **argv = NULL, **envp = NULL;
    int argc = 0;

    __wgetmainargs(&argc, &argv, &envp, 0, &info);
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
        int result = starts[i](argc, argv, envp);

        if (result != NO_MAIN)
            return result;
    }
    fputs("the program has neither main nor wmain\n", stderr);
    return 127;
}
