#!/bin/bash
# test.sh NAME PROGRAM [WRITER VERIFY]: the tests of this folder under Wine. Each makes what a program there
# cannot, and looks at what is left behind.
set -euo pipefail
project=$(cd "$(dirname "$0")/../.." && pwd)
wine=$project/scripts/wine
prefix=${VSAPI_WINEPREFIX:-$project/build/wineprefix}
name=$1 program=$2
work=$(mktemp -d)
ledger=
trap 'touch "$work/over"; wait; rm -rf "$work" ${ledger:+"$ledger"}' EXIT
unset VSAPI_HOST

fail() {
    echo "not ok - $*" >&2
    exit 1
}
run() { "$wine" "$program" "$@" | tr -d '\r'; }
# The folder on Linux of a path on C:.
found() {
    local path=${1#'\\?\C:'}
    echo "$prefix/drive_c${path//\\//}"
}

# The requester backs the ledger up, which is in a folder of this test on C:, into $work/NAME.
back_up() {
    (cd "$work" && LEDGER_FOLDER=C:\\${ledger##*/}\\Ledger LEDGER_LOAD=20000 run "Z:$writer" "$1")
}
check_copy() { "$wine" "$verify" "Z:$work/$1/C/${ledger##*/}/Ledger"; }

# Symbolic links in a folder of this test, to its folder "beside" and to nothing else.
make_links() {
    mkdir -p "$work/beside/sub" "$1/holder"
    echo kept | tee "$work/beside/kept" "$work/beside/sub/kept" >"$1/file"
    ln -s "$work/beside" "$1/out"
    ln -s "$work/beside/kept" "$1/outfile"
    ln -s . "$1/self"
    ln -s file "$1/samefile"
    ln -s out "$1/chain"
    ln -s missing "$1/nowhere"
    ln -s "$work/beside" "$1/holder/out"
    ln -s "$work/beside/sub/kept" "$1/holder/outfile"
}

case $name in
folders)
    make_links "$work/top"
    make_links "$work/top/disk"
    before=$(cd "$work/beside" && find . -ls && cat kept sub/kept)
    run "Z:$work/top" || fail "the program"
    after=$(cd "$work/beside" && find . -ls && cat kept sub/kept)
    [ "$before" = "$after" ] || fail "something was done through a link: $before, then $after"
    [ -L "$work/top/out" ] && [ -f "$work/top/file" ] || fail "a link or its file is gone"
    ;;
machine)
    run
    ;;
persistent)
    read -r id device < <(run keep)
    [ -d "$(found "$device")" ] || fail "the files are not in $device"
    run find "$id" kept
    [ ! -d "$(found "$device")" ] || fail "$device is still there"
    ;;
left-behind)
    for how in leave exit; do
        device=$(run "$how")
        [ "$how" = exit ] || [ -d "$(found "$device")" ] || fail "$device was not made"
        run many 1 >/dev/null
        [ ! -e "$(found "$device")" ] || fail "$device of a process that is dead is still there"
    done
    ;;
requester)
    writer=$3 verify=$4
    "$wine" cmd /c exit # makes the prefix
    ledger=$(mktemp -d "$prefix/drive_c/vsapi-test.XXXXXX")
    back_up saved >"$work/out"
    grep -q '^component ledger$' "$work/out" || fail "no component"
    grep -q '^backed up 6 files, [0-9]* bytes$' "$work/out" || fail "not all files"
    grep -q '<BACKUP_COMPONENTS' "$work/saved/backup.xml" || fail "no document"
    check_copy saved || fail "the copy is not whole"
    LEDGER_NO_FREEZE=1 back_up torn >"$work/out"
    if check_copy torn; then
        fail "the copy without Freeze is whole: the check finds nothing"
    fi
    ;;
side-by-side) # and programs begin all the while
    while [ ! -e "$work/over" ]; do
        "$wine" cmd /c exit
    done &
    beginning=$!
    run many 5 >"$work/one" 2>&1 &
    run many 5 >"$work/two" 2>&1 || fail "$(cat "$work/two")"
    wait $! || fail "$(cat "$work/one")"
    touch "$work/over"
    wait "$beginning"
    [ "$(cat "$work/one" "$work/two" | grep -c '^HarddiskVolumeShadowCopy')" = 10 ] ||
        fail "not all were made"
    double=$(cat "$work/one" "$work/two" | grep '^HarddiskVolumeShadowCopy' | sort | uniq -d)
    [ -z "$double" ] || fail "two are called $double"
    ;;
esac
