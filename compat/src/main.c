/*
 * compat/src/main.c - main, for a program whose own is wmain.
 *
 * The linker takes this file from the library only where the program has no main. wmain is called
 * under whichever name the compiler has given it: C, or C++ with the parameters that people write.
 */
#include <vsapi/compat/crt.h>

#include "utf8.h"

#include <unistd.h>

typedef int wide_main(int argc, wchar_t **argv, wchar_t **envp);

wide_main wmain_c __asm__("wmain") __attribute__((weak));
wide_main wmain_plain __asm__("_Z5wmainv") __attribute__((weak));
wide_main wmain_usual __asm__("_Z5wmainiPPw") __attribute__((weak));
wide_main wmain_const __asm__("_Z5wmainiPPKw") __attribute__((weak));
wide_main wmain_variables __asm__("_Z5wmainiPPwS0_") __attribute__((weak));

static wchar_t *wide_new(const char *text)
{
    size_t length = strlen(text);
    wchar_t *wide = malloc((length + 1) * sizeof *wide);
    size_t count = 0, bytes;

    if (!wide)
        abort();
    for (; *text; text += bytes ? bytes : 1)
        bytes = vsapi_compat_utf8_read(text, &wide[count++]);
    wide[count] = 0;
    return wide;
}

static wchar_t **wide_list(char **texts)
{
    size_t count = 0;
    wchar_t **list;

    while (texts[count])
        count++;
    list = malloc((count + 1) * sizeof *list);
    if (!list)
        abort();
    for (size_t i = 0; i < count; i++)
        list[i] = wide_new(texts[i]);
    list[count] = NULL;
    return list;
}

/* For as long as the program runs, as on Windows: `used`, or the compiler keeps no pointer, and
 * they are leaks for LeakSanitizer. */
static wchar_t **wide_arguments __attribute__((used)), **wide_variables __attribute__((used));

int main(int argc, char **argv)
{
    wide_main *const starts[] = {wmain_c, wmain_usual, wmain_const, wmain_variables, wmain_plain};

    wide_arguments = wide_list(argv);
    wide_variables = wide_list(environ);
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
        if (starts[i])
            return starts[i](argc, wide_arguments, wide_variables);
    }
    fputs("the program has neither main nor wmain\n", stderr);
    return 127;
}
