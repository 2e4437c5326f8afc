/*
 * examples/ledger-writer/verify_main.cpp - ledger-verify FOLDER...: says of each folder whether a
 * whole ledger is in it. Ends with 0 if all are, 1 if one is not, 2 for a wrong command line.
 */
#include "ledger.h"

#include <cinttypes>

int main(int argc, char **argv)
{
    int result = 0;

    if (argc < 2) {
        std::fprintf(stderr, "usage: ledger-verify FOLDER...\n");
        return 2;
    }
    for (int i = 1; i < argc; i++) {
        ledger::Verdict verdict = ledger::verify(argv[i]);

        if (verdict.consistent) {
            std::printf("%s: consistent, %" PRIu64 " transfers, total %" PRId64 "\n", argv[i],
                        verdict.sequence, verdict.total);
        } else {
            std::printf("%s: NOT consistent: %s\n", argv[i], verdict.reason.c_str());
            result = 1;
        }
    }
    return result;
}
