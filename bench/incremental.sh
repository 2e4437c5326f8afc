#!/bin/bash
# bench/incremental.sh BUILD-FOLDER [PAGES]: what does an incremental backup by partial files cost beside
# a full one of the same store? The store is one database file of 1 GiB (PAGES of 4 KiB), of which 1 %
# is changed between the two; its writer is `partial` of examples/incremental.
set -euo pipefail
build=$(cd "${1:?usage: bench/incremental.sh BUILD-FOLDER [PAGES]}" && pwd)
pages=${2:-262144}
work=$(mktemp -d "$build/vsapi-bench-XXXXXX")
trap 'rm -rf "$work"' EXIT
unset VSAPI_HOST
export INCREMENTAL_WRITERS=partial INCREMENTAL_STATES=$work/states

store() { "$build/examples/incremental/incremental-store" "$1" partial "$work/disk/Stores/partial" "${@:2}"; }
now() { date +%s%N; }
back_up() { # TYPE: sets `took`, in ns
    local begin
    begin=$(now)
    "$build/tools/vss" backup --quiet --host "$work/host.xml" --type "$1" --to "$work/saved" \
        --writer "$build/examples/incremental/incremental-writers.so" >/dev/null
    took=$(($(now) - begin))
}
bytes_of() { find "$work/saved/$1/files" -type f -printf '%s\n' | awk '{sum += $1} END {print sum}'; }
ratio() { # NAME A B BOUND
    awk -v name="$1" -v a="$2" -v b="$3" -v bound="$4" \
        'BEGIN {printf "ratio %s %.4f (bound %s)\n", name, a / b, bound}'
}

mkdir -p "$work/disk/Stores" "$work/states"
printf '<?xml version="1.0" encoding="UTF-8"?>\n<host><volume mount="C:\\" folder="%s"/></host>\n' \
    "$work/disk" >"$work/host.xml"
store create --seed 1 --pages "$pages"
sync
back_up full
full_ns=$took
store change --seed 2
sync
back_up incremental
full=$(bytes_of 0001) part=$(bytes_of 0002)
echo "full: $full bytes, $((full_ns / 1000000)) ms; incremental: $part bytes, $((took / 1000000)) ms"
ratio incremental_bytes "$part" "$full" 0.02
ratio incremental_time "$took" "$full_ns" 1
