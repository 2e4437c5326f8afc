#!/bin/bash
# scripts/catalogue-coverage --check: the floors, the ceiling of what is excused, and how much may be
# missing. The suite is `true`, which proves nothing; the excuses are those of the project.
# Environment: COVERAGE, the script.
set -u
across=0 across_missing=0
work=$(mktemp -d "${TMPDIR:-/tmp}/vss-test.XXXXXX")
trap 'rm -rf "$work"' EXIT
mkdir "$work/proofs"
failures=0

# check CODE METHODS PERCENT [MISSING]: runs it with that floor of methods, that ceiling, and as much
# missing (standard: all).
check() {
    echo "{\"methods\": $2, \"results\": 0, \"rules\": 0, \"excused_percent_below\": $3," \
        "\"missing_at_most\": ${4-99999}, \"across\": $across, \"across_missing_at_most\": $across_missing}" \
        >"$work/floor.json"
    "$COVERAGE" --suite true --proofs "$work/proofs" --floor "$work/floor.json" --check >"$work/out" 2>"$work/err"
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
[ "$missing" -eq "$("$COVERAGE" --suite true --proofs "$work/proofs" --missing | grep -cvE '^(of the|rules across|methods) ')" ] ||
    complain "--missing lists others"
check 1 0 100 $((missing - 1))
check 0 0 $((100 * excused / rows + 1)) "$missing"

"$COVERAGE" --suite true --proofs "$work/proofs" --floor "$work/floor.json" --update >"$work/out" 2>"$work/err"
grep -q "\"excused_percent_below\": $((100 * excused / rows + 1))" "$work/floor.json" ||
    complain "--update lost the ceiling"
grep -q "\"missing_at_most\": $missing" "$work/floor.json" || complain "--update lost what may be missing"

# The rules across methods: documents.json has 31.
proofs() { printf "$1" >"$work/proofs/documents.tsv"; }
wrong() { # COMPLAINT LINE: that line of a topic is complained of
    proofs "$2"
    check 1 0 100
    said "$1"
}
across_missing=30
proofs '# of tests\nDOC-001\tconformance/test_runs.c:what_fails_fails_under_each_name; tools/test_plan.sh:as JSON\n'
across=1
check 0 0 100
grep -q '^rules across methods 1/31 (0 excused)$' "$work/out" || complain "$(tail -2 "$work/out")"
across=2
check 1 0 100
said 'across: 1, and 2 were reached before'
across=0 across_missing=29
check 1 0 100
said '30 rules across methods have neither a test nor a reason, .*'
proofs 'DOC-001\t-\tnobody can see it\n'
across_missing=30
check 0 0 100
across_missing=31
wrong 'documents.tsv:1: DOC-0 is no rule' 'DOC-0\ttools/test_plan.sh\n'
wrong 'documents.tsv:2: DOC-001 stands twice' 'DOC-001\ttools/test_plan.sh\nDOC-001\t-\twhy\n'
wrong 'documents.tsv:1: DOC-001 has neither a test nor a reason' 'DOC-001\t-\n'
wrong 'documents.tsv: DOC-001: there is no tests/tools/plan.c' 'DOC-001\ttools/plan.c\n'
wrong 'documents.tsv: DOC-001: tests/tools/test_plan.sh has no case' 'DOC-001\ttools/test_plan.sh:case\n'
wrong 'documents.tsv: DOC-001: tests/conformance/test_runs.c has no nothing' 'DOC-001\tconformance/test_runs.c:nothing\n'
wrong 'documents.tsv: DOC-001: no case IVssAsync.Cancel-3 of the API suite passed' 'DOC-001\tapi:IVssAsync.Cancel-3\n'

[ "$failures" -eq 0 ]
