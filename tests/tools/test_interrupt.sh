#!/bin/bash
# A backup that ends midway, however it ends, is never taken for a whole one.
. "$(dirname "$0")/lib.sh"
plan='component||Main|1; files||Main|C:\Data|*|1|'
new_host
for i in $(seq 60); do put "$work/C/Data/$i" "file $i"; done
host=(--host "$work/host.xml")

for handler in OnIdentify OnPrepareBackup OnFreeze OnThaw OnPostSnapshot OnBackupComplete; do
    doing="killed in $handler"
    rm -rf "$work/b"
    PLAN_WRITER="$plan; kill|$handler" run 137 backup "${host[@]}" --writer "$writer" --to "$work/b" --trace "$work/t"
    gone "$work/b/0001/files.json"
    run 4 restore "${host[@]}" --from "$work/b"
    said 'holds no finished backup'
    PLAN_WRITER=$plan run 0 backup "${host[@]}" --writer "$writer" --to "$work/b"
    said '0001 is an interrupted backup'
    there "$work/b/0002/files.json"
    gone "$work/b/0001/files.json"
    run 0 restore "${host[@]}" --from "$work/b" --json
    json set 2
    run 2 restore "${host[@]}" --from "$work/b" --set 1
    said 'no finished set of this number'
    run 0 timeline "$work/t"
    printed 'did not end'
done

doing='killed after everything: the backup is whole'
rm -rf "$work/b"
PLAN_WRITER="$plan; kill|OnBackupShutdown" run 137 backup "${host[@]}" --writer "$writer" --to "$work/b"
there "$work/b/0001/files.json"
run 0 restore "${host[@]}" --from "$work/b"

# Whenever it is killed: what has a manifest can be restored, what has none is refused.
whole=0 half=0
for delay in 0.001 0.002 0.004 0.006 0.008 0.010 0.013 0.016 0.020 0.030 0.050 0.1; do
    doing="killed after $delay s"
    rm -rf "$work/b"
    PLAN_WRITER=$plan timeout -s KILL "$delay" "$VSS" backup "${host[@]}" --writer "$writer" \
        --to "$work/b" >/dev/null 2>&1
    if [ -e "$work/b/0001/files.json" ]; then
        whole=$((whole + 1))
        run 0 restore "${host[@]}" --from "$work/b"
        printed '60 files'
    elif [ -d "$work/b/0001" ]; then
        half=$((half + 1))
        run 4 restore "${host[@]}" --from "$work/b"
    fi
done
echo "killed at some time: $whole whole, $half half"

doing='an interrupt is answered in order, and nothing is left'
rm -rf "$work/b"
PLAN_WRITER="$plan; interrupt|OnPostSnapshot" run 1 backup "${host[@]}" --writer "$writer" --to "$work/b"
said 'interrupted'
one_sentence
gone "$work/b"

doing='two backups into one catalogue: one is refused, or comes second'
for i in 1 2 3; do
    rm -rf "$work/b"
    PLAN_WRITER=$plan "$VSS" backup "${host[@]}" --writer "$writer" --to "$work/b" >/dev/null 2>&1 &
    first=$!
    PLAN_WRITER=$plan "$VSS" backup "${host[@]}" --writer "$writer" --to "$work/b" >/dev/null 2>&1
    codes=$?
    wait "$first"
    codes=$codes$?
    case $codes in
    02 | 20) gone "$work/b/0002" ;;
    00) there "$work/b/0002/files.json" ;;
    *) complain "they ended with $codes" ;;
    esac
    run 0 restore "${host[@]}" --from "$work/b"
done
finish
