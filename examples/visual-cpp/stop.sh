#!/bin/bash
# stop.sh PROGRAM [ARGUMENT...]: starts the writer, waits until it is ready, presses Ctrl+C.
set -euo pipefail
printed=$(mktemp)
trap 'rm -f "$printed"' EXIT

# A program in the background of a script ignores SIGINT unless it is given back.
set -m
"$@" >"$printed" &
program=$!
set +m
until grep -q ready "$printed"; do
    kill -0 $program || { echo "it ended before it was ready" >&2; exit 1; }
    sleep 0.05
done
kill -INT $program
wait $program || { echo "it ended with $?" >&2; exit 1; }
tr -d '\r' <"$printed"
grep -q "^journal-writer: 1 lines, ended" "$printed"
