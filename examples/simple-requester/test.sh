#!/bin/sh
# test.sh REQUESTER WRITER.so LEDGER-VERIFY: backs the ledger up while it works, and looks at the copy:
# it is whole, and without the writer's Freeze it is not.
set -eu
requester=$1 writer=$2 verify=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

LEDGER_LOAD=20000 "$requester" "$writer" "$work/saved" >"$work/out"
grep -q '^component ledger$' "$work/out"
grep -q '^shadow copy of C:' "$work/out"
grep -q '^backed up 6 files, [0-9]* bytes$' "$work/out"
grep -q '<BACKUP_COMPONENTS' "$work/saved/backup.xml"
"$verify" "$work/saved/C/Ledger"

LEDGER_NO_FREEZE=1 LEDGER_LOAD=20000 "$requester" "$writer" "$work/torn" >/dev/null
if "$verify" "$work/torn/C/Ledger"; then
    echo "the copy without Freeze is whole: the check finds nothing" >&2
    exit 1
fi

# What is no writer is refused with a sentence.
if "$requester" /dev/null "$work/none" 2>"$work/err" || ! [ -s "$work/err" ]; then
    echo "a plug-in that is none was taken" >&2
    exit 1
fi
if "$requester" 2>/dev/null; then
    echo "a wrong command line was taken" >&2
    exit 1
fi
