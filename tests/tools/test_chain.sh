#!/bin/bash
# vss restore of sets that are relative to others: which images come back, in which order, what the
# writers are told, and that a chain with a missing or damaged link is refused.
. "$(dirname "$0")/lib.sh"

# As in test_sets.sh, by masks: a file in all backups, in full, incremental, differential, log ones.
data='database||Main|1; data||Main|C:\Data|always|0xf0f; data||Main|C:\Data|full|0x101
    ; data||Main|C:\Data|inc|0x404; data||Main|C:\Data|diff|0x202; logs||Main|C:\Data|log|0x808'
plan="$data; schema|315" # differential, incremental, log, copy, timestamped, new target
names='always full inc diff log'

change() { # NUMBER: the state of the files at this time
    for name in $names; do put "$work/C/Data/$name" "$name $1"; done
}
fresh() {
    rm -rf "$work/b"
    new_host
    count=0
}
# TYPES...: a backup of each type, with the files changed before each.
chain() {
    for type; do
        count=$((count + 1))
        change $count
        PLAN_WRITER="$plan; stamp|stamp $count" run 0 backup --host "$work/host.xml" \
            --writer "$writer" --to "$work/b" --type "$type"
    done
}
restore() { # CODE ARGS...: into an empty store
    local code=$1
    shift
    rm -rf "$work/C/Data"
    PLAN_WRITER=$plan run "$code" restore --host "$work/host.xml" --writer "$writer" --from "$work/b" "$@"
}
state() { # NAME NUMBER, again and again: what is there now; nothing else is
    local wanted=
    while [ $# -gt 0 ]; do
        same "$work/C/Data/$1" "$1 $2"
        wanted="$wanted$1"$'\n'
        shift 2
    done
    [ "$(cd "$work/C/Data" && ls)" = "$(printf %s "$wanted" | sort)" ] ||
        complain "there is $(ls "$work/C/Data")"
}
sessions() { # LINES...: what PostRestore told the writer, in order
    local found
    found=$(sed -nE 's/^plan_writer: Main: stamp stamp ([0-9]+), (.*), status 2, .*/\1 \2/p' "$err" | tr '\n' ';')
    [ "$found" = "$1" ] || complain "the sessions were '$found' instead of '$1'"
}

doing='full'
fresh
chain full
restore 0
state always 1 full 1
sessions '1 the last;'
doing='full, differential'
chain differential
restore 0 --json
state always 2 full 1 diff 2
sessions '1 more to come;2 the last;'
events=$(grep -oE '^plan_writer: P[a-z]+Restore' "$err" | cut -d' ' -f2 | tr '\n' ' ')
[ "$events" = 'PreRestore PostRestore PreRestore PostRestore ' ] || complain "two at a time: $events"
json set 2
json components.0.sets.# 2
json components.0.images 2
json components.0.files 4
doing='before its files come, the writer is told which backup they are of'
restore 0
said 'plan_writer: image of Main: stamp 1'
said 'plan_writer: image of Main: stamp 2'
doing='the increments between are not used for a differential'
chain incremental incremental differential
restore 0 --json
state always 5 full 1 diff 5
sessions '1 more to come;5 the last;'
doing='an earlier one'
restore 0 --set 4
state always 4 full 1 inc 4
sessions '1 more to come;3 more to come;4 the last;'
restore 0 --set 1
state always 1 full 1
doing='log images come after the one they belong to'
chain log log
restore 0 --json
state always 5 full 1 diff 5 log 7
sessions '1 more to come;5 more to come;6 more to come;7 the last;'
doing='a copy stands alone'
chain copy
restore 0
state always 8 full 8
sessions '8 the last;'
doing='and changes nothing for the next one'
chain incremental
restore 0
state always 9 full 1 inc 9
sessions '1 more to come;3 more to come;4 more to come;9 the last;'
doing='a new full backup begins a new chain'
chain full
restore 0
sessions '10 the last;'

doing='without the writer'
fresh
chain full incremental
rm -rf "$work/C/Data"
run 0 restore --host "$work/host.xml" --from "$work/b" --json
state always 2 full 1 inc 2
json components.0.writer_took_part false
doing='elsewhere'
restore 0 --to 'C:\New' --trace "$work/t"
same "$work/C/New/C/Data/inc" 'inc 2'
same "$work/C/New/C/Data/full" 'full 1'
gone "$work/C/Data"
[ "$(grep -c AddNewTarget "$work/t")" -eq 20 ] || complain "$(grep -c AddNewTarget "$work/t") lines of AddNewTarget: not every file set is announced in each session"

doing='files that no image has stay'
restore 0
put "$work/C/Data/mine" mine
change 9
PLAN_WRITER=$plan run 0 restore --host "$work/host.xml" --writer "$writer" --from "$work/b"
same "$work/C/Data/mine" mine
same "$work/C/Data/log" 'log 9'
same "$work/C/Data/always" 'always 2'

# ---- each component has a chain of its own ----
doing='components whose chains differ'
fresh
plan="$data; schema|315; component||Two|1; files||Two|C:\\Data\\two|*|0|"
put "$work/C/Data/two/t" 'two 1'
chain full
put "$work/C/Data/two/t" 'two 2'
count=$((count + 1))
change $count
PLAN_WRITER="$plan; stamp|stamp 2" run 0 backup --host "$work/host.xml" --writer "$writer" --to "$work/b" \
    --type incremental --component 'Plan Writer:Main'
put "$work/C/Data/two/t" 'two 3'
chain incremental
restore 0 --json
same "$work/C/Data/two/t" 'two 3'
same "$work/C/Data/inc" 'inc 3'
json components.0.component Two
json components.0.sets.# 2
json components.1.sets.# 3
grep -q '^plan_writer: Two: stamp stamp 1, more to come' "$err" || complain 'Two is told wrong in the first session'
[ "$(grep -c '^plan_writer: Two:' "$err")" -eq 2 ] || complain 'Two is in the wrong sessions'
doing='a component of one set only'
restore 0 --set 2 --json
gone "$work/C/Data/two/t"
json components.# 1

# ---- partial and differenced files ----
schema=355 # as above, with last-modify instead of log
parts() { # TYPE NUMBER ROWS: a backup with these rows of partial and differenced files
    PLAN_WRITER="component||Main|1; files||Main|C:\\Data|*|0||0x101; schema|$schema; $3" run "${code:-0}" \
        backup --host "$work/host.xml" --writer "$writer" --to "$work/b" --type "$1" --json
}
doing='ranges go into the file of the image before, and nothing else of it is saved'
fresh
plan="component||Main|1; files||Main|C:\\Data|*|0||0x101; schema|$schema"
put "$work/C/Data/db" 0123456789
put "$work/C/Data/other" other
parts full 1 ''
json files 2
put "$work/C/Data/db" 01AB4567CD
parts incremental 2 'partial|Main|C:\Data|db|2:2, 0x8:2|meta'
json files 1
json bytes 4
same "$work/b/0002/files/C/Data/db" ABCD
put "$work/C/Data/db" EFAB4567CDtail
parts incremental 3 'partial|Main|C:\Data|db|0:2,10:4|meta'
json bytes 6
restore 0 --json
same "$work/C/Data/db" EFAB4567CDtail
same "$work/C/Data/other" other
json restored.2.partial true
restore 0 --set 2
same "$work/C/Data/db" 01AB4567CD
doing='elsewhere'
restore 0 --to 'C:\New'
same "$work/C/New/C/Data/db" EFAB4567CDtail
gone "$work/C/Data"
doing='a directed target and ranges: what both name is written'
rm -rf "$work/C/New"
put "$work/C/Data/.keep" ''
PLAN_WRITER="$plan; target|3; directed|Main|C:\\Data|db|0:10|C:\\New|x|5:10" run 0 restore \
    --host "$work/host.xml" --writer "$writer" --from "$work/b" --set 2
[ "$(tail -c 10 "$work/C/New/x" | tr -d '\0')" = 01AB4567CD ] || complain 'the ranges went elsewhere'
doing='a new file as a partial one, and one of no file set'
put "$work/C/Data/new" new
put "$work/C/More/far" 0123
restored() { # what a restore brings into an empty machine
    rm -rf "$work/C/Data" "$work/C/More"
    PLAN_WRITER=$plan run "$1" restore --host "$work/host.xml" --writer "$writer" --from "$work/b" --json
}
put "$work/C/Data/db" 0123456789
parts incremental 4 'partial|Main|C:\Data|new|0:3|m; partial|Main|C:\More|far|0:4|m'
json files 2
restored 0
same "$work/C/Data/new" new
same "$work/C/More/far" 0123
doing='ranges of a new file that leave something out have nothing to go into'
put "$work/C/Data/newer" newer
put "$work/C/Data/new" new
parts incremental 5 'partial|Main|C:\Data|newer|0:3|m'
put "$work/C/Data/keep" x
restored 5
said 'no earlier image has the file'
json components.0.images 4
gone "$work/C/Data/newer"
same "$work/C/Data/new" new
doing='in a first image the file that is there will do'
rm -rf "$work/b"
put "$work/C/Data/db" 0123456789
parts full 1 'partial|Main|C:\Data|db|2:2|m'
put "$work/C/Data/db" abcdefghij
PLAN_WRITER=$plan run 0 restore --host "$work/host.xml" --writer "$writer" --from "$work/b"
same "$work/C/Data/db" ab23efghij
restored 5
said 'which they go into, is not there'
doing='a ranges file is saved with the data and restored before it'
rm -rf "$work/b"
put "$work/C/Data/db" 0123456789
parts full 1 ''
put "$work/C/Data/db" 01xx456yyy
mkdir -p "$work/C/Ranges"
printf '\2\0\0\0\0\0\0\0\2\0\0\0\0\0\0\0\2\0\0\0\0\0\0\0\7\0\0\0\0\0\0\0\3\0\0\0\0\0\0\0' >"$work/C/Ranges/r"
cp "$work/C/Ranges/r" "$work/ranges"
parts incremental 2 'partial|Main|C:\Data|db|C:\Ranges\r|m'
json files 2
json bytes 45
rm -rf "$work/C/Ranges"
restored 0
same "$work/C/Data/db" 01xx456yyy
cmp "$work/C/Ranges/r" "$work/ranges" || complain 'the ranges file is another one'
json restored.1.path 'C:\Ranges\r'
json restored.2.path 'C:\Data\db'
rm -rf "$work/C/Ranges"
doing='and where it goes is told'
restore 0 --to 'C:\New' --trace "$work/t"
grep -q SetRangesFilePath "$work/t" || complain 'it is not'
cmp "$work/C/New/C/Ranges/r" "$work/ranges" || complain 'the ranges file is not there'
doing='differenced files: what changed since the base, and new ones of no file set'
rm -rf "$work/b" "$work/C/New"
for name in a b c; do put "$work/C/Data/$name" "$name 1"; done
parts full 1 ''
put "$work/C/Data/b" 'b 22'
put "$work/C/More/d" 'd 2'
rows='differenced|Main|C:\Data|*|0|0; differenced|Main|C:\More|*|1|0'
parts incremental 2 "$rows"
json files 2
put "$work/C/Data/c" 'c 33'
parts incremental 3 "$rows"
json files 1
put "$work/C/More/d" 'd 44'
parts differential 4 "$rows"
json files 3
restored 0
same "$work/C/Data/a" 'a 1'
same "$work/C/Data/b" 'b 22'
same "$work/C/Data/c" 'c 33'
same "$work/C/More/d" 'd 44'
doing='a time decides alone'
parts differential 5 'differenced|Main|C:\Data|*|0|1'
stored=$(cd "$work/b/0005/files/C/Data" && ls | tr '\n' ' ')
case " $stored" in *' a b c '*) ;; *) complain "stored is $stored" ;; esac
parts differential 6 'differenced|Main|C:\Data|*|0|200000000000000000'
json files 0
doing='a range behind the end fails the component'
code=5 parts incremental 7 'partial|Main|C:\Data|a|1:9|m'
said 'C:\Data\a: a range ends at 10'
[ "$(grep -c 'a range ends' "$err")" -eq 1 ] || complain 'it is said more than once'

doing='a new file, which a writer added, is in no mapping, even if one covers its path'
fresh
put "$work/C/Data/a.dat" a
put "$work/C/Data/new.log" new
plan='component||Main|1; files||Main|C:\Data|*.dat|1|; method|4; mapping|C:\Data|*.dat|1|C:\Map; mapping|C:\Data|*|1|C:\All'
PLAN_WRITER="$plan; partial|Main|C:\\Data|new.log|0:3|m" run 0 backup --host "$work/host.xml" --writer "$writer" --to "$work/b"
restore 5
said 'no alternate location mapping covers C:\Data\new.log'
gone "$work/C/All"
gone "$work/C/Map"

doing='but for a new differenced file it is'
fresh
put "$work/C/Data/a" 'a 1'
maps='method|4; mapping|C:\Data|*|0|C:\Map; mapping|C:\More|d*|1|C:\Map\New'
plan="component||Main|1; files||Main|C:\\Data|*|0||0x101; schema|$schema; $maps"
parts full 1 "$maps"
put "$work/C/More/Sub/d" 'd 2'
parts incremental 2 "$maps; differenced|Main|C:\\More|*|1|0"
restore 0
same "$work/C/Map/a" 'a 1'
same "$work/C/Map/New/Sub/d" 'd 2'
put "$work/C/More/e" 'e 3'
parts incremental 3 "$maps; differenced|Main|C:\\More|*|1|0"
restore 5
said 'no alternate location mapping covers C:\More\e'

# ---- methods in chains ----
doing='if not there: what an earlier image put there is not in the way'
fresh
plan="$data; schema|315; method|1"
chain full incremental incremental
restore 0
state always 3 full 1 inc 3
doing='if not there: what was there before is'
put "$work/C/Data/always" mine
PLAN_WRITER=$plan run 5 restore --host "$work/host.xml" --writer "$writer" --from "$work/b"
said 'is there, which'
same "$work/C/Data/always" mine
[ "$(grep -c 'plan_writer: PreRestore' "$err")" -eq 1 ] || complain 'a later image was tried'
doing='if not there, with a mapping: all images go there'
fresh
maps='mapping|C:\Data|always|0|C:\Map; mapping|C:\Data|full|0|C:\Map; mapping|C:\Data|inc|0|C:\Map'
plan="$data; schema|315; method|1; $maps"
chain full incremental
PLAN_WRITER=$plan run 0 restore --host "$work/host.xml" --writer "$writer" --from "$work/b"
same "$work/C/Map/always" 'always 2'
same "$work/C/Map/full" 'full 1'
same "$work/C/Map/inc" 'inc 2'
doing='an image that cannot be restored ends the chain of its component'
fresh
plan="$data; schema|315"
chain full incremental incremental
rm -rf "$work/C/Data"
mkdir -p "$work/C/Data/inc.vss~new"
PLAN_WRITER=$plan run 5 restore --host "$work/host.xml" --writer "$writer" --from "$work/b" --json
said 'it is as in the backup before'
json components.0.restored false
json components.0.images 1
same "$work/C/Data/always" 'always 1'
[ "$(grep -c 'plan_writer: PreRestore' "$err")" -eq 2 ] || complain 'a later image was tried'
doing='so does a writer that fails'
fresh
chain full incremental
rm -rf "$work/C/Data"
PLAN_WRITER="$plan; fail|OnPostRestore" run 3 restore --host "$work/host.xml" --writer "$writer" --from "$work/b"
same "$work/C/Data/always" 'always 1'
gone "$work/C/Data/inc"

# ---- chains that are not whole ----
fresh
chain full incremental incremental
cp -r "$work/b" "$work/good"
rm -rf "$work/C/Data"
refused() { # NAME SENTENCE COMMAND
    doing=$1
    rm -rf "$work/b"
    cp -r "$work/good" "$work/b"
    (cd "$work/b" && eval "$3") || complain 'it could not be damaged'
    PLAN_WRITER=$plan run 4 restore --host "$work/host.xml" --writer "$writer" --from "$work/b"
    said "$2"
    [ "$1" = 'an interrupted link' ] || one_sentence
    ! grep -q PreRestore "$err" || complain 'the writer was told'
    gone "$work/C/Data"
}
refused 'no full backup' 'relative to set 1, which is not there' 'rm -r 0001'
refused 'no link between' 'relative to set 2, which is not there' 'rm -r 0002'
refused 'an interrupted link' 'relative to set 2, which is not there' 'rm 0002/files.json'
refused 'another set in the place of a link' 'is that of set 1' 'rm -r 0002; cp -r 0001 0002'
refused 'a changed byte in the full backup' 'full has the checksum' 'printf full\ 9 >0001/files/C/Data/full'
refused 'a changed byte in a link' 'inc has the checksum' 'printf inc\ \ 9 >0002/files/C/Data/inc; truncate -s 5 0002/files/C/Data/inc'
refused 'a missing file in a link' 'inc cannot be opened' 'rm 0002/files/C/Data/inc'
refused 'a damaged document in a link' 'bcd.xml has not the size' 'echo >>0002/bcd.xml'
refused 'a damaged manifest in a link' 'does not have the checksum' 'sed -i s/always/otherx/ 0002/files.json'
doing='another full backup in the place of the first'
rm -rf "$work/b"
chain full
mv "$work/b/0001" "$work/other"
rm -rf "$work/C/Data"
refused 'another full backup in the place of the first' 'which is not the set it was then' \
    "rm -r 0001; cp -r $work/other 0001"
doing='an earlier part of the chain can be restored all the same'
rm -rf "$work/b"
cp -r "$work/good" "$work/b"
rm -r "$work/b/0003/bcd.xml"
restore 4
restore 0 --set 2
state always 2 full 1 inc 2
doing='the damage of a set that is not needed does no harm'
rm -r "$work/b/0003"
chain full
rm "$work/b/0001/bcd.xml"
restore 0
finish
