#!/bin/bash
# vss serve and --writer-program: the service, a writer and requesters in processes of their own.
# Environment, beside lib.sh's: JOURNAL, the program of examples/visual-cpp/journal-writer.cpp.
. "$(dirname "$0")/lib.sh"
new_host
mkdir -p "$work/C/Journal"
address=$work/service

wait_for() { # TEXT FILE: until it is printed
    for _ in $(seq 500); do
        grep -q "$1" "$2" 2>/dev/null && return
        sleep 0.02
    done
    complain "$2 never said $1: $(head -c 400 "$2" 2>/dev/null)"
}
serve() { # ARGS...: starts the service
    "$VSS" serve --host "$work/host.xml" --address "$address" "$@" >"$work/serve.out" 2>"$work/serve.err" &
    service=$!
    wait_for '^VSAPI_SERVICE=' "$work/serve.out"
}
serve_end() { # CODE: it ends in order, and its address goes
    local code
    kill -TERM $service
    wait $service
    code=$?
    [ $code -eq "$1" ] || complain "the service ended with $code: $(cat "$work/serve.err")"
    grep -E 'Sanitizer|runtime error' "$work/serve.err" >&2
    gone "$address"
}
start_writer() { # NAME: another process with the writer
    : >"$work/$1.out"
    set -m # else it would ignore SIGINT
    "$JOURNAL" 'C:\Journal' >"$work/$1.out" 2>"$work/$1.err" &
    writer_process=$!
    set +m
    wait_for ready "$work/$1.out"
}

doing='the service tells its address'
serve --trace "$work/trace"
[ "$(cat "$work/serve.out")" = "VSAPI_SERVICE=$address" ] || complain "it printed $(cat "$work/serve.out")"
[ "$(stat -c %a "$address")" = 600 ] || complain 'others may connect'

doing='nobody has subscribed'
export VSAPI_SERVICE=$address
run 0 list writers --json
json writers '[]'

doing='a writer in another process'
start_writer first
run 0 list writers
printed 'Journal Writer'

doing='a backup by a third one'
run 0 backup --to "$work/b"
printed '1 files'
for event in Identify PrepareForBackup PrepareForSnapshot Freeze Thaw PostSnapshot BackupComplete BackupShutdown; do
    grep -q "\"kind\":\"event\",\"phase\":\"end\".*\"name\":\"$event\"" "$work/trace" || complain "there was no $event"
done
copy=$work/b/0001/files/C/Journal/journal.log
[ -s "$copy" ] && cmp -s "$copy" <(head -c "$(stat -c %s "$copy")" "$work/C/Journal/journal.log") ||
    complain 'the copy is not how the journal began'
[ -z "$(ls "$work"/C/.vsapi* 2>/dev/null)" ] || complain 'something is left of the shadow copy'

doing='who is there'
run 0 status
printed 'Journal Writer'
run 0 status --json
json processes.1.writers.0.name 'Journal Writer'
json processes.1.process "$writer_process"
json processes.0.writers '[]'
VSAPI_SERVICE= run 2 status
said 'VSAPI_SERVICE names no service'

doing='the machine is the service'
run 2 backup --to "$work/c" --trace "$work/t"
said 'the service is another process'
run 0 list volumes
printed 'C:\'

doing='a restore'
run 0 restore --from "$work/b"
cmp -s "$copy" "$work/C/Journal/journal.log" || complain 'it is not what it was'

doing='two writers of one class'
second=$writer_process
start_writer second
run 0 list writers --json
json writers.1.name 'Journal Writer'
kill -INT $writer_process && wait $writer_process || complain 'the second one failed'

doing='a writer that was killed is forgotten'
kill -9 "$second"
wait "$second" 2>/dev/null
for _ in $(seq 100); do
    run 0 list writers --json
    grep -q 'Journal Writer' "$out" || break
    sleep 0.02
done
json writers '[]'

doing='somebody else listens there already'
VSAPI_SERVICE='' run 1 serve --host "$work/host.xml" --address "$address"
said 'another service listens'

doing='the end of the service'
start_writer third
serve_end 0
run 1 list writers
said "no service answers at $address"
kill -INT $writer_process
wait $writer_process || complain 'the writer does not survive the service'

doing='what is left of a service that was killed is replaced'
serve
kill -9 $service
wait $service 2>/dev/null
serve
run 0 list writers
serve_end 0
unset VSAPI_SERVICE

doing='an address that is none'
run 1 serve --host "$work/host.xml" --address relative
said 'has to be an absolute path'

doing='volumes in memory'
echo '<host><volume mount="C:\"/></host>' >"$work/memory.xml"
run 1 serve --host "$work/memory.xml" --address "$address"
said 'is in memory'

doing='a program with a writer, for one run'
run 0 backup --host "$work/host.xml" --to "$work/p" --writer-program "$JOURNAL" 'C:\Journal'
printed '1 files'
said 'OnFreeze'
said 'ended'
run 0 list components --host "$work/host.xml" --writer-program "$JOURNAL" 'C:\Journal'
printed journal
run 0 plan --host "$work/host.xml" --writer-program "$JOURNAL" 'C:\Journal'
printed 'journal.log'
run 0 restore --host "$work/host.xml" --from "$work/p" --writer-program "$JOURNAL" 'C:\Journal'

doing='a program that is no writer'
run 3 list writers --host "$work/host.xml" --writer-program true
said 'true ended with 0 before it had subscribed a writer'
run 3 list writers --host "$work/host.xml" --writer-program "$work/nothing"
said "$work/nothing cannot be started"
run 2 list writers --writer-program
said '--writer-program lacks its PROGRAM...'
finish
