#!/bin/bash
# vss plan: what would be saved and why, and that nothing is.
. "$(dirname "$0")/lib.sh"
new_host
put "$work/C/Data/a.txt" alpha
put "$work/C/Data/b.tmp" beta
put "$work/C/Data/Sub/c.txt" 0123456789
export PLAN_WRITER='component||Main|1; files||Main|C:\Data|*|1||0x101; exclude|C:\Data|*.tmp|1; schema|67'
plan() { # CODE ARGS...
    local code=$1
    shift
    run "$code" plan --host "$work/host.xml" --writer "$writer" "$@"
}

doing='a full backup'
plan 0 --trace "$work/t"
printed 'copy    C:\Data\a.txt (5 bytes from the shadow copy, for Main of Plan Writer)'
printed '(INCR-203)'
printed '2 files, 15 bytes would be saved'
! grep -q b.tmp "$out" || complain 'what is skipped is shown'
said_nothing
for call in Freeze PostSnapshot AbortBackup; do grep -q "$call" "$work/t" || complain "no $call"; done
! grep -q "Components.BackupComplete" "$work/t" || complain 'the writers think that a backup was made'
doing='and what is not saved'
plan 0 --all
printed 'skip    C:\Data\b.tmp'
printed '(COMP-502)'

doing='as JSON'
plan 0 --json --all
json ok true
json type full
json files 2
json bytes 15
"$JSON_GET" items <"$out" >"$work/items"
grep -q '"action":"skip"' "$work/items" || complain 'no skipped file'
grep -q '"rule":"INCR-203"' "$work/items" || complain 'no rule'
grep -q '"by":"file set"' "$work/items" || complain 'no entry'
grep -q '"from_shadow_copy":true' "$work/items" || complain 'no source'

doing='a relative type needs the catalogue'
plan 2 --type incremental
said 'needs --to'
one_sentence
plan 2 --type incremental --to "$work/none"
said 'cannot be used'
gone "$work/none"
plan 2 --type weekly
doing='and changes nothing in it'
run 0 backup --host "$work/host.xml" --writer "$writer" --to "$work/b"
(cd "$work/b" && find . -type f -exec cksum {} + | sort) >"$work/before"
PLAN_WRITER="$PLAN_WRITER; partial|Main|C:\\Data\\Sub|c.txt|2:3,7:1|meta; differenced|Main|C:\\Data|*|1|0" plan 0 \
    --type incremental --to "$work/b" --json
(cd "$work/b" && find . -type f -exec cksum {} + | sort) | diff "$work/before" - >&2 || complain 'it does'
json files 0
json type incremental
doing='partial files'
put "$work/C/Data/a.txt" changed
PLAN_WRITER="$PLAN_WRITER; partial|Main|C:\\Data\\Sub|c.txt|2:3,7:1|meta; differenced|Main|C:\\Data|a.txt|0|0" plan 0 \
    --type incremental --to "$work/b"
printed 'ranges  C:\Data\Sub\c.txt (4 bytes of 10 bytes in 2 ranges from the shadow copy, for Main of Plan Writer)'
printed 'copy    C:\Data\a.txt (7 bytes'
printed '2 files, 11 bytes would be saved'
doing='what a writer does wrong is said'
printed 'remark'
printed '(INCR-404)'
doing='an illegal chain'
plan 2 --type log --to "$work/b" --component 'Plan Writer:Nothing'
said 'no such component'

doing='what is missing'
PLAN_WRITER='component||Main|1; files||Main|C:\Data|gone|0|' plan 5
printed 'fail    C:\Data\gone'
said '1 files or file sets cannot be saved'
doing='a volume'
run 0 plan --host "$work/host.xml" --volume 'C:\'
printed 'for the volume'
printed 'from the shadow copy'
doing='nothing is left behind'
[ -z "$(find "$work" -maxdepth 1 -name '*shadow*')" ] || complain 'shadow copies are left'
finish
