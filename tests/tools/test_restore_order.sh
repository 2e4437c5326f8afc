#!/bin/bash
# vss restore: the calls and events of a session in their order, which writers take part, and what
# comes of a component that fails beside others (rules REST-801 to REST-819, REST-901 to REST-904).
. "$(dirname "$0")/lib.sh"

main='component||Main|1; files||Main|C:\Data|*|1|'
two="$main; component||Two|1; files||Two|C:\\Two|*|1|"
trace=$work/trace

make_backup() { # PLAN
    new_host
    put "$work/C/Data/a.txt" alpha
    put "$work/C/Data/z.txt" zeta
    put "$work/C/Two/b.txt" beta
    PLAN_WRITER=$1 backup 0
    rm -rf "$work/C/Data" "$work/C/Two"
}
restore() { # CODE PLAN [ARGS...]
    PLAN_WRITER=$2 run "$1" restore --host "$work/host.xml" --writer "$writer" --from "$work/b" \
        --trace "$trace" "${@:3}"
}
# What happened from PreRestore on: the calls of these names, events as (NAME NAME), the end of the session.
order() {
    local calls='PreRestore|GatherWriterStatus|GetWriterComponents|SetFileRestoreStatus|PostRestore'
    calls="$calls|GatherWriterMetadata|PrepareForBackup|DoSnapshotSet|BackupComplete|AddNewTarget"
    sed -nE -e "s/.*\"kind\":\"api\",\"phase\":\"begin\".*\"name\":\"IVssBackupComponents[Ex0-9]*\.($calls)\".*/\1/p" \
        -e 's/.*"kind":"api","phase":"begin".*"name":"IVssComponent.(GetDirectedTarget)".*/\1/p' \
        -e 's/.*"kind":"event","phase":"begin".*"name":"([A-Za-z]+)".*/(\1/p' \
        -e 's/.*"kind":"event","phase":"end".*"name":"([A-Za-z]+)".*/\1)/p' \
        -e 's/.*"kind":"session","phase":"note","name":"(end)".*/\1/p' "$trace" |
        sed '1,/^Identify)$/d' | tr '\n' ' '
}
in_order() { # NAMES
    [ "$(order)" = "$1 " ] || complain "the order is '$(order)'"
}
called() { # NAME COUNT
    local count
    count=$(grep -c "\"phase\":\"begin\".*\"name\":\"IVssBackupComponents[Ex0-9]*\.$1\"" "$trace")
    [ "$count" -eq "$2" ] || complain "$1 is called $count times instead of $2"
}

doing='no event while files are written, then the status of the writers'
make_backup "$two"
restore 0 "$two"
in_order 'PreRestore (PreRestore PreRestore) GatherWriterStatus GetWriterComponents SetFileRestoreStatus SetFileRestoreStatus PostRestore (PostRestore PostRestore) GatherWriterStatus end'
said 'Main: stamp none, the last, status 2'
said 'Two: stamp none, the last, status 2'
doing='all directed targets are read before the first file is written'
make_backup "$two"
restore 0 "$two; target|3; directed|Main|C:\\Data|a.txt|0:5|C:\\New|a|0:5; directed|Two|C:\\Two|b.txt|0:4|C:\\New|b|0:4
    ; directed|Two|C:\\Two|b.txt|0:2|C:\\New|b|4:2"
in_order 'PreRestore (PreRestore PreRestore) GatherWriterStatus GetWriterComponents GetDirectedTarget GetDirectedTarget GetDirectedTarget SetFileRestoreStatus SetFileRestoreStatus PostRestore (PostRestore PostRestore) GatherWriterStatus end'
doing='each image of a chain is a session'
make_backup "$main; schema|3; stamp|one"
put "$work/C/Data/a.txt" alpha
put "$work/C/Data/z.txt" zeta
PLAN_WRITER="$main; schema|3; stamp|two" run 0 backup --host "$work/host.xml" --writer "$writer" \
    --to "$work/b" --type incremental
restore 0 "$main; schema|3"
session='PreRestore (PreRestore PreRestore) GatherWriterStatus GetWriterComponents SetFileRestoreStatus PostRestore (PostRestore PostRestore) GatherWriterStatus end'
in_order "$session GatherWriterMetadata (Identify Identify) $session"
called InitializeForRestore 2
called SetAdditionalRestores 2
doing='the stamp tells the writer in PreRestore which image it is'
[ "$(sed -n 's/^plan_writer: image of Main: //p' "$err" | tr '\n' ' ')" = 'one two ' ] || complain "$(cat "$err")"
doing='and is not handed over again'
called SetPreviousBackupStamp 0

doing='a component that cannot be restored does not stop the others, and comes back whole or not at all'
make_backup "$two"
mkdir -p "$work/C/Data/z.txt.vss~new"
restore 5 "$two" --json
gone "$work/C/Data/a.txt"
same "$work/C/Two/b.txt" beta
said 'Main: stamp none, the last, status 1'
said 'Two: stamp none, the last, status 2'
json components.0.restored false
json components.1.restored true
doing='one component after the other: there is room for the new files of one beside all old ones'
new_host
head -c 40000 /dev/zero >"$work/zeros"
for file in Data/a.txt Data/z.txt Two/b.txt Two/c.txt; do
    put "$work/C/$file" ''
    cp "$work/zeros" "$work/C/$file"
done
PLAN_WRITER=$two backup 0
sed -i 's/mount="C:/capacity-bytes="250000" &/' "$work/host.xml"
restore 0 "$two"
sed -i 's/250000/200000/' "$work/host.xml"
restore 5 "$two"
said 'cannot be written'
doing='what went elsewhere stays there, and was there before PostRestore'
make_backup "$main; method|4; mapping|C:\\Data|*|1|C:\\Mapped"
restore 0 "$main; method|4; mapping|C:\\Data|*|1|C:\\Mapped; run|OnPostRestore|cat $work/C/Mapped/a.txt >$work/seen"
same "$work/seen" alpha
same "$work/C/Mapped/a.txt" alpha
gone "$work/C/Data/a.txt"

doing='a writer that runs takes part'
make_backup "$main"
restore 0 "$main" --json
json components.0.writer_took_part true
called SetSelectedForRestore 1
doing='a writer that wants no events is left out'
make_backup "$main; method|2|1"
restore 0 "$main; method|2|1" --json
same "$work/C/Data/a.txt" alpha
json components.0.writer_took_part false
called SetSelectedForRestore 0
called SetFileRestoreStatus 0
doing='so is a custom one, whose files are not copied either'
make_backup "$main; method|7"
restore 5 "$main; method|7" --json
gone "$work/C/Data/a.txt"
said 'which its documentation gives'
json components.0.writer_took_part false
called SetSelectedForRestore 0
finish
