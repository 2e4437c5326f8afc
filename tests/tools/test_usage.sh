#!/bin/bash
# Wrong command lines: exit code 2 and one sentence, and nothing is made.
. "$(dirname "$0")/lib.sh"

wrong() { # SENTENCE ARGS...
    local sentence=$1
    shift
    doing="wrong command line '$*'"
    run 2 "$@"
    said "$sentence"
    one_sentence
}

wrong 'no command'
wrong 'unknown command frobnicate' frobnicate
wrong 'unknown option --frobnicate' --frobnicate
wrong 'unknown option --frobnicate' backup --frobnicate
wrong 'unknown option -x' backup -x
wrong '--to is missing' backup
wrong '--to lacks its DIR' backup --to
wrong '--to is empty' backup --to ''
wrong '--to is empty' backup --to=
wrong '--to is given twice' backup --to a --to b
wrong '--json takes no argument' backup --to a --json=yes
wrong 'unexpected argument x' backup --to a x
wrong '--to is no valid UTF-8' backup --to $'a\xff'
wrong '--type weekly is none of' backup --to "$work/b" --type weekly
gone "$work/b"
wrong '--from is missing' restore
wrong '--from lacks its DIR' restore --from
wrong 'what to list is missing' list
wrong 'cats cannot be listed' list cats
wrong 'unexpected argument volumes' list writers volumes
wrong 'list sets needs --from' list sets
wrong 'cannot be used' list sets --from "$work/none"
wrong 'unknown option --to' list writers --to x
wrong 'the trace is missing' timeline
wrong 'cannot be read' timeline "$work/no-such-trace"
wrong "--from $work/none cannot be used" restore --from "$work/none"
wrong 'the host' list volumes --host "$work/no-such-host.xml"
wrong 'cannot be written' list volumes --trace "$work/no/such/trace"

doing='a folder that cannot be used'
put "$work/file" x
wrong 'cannot be used' backup --to "$work/file"
wrong 'cannot be made' backup --to "$work/no/such/folder"
put "$work/full/x" x
wrong 'is not empty' backup --to "$work/full"
same "$work/full/x" x

doing='names that are not there'
new_host
export PLAN_WRITER='component||Main|1; files||Main|C:\Data|*.txt|0|'
put "$work/C/Data/a.txt" a
wrong 'there is no writer' backup --host "$work/host.xml" --to "$work/b"
wrong 'there is no such writer' backup --host "$work/host.xml" --writer "$writer" --to "$work/b" --component 'Nobody:Main'
wrong 'has no such component' backup --host "$work/host.xml" --writer "$writer" --to "$work/b" --component 'Plan Writer:Other'
wrong 'is not of the form' backup --host "$work/host.xml" --writer "$writer" --to "$work/b" --component 'Main'
wrong 'there is no such volume' backup --host "$work/host.xml" --to "$work/b" --volume 'Q:\'
gone "$work/b"

doing='the JSON of a failure'
run 2 backup --json
json ok false
json exit 2
grep -q -- '--to is missing' <("$JSON_GET" error.message <"$out") || complain 'no message'

finish
