#!/bin/bash
# vss timeline: the events of a trace in order, also of a trace that is not whole.
. "$(dirname "$0")/lib.sh"
new_host
put "$work/C/Data/a" a
export PLAN_WRITER='component||Main|1; files||Main|C:\Data|*|0|'
run 0 backup --host "$work/host.xml" --writer "$writer" --to "$work/b" --trace "$work/t"

doing='the order of a backup'
run 0 timeline "$work/t"
said_nothing
at=0
for what in GatherWriterMetadata Identify AddComponent StartSnapshotSet AddToSnapshotSet PrepareForBackup \
    DoSnapshotSet PrepareForSnapshot Freeze PreCommitSnapshots CommitSnapshots PostCommitSnapshots Thaw \
    PostSnapshot SetBackupSucceeded SaveAsXML BackupComplete BackupShutdown; do
    # The document is looked at before, too.
    pick=head
    [ "$what" = SaveAsXML ] && pick=tail
    line=$(grep -nE " $what( |\$)" "$out" | $pick -1 | cut -d: -f1)
    [ -n "$line" ] || { complain "no $what"; continue; }
    [ "$line" -gt "$at" ] || complain "$what comes too early"
    at=$line
done
printed 'requester'
printed 'writer Plan Writer'
printed 'provider'
lines=$(wc -l <"$out")

doing=--all
run 0 timeline "$work/t" --all
printed GetComponentInfo
[ "$(wc -l <"$out")" -gt "$lines" ] || complain 'it shows no more'

doing=--json
run 0 timeline --json "$work/t"
json timeline.0.at_us 0
[ "$("$JSON_GET" 'timeline.#' <"$out")" -eq $((lines - 1)) ] || complain 'not as many'

doing='a failure'
rm -rf "$work/b"
PLAN_WRITER="$PLAN_WRITER; fail|OnFreeze" run 3 backup --host "$work/host.xml" --writer "$writer" --to "$work/b" --trace "$work/f"
run 0 timeline "$work/f"
printed VSS_E_WRITERERROR_NONRETRYABLE
printed Abort

doing='a cut trace'
head -c $(($(wc -c <"$work/t") / 2)) "$work/t" >"$work/cut"
run 0 timeline "$work/cut"
printed Identify
doing='an empty trace'
: >"$work/empty"
run 0 timeline "$work/empty"
doing='no trace'
put "$work/no" $'hello\nworld\n'
run 2 timeline "$work/no"
said 'is no trace'
finish
