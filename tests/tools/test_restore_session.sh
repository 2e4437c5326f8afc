#!/bin/bash
# vss restore: the calls of a session up to the first file, and what the documents of the backup, the
# running writers and the disk have to say in it (rules REST-001 to REST-212, REST-302 to REST-410).
. "$(dirname "$0")/lib.sh"

trace=$work/trace
main='component||Main|1; files||Main|C:\Data|*|1|; schema|256; method|2'
make_backup() { # PLAN [ARGS...]
    new_host
    put "$work/C/Data/a.txt" alpha
    put "$work/C/Data/Sub/b.txt" beta
    rm -rf "$work/b"
    PLAN_WRITER=$1 run 0 backup --host "$work/host.xml" --writer "$writer" --to "$work/b" "${@:2}"
}
restore() { # CODE PLAN [ARGS...]
    PLAN_WRITER=$2 run "$1" restore --host "$work/host.xml" --writer "$writer" --from "$work/b" \
        --trace "$trace" "${@:3}"
}
# The calls of these names and the events, as (NAME NAME), in their order; each Wait when it is over.
order() {
    local calls='CreateVssExamineWriterMetadata|CreateVssBackupComponents|InitializeForRestore|GatherWriterMetadata'
    calls="$calls|SetSelectedForRestore|AddRestoreSubcomponent|AddNewTarget|PreRestore|GatherWriterStatus|GetWriterStatus"
    calls="$calls|GetWriterComponents|GetRestoreTarget|SetFileRestoreStatus|PostRestore"
    sed -nE -e 's/.*"phase":"end".*"name":"IVssAsync\.(Wait)".*/\1/p' \
        -e "s/.*\"kind\":\"api\",\"phase\":\"begin\".*\"name\":\"([A-Za-z0-9]+\.)?($calls)\".*/\2/p" \
        -e 's/.*"kind":"event","phase":"begin".*"name":"([A-Za-z]+)".*/(\1/p' \
        -e 's/.*"kind":"event","phase":"end".*"name":"([A-Za-z]+)".*/\1)/p' "$trace" | tr '\n' ' '
}
in_order() { # NAMES
    [ "$(order)" = "$* " ] || complain "the order is '$(order)'"
}
begin='CreateVssExamineWriterMetadata CreateVssBackupComponents InitializeForRestore GatherWriterMetadata (Identify Identify) Wait'
events='PreRestore (PreRestore PreRestore) Wait GatherWriterStatus Wait GetWriterStatus GetWriterComponents GetRestoreTarget'
end='SetFileRestoreStatus PostRestore (PostRestore PostRestore) Wait GatherWriterStatus Wait GetWriterStatus'

doing='documents, writers, the selection, PreRestore, their status, the components again'
make_backup "$main"
restore 0 "$main"
in_order "$begin SetSelectedForRestore $events $end"
doing='new targets are announced before PreRestore'
restore 0 "$main" --to 'C:\New'
in_order "$begin SetSelectedForRestore AddNewTarget $events $end"
doing='so are subcomponents, after the component they are in'
parts='component||All|1; files||All|C:\Data|a.txt|0|; component|All|Part|0; files|All|Part|C:\Data\Sub|b.txt|0|'
make_backup "$parts"
restore 0 "$parts" --component 'Plan Writer:All\Part'
in_order "$begin SetSelectedForRestore AddRestoreSubcomponent $events $end"
doing='a restore needs no shadow copy'
! grep -qE 'SnapshotSet|"kind":"provider".*"name":"(Begin|Pre|Commit|End|Post)' "$trace" || complain 'it makes one'

doing='each writer has its own stored document, whether it runs or not'
export PLAN_WRITER_2='name|Second; id|5a1f3c00-0000-4000-8000-000000000002; component||Two|1; files||Two|C:\Other|*|1|; method|2'
mkdir -p "$work/C/Other"
make_backup "$main" --writer "$writer"
restore 0 "$main" --json
[ "$(grep -c '"begin".*"name":"CreateVssExamineWriterMetadata"' "$trace")" -eq 2 ] || complain 'not two are loaded'
json components.0.writer_took_part true
json components.1.writer_took_part false
doing='nothing of a running writer is selected: it gets no event'
restore 0 "$main" --writer "$writer" --component 'Plan Writer:Main'
! grep -q '"kind":"event".*"name":"\(Pre\|Post\)Restore".*"writer":"Second"' "$trace" || complain 'it got one'
doing='a veto concerns one writer only'
put "$work/C/Other/o.txt" other
make_backup "$main" --writer "$writer"
rm -rf "$work/C/Data" "$work/C/Other"
PLAN_WRITER_2="$PLAN_WRITER_2; fail|OnPreRestore" restore 3 "$main" --writer "$writer" --json
restored Data/Sub/b.txt Data/a.txt
json components.0.restored true
json components.1.restored false
unset PLAN_WRITER_2

doing='what was saved says where files go, not what the writer is today'
make_backup "$main"
rm -rf "$work/C/Data"
restore 0 'component||Else|1; files||Else|C:\Else|*|0|; schema|0; method|4'
restored Data/Sub/b.txt Data/a.txt
said 'plan_writer: PostRestore'
doing='the documents that count are those of the backup, byte by byte'
make_backup "$main; stamp|saved" # what is changed in them reaches writer and disk
(cd "$work/b/0001" && forge_document bcd.xml 'backupStamp="saved"' 'backupStamp="other"')
restore 0 "$main"
said 'Main: stamp other'
document=$(cd "$work/b/0001" && echo writers/*.xml)
(cd "$work/b/0001" && forge_document "$document" 'method="[A-Z_]*"' 'method="RESTORE_IF_NOT_THERE"')
put "$work/C/Data/a.txt" changed
restore 5 "$main"
same "$work/C/Data/a.txt" changed

doing='no file is touched before PreRestore is over'
make_backup "$main"
put "$work/C/Data/a.txt" changed
rm -rf "$work/C/Data/Sub"
cp -r "$work/C" "$work/before"
restore 0 "$main; run|OnPreRestore|cp -r $work/C $work/then"
diff -r "$work/before" "$work/then" >&2 || complain 'something was written'
same "$work/C/Data/a.txt" alpha
doing='the disk is looked at after PreRestore: a writer may clear it there'
make_backup "${main%2}1" # only if not there
restore 5 "${main%2}1"
restore 0 "${main%2}1; run|OnPreRestore|rm -rf $work/C/Data"
restored Data/Sub/b.txt Data/a.txt
doing='and so it is if the writer puts something there'
rm -rf "$work/C/Data"
restore 5 "${main%2}1; run|OnPreRestore|mkdir $work/C/Data && echo new >$work/C/Data/a.txt"
restored Data/a.txt
doing='a target holds for what is below the component, too'
tree="$parts; method|2; mapping|C:\\Data|a.txt|0|C:\\Mapped; mapping|C:\\Data\\Sub|b.txt|0|C:\\Mapped"
make_backup "$tree"
rm -rf "$work/C/Data"
restore 0 "$tree; target|2"
restored Mapped/a.txt Mapped/b.txt

doing='one file that cannot be written decides for the whole set'
make_backup "$parts; method|2"
rm -rf "$work/C/Data/Sub"
put "$work/C/Data/Sub" 'no folder'
put "$work/C/Data/a.txt" changed
restore 5 "$parts; method|2"
same "$work/C/Data/a.txt" changed
same "$work/C/Data/Sub" 'no folder'

doing='the example writers say the same of themselves in a backup and in a restore'
identity() { # the calls in Identify, without their numbers and times
    sed -n 's/.*"phase":"begin".*"name":"\(IVssCreateWriterMetadata[^"]*\)".*"args":\(.*\)/\1 \2/p' "$trace" | LC_ALL=C sort
}
new_host
for kind in timestamped last-modify partial log exclusive complex data; do
    "$STORES/incremental-store" create "$kind" "$work/C/Stores/$kind" --seed 7 >"$out" 2>&1 || complain "no store for $kind"
done
rm -rf "$work/b"
run 0 backup --host "$work/host.xml" --writer "$STORES/incremental-writers.so" --to "$work/b" --trace "$trace"
identity >"$work/in_backup"
run 0 restore --host "$work/host.xml" --writer "$STORES/incremental-writers.so" --from "$work/b" --trace "$trace"
identity >"$work/in_restore"
grep -q SetRestoreMethod "$work/in_backup" || complain 'nothing is known of them'
diff "$work/in_backup" "$work/in_restore" >&2 || complain 'it differs'
finish
