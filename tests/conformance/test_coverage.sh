#!/bin/bash
# scripts/catalogue-coverage --check: the floors, the ceiling of what is excused, and how much may be
# missing. The suite is `true`, which proves nothing; the excuses are those of the project.
# Environment: COVERAGE, the script.
set -u
work=$(mktemp -d "${TMPDIR:-/tmp}/vss-test.XXXXXX")
trap 'rm -rf "$work"' EXIT
failures=0

# check CODE METHODS PERCENT [MISSING]: runs it with that floor of methods, that ceiling, and as much
# missing (standard: all).
check() {
    echo "{\"methods\": $2, \"results\": 0, \"rules\": 0, \"excused_percent_below\": $3," \
        "\"missing_at_most\": ${4-99999}}" >"$work/floor.json"
    "$COVERAGE" --suite true --floor "$work/floor.json" --check >"$work/out" 2>"$work/err"
    local code=$?
    [ "$code" -eq "$1" ] || complain "ended with $code instead of $1 for a floor of $2, $3 % and ${4-all} missing"
}
said() { grep -qE "^catalogue-coverage: $1\$" "$work/err" || complain "did not say '$1'"; }
complain() {
    echo "FAILED: $*: $(head -c 600 "$work/err")" >&2
    failures=$((failures + 1))
}

check 0 0 100
[ ! -s "$work/err" ] || complain "complained of nothing"
check 1 1 100
said 'methods: 0, and 1 were reached before'

check 1 0 0
said '[0-9]+ of the [0-9]+ results and rules of .* are excused, and it has to be less than 0 %'
read -r excused rows < <(sed -nE 's/.*: ([0-9]+) of the ([0-9]+) results.*/\1 \2/p' "$work/err")
[ "$excused" -gt 0 ] || complain "nothing is excused"
check 1 0 $((100 * excused / rows))
check 0 0 $((100 * excused / rows + 1))

check 1 0 100 0
said '[0-9]+ of the [0-9]+ results and rules of .* are neither proved nor excused, and it may be 0 at most .*'
missing=$(sed -nE 's/.*: ([0-9]+) of the .*/\1/p' "$work/err")
[ "$missing" -eq $((rows - excused)) ] || complain "$missing are missing, not $((rows - excused))"
[ "$missing" -eq "$("$COVERAGE" --suite true --missing | grep -cvE '^(of the|methods) ')" ] ||
    complain "--missing lists others"
check 1 0 100 $((missing - 1))
check 0 0 $((100 * excused / rows + 1)) "$missing"

"$COVERAGE" --suite true --floor "$work/floor.json" --update >"$work/out" 2>"$work/err"
grep -q "\"excused_percent_below\": $((100 * excused / rows + 1))" "$work/floor.json" ||
    complain "--update lost the ceiling"
grep -q "\"missing_at_most\": $missing" "$work/floor.json" || complain "--update lost what may be missing"

[ "$failures" -eq 0 ]
