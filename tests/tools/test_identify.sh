#!/bin/bash
# A writer that does not answer Identify is told: by a warning if others answer, by exit code 3 if
# none does. It must not look like a machine without writers.
. "$(dirname "$0")/lib.sh"
first='name|First; id|5a1f3c00-0000-4000-8000-000000000001; component||One|1; files||One|C:\Data|*|0|'
second='name|Second; id|5a1f3c00-0000-4000-8000-000000000002; component||Two|1; files||Two|C:\Data|*|0|'
export PLAN_WRITER=$first PLAN_WRITER_2=$second

commands=('list writers' 'list components' "backup --to $work/new" "restore --from $work/b")
new_host
put "$work/C/Data/a.txt" alpha
doing='a backup by both to restore from'
run 0 backup --host "$work/host.xml" --writer "$writer" --writer "$writer" --to "$work/b"
said 'COMP-407'
one_sentence
cp "$work/host.xml" "$work/well.xml"

fault() { # ELEMENTS: in the host file
    sed "s#</host>#$1</host>#" "$work/well.xml" >"$work/host.xml"
}
start() { # what each command finds
    put "$work/C/Data/a.txt" changed
    rm -rf "$work/new"
}

none_answers() { # WHAT ELEMENTS
    fault "$2"
    for command in "${commands[@]}"; do
        doing="$1: $command"
        start
        run 3 $command --host "$work/host.xml" --writer "$writer"
        said '1 of 1 writers loaded by --writer did not answer Identify'
        said "$writer"
        one_sentence
        printed_nothing
        gone "$work/new"
        same "$work/C/Data/a.txt" changed
    done
}
none_answers 'a writer fails in Identify' '<fault call="Identify" result="VSS_E_WRITERERROR_NONRETRYABLE"/>'
none_answers 'a writer hangs in Identify' '<clock kind="manual"/><fault call="Identify" hang="yes"/>'

fault '<fault call="Identify" target="First" result="VSS_E_WRITERERROR_NONRETRYABLE"/>'
for command in "${commands[@]}"; do
    doing="one of two writers fails in Identify: $command"
    start
    run 0 $command --host "$work/host.xml" --writer "$writer" --writer "$writer" --json
    said 'vss: warning: 1 of 2 writers loaded by --writer did not answer Identify'
    said 'only Second did'
    json warnings.# 1
done

doing='a backup of a volume needs the writers too'
fault '<fault call="Identify" result="VSS_E_WRITERERROR_NONRETRYABLE"/>'
start
run 3 backup --to "$work/new" --volume 'C:\' --host "$work/host.xml" --writer "$writer"
gone "$work/new"

doing='without --writer nobody has to answer'
run 0 list writers --host "$work/host.xml"
said_nothing
finish
