#!/bin/bash
# The catalogue: what each type of backup is relative to, what it copies by the masks, which stamps
# the writers get, and which chains are refused.
. "$(dirname "$0")/lib.sh"

# FILE SETS: always copied; in full backups only; in incremental, differential, log ones only.
data='database||Main|1; data||Main|C:\Data|always|0xf0f; data||Main|C:\Data|full|0x101
    ; data||Main|C:\Data|inc|0x404; data||Main|C:\Data|diff|0x202; logs||Main|C:\Data|log|0x808'
schema() { # NAMES...: the number of a backup schema
    local sum=0 name
    for name; do
        case $name in
        differential) sum=$((sum + 1)) ;;
        incremental) sum=$((sum + 2)) ;;
        exclusive) sum=$((sum + 4)) ;;
        log) sum=$((sum + 8)) ;;
        copy) sum=$((sum + 16)) ;;
        timestamped) sum=$((sum + 32)) ;;
        esac
    done
    echo "$sum"
}
all_types=$(schema differential incremental log copy timestamped)

backup() { # CODE TYPE ARGS...
    local code=$1 type=$2
    shift 2
    run "$code" backup --host "$work/host.xml" --writer "$writer" --to "$work/b" --type "$type" "$@"
}
stored() { # SET NAMES...: what a set has of C:\Data
    local found set
    set=$(printf %04d "$1")
    shift
    found=$(cd "$work/b/$set/files/C/Data" 2>/dev/null && ls | LC_ALL=C sort | tr '\n' ' ')
    [ "$found" = "$*${1:+ }" ] || complain "set $set has '$found' instead of '$*'"
}
relative() { # TYPE BASE: of the only component of the last run
    json components.0.backup_type "$1"
    json components.0.base "$2"
}
fresh() {
    rm -rf "$work/b"
    new_host
    for name in always full inc diff log; do put "$work/C/Data/$name" "$name"; done
}

doing='each type copies what the masks say, and is relative to the right set'
fresh
export PLAN_WRITER="$data; schema|$all_types; stamp|one"
backup 0 full --json
relative full 0
stored 1 always full
said 'previous stamp of Main: none'
json set 1
json type full
PLAN_WRITER="$data; schema|$all_types; stamp|two" backup 0 incremental --json
relative incremental 1
stored 2 always inc
said 'previous stamp of Main: one'
PLAN_WRITER="$data; schema|$all_types; stamp|three" backup 0 differential --json
relative differential 1
stored 3 always diff
said 'previous stamp of Main: one'
PLAN_WRITER="$data; schema|$all_types; stamp|four" backup 0 incremental --json
relative incremental 2
said 'previous stamp of Main: two'
PLAN_WRITER="$data; schema|$all_types; stamp|five" backup 0 log --json
relative log 4
stored 5 log
said 'previous stamp of Main: four'
PLAN_WRITER="$data; schema|$all_types; stamp|six" backup 0 log --json
relative log 5
said 'previous stamp of Main: five'
PLAN_WRITER="$data; schema|$all_types; stamp|seven" backup 0 copy --json
relative copy 0
stored 7 always full
said 'previous stamp of Main: none'
doing='a log or copy backup is no base of others'
backup 0 incremental --json
relative incremental 4
said 'previous stamp of Main: four'
backup 0 differential --json
relative differential 1
printf '%s\n' full incremental differential incremental log log copy incremental differential >"$work/types"
for set in 1 2 3 4 5 6 7 8 9; do
    out=$work/b/000$set/files.json last="set $set"
    json type "$(sed -n ${set}p "$work/types")"
    json set $set
    json component_mode true
    json partial_files true
    json bootable_state false
done
out=$work/out

doing='the list of the sets'
run 0 list sets --from "$work/b"
printed 'SET   CREATED'
grep -Eq '^0004  [0-9TZ:-]+ +incremental +2 +2 ' "$out" || complain "no set 4 in $(cat "$out")"
run 0 list sets --from "$work/b" --json
json sets.# 9
json sets.8.type differential
json sets.8.components.0.base 1
json sets.8.components.0.component Main

doing='each component gets the stamp of its own base, letter by letter'
fresh
two="$data; component|Group|Leaf|1; files|Group|Leaf|C:\\Data|full|0|; schema|$all_types"
PLAN_WRITER="$two; stamp|<1> & \"x\" 'ü'	 0 " backup 0 full
PLAN_WRITER="$two; stamp|2" backup 0 incremental --component 'Plan Writer:Main'
PLAN_WRITER="$two; stamp|3" backup 0 incremental
said 'previous stamp of Main: 2'
said "previous stamp of Leaf: <1> & \"x\" 'ü'	 0"
doing='and one that is not in this backup gets none'
PLAN_WRITER="$data; schema|$all_types; stamp|4" backup 0 incremental
said 'previous stamp of Main: 3'
! grep -q 'stamp of Leaf' "$err" || complain 'it does'

doing='a writer that knows full backups only is saved in full, and that is said'
fresh
PLAN_WRITER="$data" backup 0 incremental
printed 'does not support incremental backups: its components are saved in full'
stored 1 always full
PLAN_WRITER="$data" backup 0 copy --json
relative full 0
doing='one image of it is a base as good as any other'
PLAN_WRITER="$data; schema|$all_types" backup 0 incremental --json
relative incremental 2

doing='a base is needed'
for type in incremental differential log; do
    fresh
    backup 2 $type
    said "a $type backup of Main of Plan Writer needs an earlier"
    one_sentence
    gone "$work/b"
done
doing='a copy is no base'
backup 0 copy
backup 2 incremental
said 'has none'
gone "$work/b/0002"
doing='a component that was not in the full backup is refused, not saved by half'
fresh
backup 0 full
PLAN_WRITER="$data; component||New|1; files||New|C:\\Data|full|0|; schema|$all_types" backup 2 incremental
said 'New of Plan Writer needs an earlier'
PLAN_WRITER="$data; component||New|1; files||New|C:\\Data|full|0|; schema|$all_types" backup 0 incremental \
    --component 'Plan Writer:Main'
doing='a failed backup of a component is no base'
fresh
PLAN_WRITER="$data; data||Main|C:\\Data|gone; schema|$all_types" backup 5 full
backup 2 incremental
said 'has none'
doing='the writer is known by its class and the name of its instance'
fresh
PLAN_WRITER="$data; schema|$all_types; instance|red" backup 0 full
PLAN_WRITER="$data; schema|$all_types; instance|blue" backup 2 incremental
PLAN_WRITER="$data; schema|$all_types; instance|red" backup 0 incremental
doing='instances without names cannot be told apart'
fresh
PLAN_WRITER="$data; schema|$all_types" PLAN_WRITER_2="$data; schema|$all_types" backup 0 full --writer "$writer"
PLAN_WRITER="$data; schema|$all_types" backup 2 incremental
said 'more than once'

doing='exclusive types are not mixed, until the next full backup'
fresh
export PLAN_WRITER="$data; schema|$(schema differential incremental exclusive)"
backup 0 full
backup 0 incremental
backup 2 differential
said 'is in the incremental backup'
one_sentence
backup 0 incremental
backup 0 full
backup 0 differential --json
relative differential 4
backup 2 incremental
said 'is in the differential backup'
backup 0 differential --json
relative differential 4

doing='schemas and the masks of all file sets are read before components are chosen'
fresh
members="$data; component|Main|Part|0; files|Main|Part|C:\\Data|full|0||0x101; schema|$all_types"
PLAN_WRITER=$members backup 0 full
PLAN_WRITER=$members backup 0 incremental --trace "$work/t"
stored 2 always inc
calls=$(grep '"phase":"begin"' "$work/t" | grep -oE 'Metadata\.GetBackupSchema|GetBackupTypeMask|BackupComponents\.AddComponent' |
    tr '\n' ' ')
masks=$(printf 'GetBackupTypeMask %.0s' 1 2 3 4 5 6)
[[ $calls == "Metadata.GetBackupSchema ${masks}BackupComponents.AddComponent "* ]] || complain "the calls were $calls"

# ---- table base_backup: what a type is relative to, and what then is relative to it ----
stamped() { # TYPE: a backup of $PLAN_WRITER, which has the number of the set as its stamp
    count=$((count + 1))
    PLAN_WRITER="$data; schema|$all_types; stamp|stamp $count" backup 0 "$1" --json
}
base_backup_row() { # sets 1 to 3, then 4 of this type, then 5 and 6, which may be relative to it
    local type=${row[type]#VSS_BT_} bases=" $(cell may_be_base_of | tr -d '|') " base needed history=2 sets
    type=${type,,}
    doing="base_backup, $type"
    case $(cell relative_to) in
    nothing) base=0 ;;
    'last full') base=1 ;;
    'last full or incremental') base=2 ;;
    'not stated')
        echo "skipped: $doing: nothing is stated of it (what vss does is told in docs/decisions.md, chains)"
        return
        ;;
    *) complain "relative_to $(cell relative_to) is not known" ;;
    esac
    case $(cell restore_needs) in
    'this image') needed='[4]' ;;
    'the full and all incrementals since, in order') needed='[1,2,4]' ;;
    'the full and the newest differential') needed='[1,4]' ;;
    *) complain "restore_needs $(cell restore_needs) is not known" ;;
    esac
    case $(cell updates_history) in
    true) history=4 ;;
    false) ;;
    *) complain "updates_history $(cell updates_history) is not known" ;;
    esac
    fresh
    count=0
    for before in full incremental differential; do stamped $before; done
    stamped "$type"
    relative "$type" $base
    run 0 restore --host "$work/host.xml" --writer "$writer" --from "$work/b" --json
    sets=$("$JSON_GET" components.0.sets <"$out")
    [ "$sets" = "$needed" ] || complain "the restore takes $sets instead of $needed"
    stamped incremental
    [[ $bases == *' incremental '* ]] && relative incremental 4 || relative incremental 2
    said "previous stamp of Main: stamp $history"
    stamped differential
    [[ $bases == *' differential '* ]] && relative differential 4 || relative differential 1
}
each_row base_backup base_backup_row

# ---- bases that are not what they were ----
export PLAN_WRITER="$data; schema|$all_types"
fresh
backup 0 full
backup 0 incremental
rm -rf "$work/good"
cp -r "$work/b" "$work/good"
refused() { # NAME SENTENCE COMMAND: a further incremental backup after the command
    doing=$1
    rm -rf "$work/b"
    cp -r "$work/good" "$work/b"
    (cd "$work/b" && eval "$3") || complain 'it could not be damaged'
    backup 4 incremental
    said "$2"
    one_sentence
    gone "$work/b/0003"
    backup 0 full
}
refused 'a missing file of the base' 'always cannot be opened' 'rm 0002/files/C/Data/always'
refused 'a shorter file of the base' 'has 1 bytes instead of 3' 'truncate -s 1 0002/files/C/Data/inc'
refused 'a damaged manifest of the base' 'does not have the checksum' "sed -i s/always/otherx/ 0002/files.json"
refused 'a damaged document of the base' 'bcd.xml has not the size' 'echo >>0002/bcd.xml'
refused 'a missing base of the base' 'relative to set 1, which is not there' 'rm -r 0001'
refused 'a missing file of the base of the base' 'full cannot be opened' 'rm 0001/files/C/Data/full'
doing='another set in the place of the base of the base'
rm -rf "$work/b"
backup 0 full
cp -r "$work/b/0001" "$work/other"
rm -rf "$work/b"
cp -r "$work/good" "$work/b"
rm -r "$work/b/0001"
mv "$work/other" "$work/b/0001"
backup 4 incremental
said 'which is not the set it was then'
doing='a set that is gone, and that nobody needs'
fresh
backup 0 full
backup 0 incremental
backup 0 full
rm -r "$work/b/0001"
backup 0 incremental --json
relative incremental 3
json set 4

doing='a folder with something else in it'
rm -rf "$work/b"
put "$work/b/0001x" x
backup 2 full
said 'is not empty and no catalogue'
doing='a catalogue may hold other things'
rm -rf "$work/b"
backup 0 full
put "$work/b/notes.txt" x
backup 0 incremental
doing='a folder of version 1'
rm -rf "$work/b"
put "$work/b/files.json" x
backup 2 full
said 'version 1'
doing='a wrong type makes nothing'
rm -rf "$work/b"
backup 2 partial
gone "$work/b"
finish
