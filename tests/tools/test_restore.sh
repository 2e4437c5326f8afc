#!/bin/bash
# vss restore: where files go, what writers have to say in it, and that a component comes back whole
# or not at all.
. "$(dirname "$0")/lib.sh"

plan='component||Main|1; files||Main|C:\Data|*|1|; schema|256; method|2'
restore() { # CODE ARGS...
    local code=$1
    shift
    run "$code" restore --host "$work/host.xml" --from "$work/b" "$@"
}
with_writer() { # CODE ARGS...
    restore "$@" --writer "$writer"
}
# A fresh machine with two files, and a backup of them by $PLAN_WRITER.
make_backup() {
    new_host
    put "$work/C/Data/a.txt" alpha
    put "$work/C/Data/Sub/b.txt" beta
    mkdir "$work/C/Data/Empty"
    touch -d '2020-02-02 02:02:02.123456700 UTC' "$work/C/Data/a.txt"
    rm -rf "$work/b"
    run "${1:-0}" backup --host "$work/host.xml" --writer "$writer" --to "$work/b"
}
change() { # what happens to the files afterwards
    put "$work/C/Data/a.txt" changed
    rm -rf "$work/C/Data/Sub" "$work/C/Data/Empty"
}
back() {
    same "$work/C/Data/a.txt" alpha
    same "$work/C/Data/Sub/b.txt" beta
    there "$work/C/Data/Empty"
    [ -z "$(find "$work/C" -name '*vss~*')" ] || complain 'temporary names are left'
}
not_back() {
    same "$work/C/Data/a.txt" changed
    gone "$work/C/Data/Sub/b.txt"
    [ -z "$(find "$work/C" -name '*vss~*')" ] || complain 'temporary names are left'
}
rows_took_part() { json components.0.writer_took_part "$1"; }

doing='in place'
PLAN_WRITER=$plan make_backup
change
PLAN_WRITER=$plan with_writer 0
back
said 'plan_writer: PreRestore'
said 'plan_writer: PostRestore'
printed '2 files, 9 bytes restored'
[ "$(stat -c %y "$work/C/Data/a.txt" | cut -c1-27)" = "$(TZ= date -d '2020-02-02 02:02:02.123456700 UTC' '+%F %T.%N' | cut -c1-27)" ] ||
    [ "$(stat -c %Y "$work/C/Data/a.txt")" = "$(date -d '2020-02-02 02:02:02 UTC' +%s)" ] ||
    complain "the time is $(stat -c %y "$work/C/Data/a.txt")"

doing='in place again, over what is there'
PLAN_WRITER=$plan with_writer 0 --json
back
json ok true
json files 2
json components.0.restored true
rows_took_part true
json restored.0.path 'C:\Data\Sub\b.txt'
json restored.0.target 'C:\Data\Sub\b.txt'

doing='without the writer'
change
restore 0 --json
back
rows_took_part false

doing='elsewhere'
change
PLAN_WRITER=$plan with_writer 0 --to 'C:\Else where\' --trace "$work/t"
not_back
same "$work/C/Else where/C/Data/a.txt" alpha
same "$work/C/Else where/C/Data/Sub/b.txt" beta
there "$work/C/Else where/C/Data/Empty"
grep -q AddNewTarget "$work/t" || complain 'no AddNewTarget'
doing='elsewhere, with a writer that does not support it: a private restore'
PLAN_WRITER='component||Main|1; files||Main|C:\Data|*|1|; method|2' make_backup
change
PLAN_WRITER='component||Main|1; files||Main|C:\Data|*|1|; method|2' with_writer 0 --to 'C:\E' --json
rows_took_part false
same "$work/C/E/C/Data/a.txt" alpha
! grep -q PreRestore "$err" || complain 'the writer got PreRestore'
doing='elsewhere, to no place of the machine'
restore 2 --to '/tmp/x'
said 'is no absolute Windows path'
restore 5 --to 'Q:\x'
said 'cannot be written'

doing='a writer that wants no events'
PLAN_WRITER='component||Main|1; files||Main|C:\Data|*|1|; method|2|1' make_backup
change
PLAN_WRITER=$plan with_writer 0 --json
rows_took_part false
back

# ---- restore methods and targets: one row a case ----
row() { # NAME CODE back|not_back|mapped PLAN
    doing=$1
    PLAN_WRITER="component||Main|1; files||Main|C:\\Data|*|1|; $4" make_backup
    change
    PLAN_WRITER="component||Main|1; files||Main|C:\\Data|*|1|; $4" with_writer "$2" --json
    case $3 in
    mapped)
        not_back
        same "$work/C/Mapped/a.txt" alpha
        same "$work/C/Mapped/Sub/b.txt" beta
        ;;
    *) "$3" ;;
    esac
}
map='mapping|C:\Data|*|1|C:\Mapped'
row 'no method' 0 back ''
row 'if can replace' 0 back 'method|2'
row 'stop, restore, start' 0 back 'method|3'
row 'restore, stop, start' 0 back 'method|8'
row 'at reboot if it cannot replace' 0 back 'method|6'
row 'if not there: it is there' 5 not_back 'method|1'
said 'is there, which'
row 'if not there, with a mapping' 0 mapped "method|1; $map"
row 'alternate location' 0 mapped "method|4; $map"
row 'alternate location without mapping' 5 not_back 'method|4'
said 'no alternate location mapping covers'
row 'a mapping for something else' 5 not_back 'method|4; mapping|C:\Data|*.txt|1|C:\Mapped'
row 'at reboot' 5 not_back 'method|5'
row 'custom' 5 not_back 'method|7'
row 'target: alternate' 0 mapped "method|2; target|2; $map"
row 'target: original location' 0 back 'method|1; target|4'
row 'target: original' 0 back 'method|2; target|1'
row 'target: directed, without a directed target' 0 back 'method|2; target|3'
row 'target: alternate, but at reboot' 5 not_back "method|5; target|2; $map"
row 'target: original location, but custom' 5 not_back 'method|7; target|4'

doing='if not there, and it is not'
PLAN_WRITER='component||Main|1; files||Main|C:\Data|*|1|; method|1' make_backup
rm -rf "$work/C/Data"
PLAN_WRITER='component||Main|1; files||Main|C:\Data|*|1|; method|1' with_writer 0
back

doing='the use of a mapping is recorded'
PLAN_WRITER="component||Main|1; files||Main|C:\\Data|*|1|; method|4; $map" make_backup
PLAN_WRITER="component||Main|1; files||Main|C:\\Data|*|1|; method|4; $map" with_writer 0 --trace "$work/t"
grep -q AddAlternativeLocationMapping "$work/t" || complain 'it is not'

doing='a mapping of another component is not used'
two='component||One|1; files||One|C:\Data|a.txt|0|; component||Two|1; files||Two|C:\Data\Sub|*|1|
    ; method|4; mapping|C:\Data|a.txt|0|C:\Mapped; mapping|C:\Data\Sub|*|1|C:\Mapped\Sub'
mappings_told() { grep -c '"phase":"begin".*AddAlternativeLocationMapping' "$work/t"; }
PLAN_WRITER=$two make_backup
PLAN_WRITER=$two with_writer 0 --component 'Plan Writer:One' --trace "$work/t"
same "$work/C/Mapped/a.txt" alpha
gone "$work/C/Mapped/Sub"
[ "$(mappings_told)" -eq 1 ] || complain "$(mappings_told) are told"
PLAN_WRITER=$two with_writer 0 --trace "$work/t"
same "$work/C/Mapped/Sub/b.txt" beta
[ "$(mappings_told)" -eq 2 ] || complain "$(mappings_told) of two are told"

doing='a writer that fails in PreRestore: nothing of it is restored'
PLAN_WRITER=$plan make_backup
change
PLAN_WRITER="$plan; fail|OnPreRestore" with_writer 3
said 'failed at pre-restore'
not_back
doing='a writer that fails in PostRestore'
PLAN_WRITER="$plan; fail|OnPostRestore" with_writer 3
said 'failed at post-restore'
back

doing='a component whose backup failed is not restored'
PLAN_WRITER='component||Main|1; files||Main|C:\Data|*|1|; files||Main|C:\Data|gone|0|
    ; component||Good|1; files||Good|C:\Data\Sub|b.txt|0|' make_backup 5
change
restore 5
said 'its backup did not succeed'
same "$work/C/Data/a.txt" changed
same "$work/C/Data/Sub/b.txt" beta

doing='one file that cannot be written: the set stays as it was'
PLAN_WRITER=$plan make_backup
change
mkdir -p "$work/C/Data/Sub/b.txt.vss~new"
restore 5
said 'cannot be written'
same "$work/C/Data/a.txt" changed
gone "$work/C/Data/Sub/b.txt"
gone "$work/C/Data/a.txt.vss~new"
rm -rf "$work/C/Data/Sub"
doing='a folder where a file was: the folder is moved aside and back'
mkdir -p "$work/C/Data/Sub/b.txt/keep" "$work/C/Data/a.txt.vss~old"
restore 5
there "$work/C/Data/Sub/b.txt/keep"
same "$work/C/Data/a.txt" changed
rm -rf "$work/C/Data/a.txt.vss~old" "$work/C/Data/Sub"

doing='what cannot be replaced goes to alternate locations, if there are any for all of it'
PLAN_WRITER="$plan; $map" make_backup
change
mkdir -p "$work/C/Data/Sub/b.txt.vss~new"
PLAN_WRITER="$plan; $map" with_writer 0 --trace "$work/t"
same "$work/C/Data/a.txt" changed
same "$work/C/Mapped/a.txt" alpha
same "$work/C/Mapped/Sub/b.txt" beta
grep -q AddAlternativeLocationMapping "$work/t" || complain 'it is not recorded'
doing='but not those of the other methods'
PLAN_WRITER="$plan; method|8; $map" make_backup
change
mkdir -p "$work/C/Data/Sub/b.txt.vss~new"
PLAN_WRITER="$plan; method|8; $map" with_writer 5
gone "$work/C/Mapped"
same "$work/C/Data/a.txt" changed

# ---- directed targets ----
directed() { # NAME CODE ROWS: a restore after a backup of 0123456789 in C:\Data\n
    doing=$1
    new_host
    put "$work/C/Data/n" 0123456789
    put "$work/C/Data/other" other
    rm -rf "$work/b"
    PLAN_WRITER=$plan run 0 backup --host "$work/host.xml" --writer "$writer" --to "$work/b"
    rm -rf "$work/C/Data"
    put "$work/C/Old/there" ABCDEFGHIJKLMNOP
    PLAN_WRITER="$plan; target|3; $3" with_writer "$2"
}
directed 'a whole file goes elsewhere, the others by the method' 0 'directed|Main|C:\Data|n|0:10|C:\New\|m|0:10'
same "$work/C/New/m" 0123456789
same "$work/C/Data/other" other
gone "$work/C/Data/n"
directed 'by ranges, in the order of the lists, into a file that is there' 0 \
    'directed|Main|%SystemDrive%\Data|N|8:2, 0x0:3|C:\Old|there|1:2,10:3'
same "$work/C/Old/there" A89DEFGHIJ012NOP
directed 'two into one, one into two' 0 'directed|Main|C:\Data|n|0:2|C:\New|m|3:2
    ; directed|Main|C:\Data|other|0:3|C:\New|m|0:3; directed|Main|C:\Data|n|0:10|C:\Data|n|0:10'
same "$work/C/New/m" oth01
same "$work/C/Data/n" 0123456789
directed 'what is not in the image is passed over' 0 'directed|Main|C:\Data|else|0:2|C:\New|m|3:2
    ; directed|Main|C:\Data|n|20:5|C:\New|m|3:5'
gone "$work/C/New"
said 'status 2'

# ---- a part of what is in the backup ----
tree='component||All|1; files||All|C:\Data|a.txt|0|
    ; component|All|Part|0; files|All|Part|C:\Data|b.dat|0|
    ; component|All\Part|Leaf|0; files|All\Part|Leaf|C:\Data\Sub|c.txt|0|
    ; component|All|Not|0|no; files|All|Not|C:\Data|d.txt|0|
    ; component||Other|1; files||Other|C:\Other|o.txt|0|; schema|28672; method|2'
parts() { # CODE ARGS...: the tree is saved, removed and restored
    local code=$1
    shift
    rm -rf "$work/b"
    new_host
    for name in a.txt b.dat Sub/c.txt d.txt; do put "$work/C/Data/$name" "$name"; done
    put "$work/C/Other/o.txt" o
    PLAN_WRITER=$tree run 0 backup --host "$work/host.xml" --writer "$writer" --to "$work/b"
    rm -rf "$work/C/Data" "$work/C/Other"
    PLAN_WRITER=$tree with_writer "$code" "$@"
}
doing='one component'
parts 0 --component 'Plan Writer:Other'
restored Other/o.txt
said 'Other: stamp none, the last, status 2'
! grep -q 'All: stamp' "$err" || complain 'the other one is selected'
doing='a subcomponent that is selectable for restore, with what is below it'
parts 0 --component 'Plan Writer:All\Part'
restored Data/Sub/c.txt Data/b.dat
said 'All: stamp none, the last, status 2, 1 subcomponents'
doing='a subcomponent beside the whole'
parts 0 --component 'Plan Writer:All\Part' --component 'Plan Writer:All'
restored Data/Sub/c.txt Data/a.txt Data/b.dat Data/d.txt
said 'All: stamp none, the last, status 2, 0 subcomponents'
doing='what a component depends on comes with it, and what that depends on'
other=5a1f3c00-0000-4000-8000-000000000002
own=5a1f3c00-0000-4000-8000-00000000feed
depending() { # CODE NEEDS FILES...: ... of Other; NEEDS of the second writer's Group
    local code=$1 plan="$tree; depends||Other|$other||Group"
    export PLAN_WRITER_2="name|Second; id|$other; component||Group|1; files||Group|C:\\Second|*|1|; $2"
    shift 2
    new_host
    for name in Data/a.txt Data/b.dat Data/Sub/c.txt Data/d.txt Other/o.txt Second/s.txt; do
        put "$work/C/$name" "$name"
    done
    rm -rf "$work/b"
    PLAN_WRITER=$plan run 0 backup --host "$work/host.xml" --writer "$writer" --writer "$writer" --to "$work/b"
    find "$work/C" -type f -delete
    PLAN_WRITER=$plan with_writer "$code" --writer "$writer" --component 'Plan Writer:Other'
    restored "$@"
    unset PLAN_WRITER_2
}
depending 0 '' Other/o.txt Second/s.txt
! grep -q 'depends on' "$err" || complain "$last said: $(cat "$err")"
depending 0 "depends||Group|$own|All|Part" Data/Sub/c.txt Data/b.dat Other/o.txt Second/s.txt
depending 0 "depends||Group|$own|All|Not" Data/Sub/c.txt Data/a.txt Data/b.dat Data/d.txt Other/o.txt Second/s.txt
depending 0 "depends||Group|$own||Other" Other/o.txt Second/s.txt
doing='what is not in the backup is told'
depending 0 "depends||Group|5a1f3c00-0000-4000-8000-00000000dead||Gone" Other/o.txt Second/s.txt
said 'Group of Second depends on Gone of writer 5a1f3c00-0000-4000-8000-00000000dead, which is not in the backup'
doing='one that is not selectable for restore'
parts 2 --component 'Plan Writer:All\Not'
said 'All\Not of Plan Writer is not selectable for restore; choose All, which includes it'
one_sentence
restored
doing='one that is not there'
parts 2 --component 'Plan Writer:Nothing'
said 'has no such component'
doing='one that was not in the backup'
rm -rf "$work/b"
put "$work/C/Other/o.txt" o
PLAN_WRITER=$tree run 0 backup --host "$work/host.xml" --writer "$writer" --to "$work/b" --component 'Plan Writer:Other'
PLAN_WRITER=$tree with_writer 2 --component 'Plan Writer:All'
said 'All of Plan Writer is not in the backup'

doing='what the schema of the writer allows'
parts 0 --authoritative --roll-forward to:noon --rename Third --component 'Plan Writer:Other' --trace "$work/t"
for call in SetAuthoritativeRestore SetRollForward SetRestoreName; do
    grep -q "$call" "$work/t" || complain "no $call"
done
parts 0 --roll-forward all
parts 0 --roll-forward none
parts 2 --roll-forward
parts 2 --roll-forward noon
said 'is none of none, all and to:POINT'
parts 2 --rename Third
said 'is for one component'
for wish in --authoritative '--roll-forward=all' '--rename=Third'; do
    doing="a writer that does not support $wish"
    PLAN_WRITER=$plan make_backup
    PLAN_WRITER=$plan with_writer 2 "$wish"
    said "${wish%%=*}: the writer of Main"
    ! grep -q PreRestore "$err" || complain 'the writer was told'
done
doing='and not without the writer'
parts 0
restore 2 --authoritative
said 'without its writer'

doing='volumes'
new_host
put "$work/C/x" x
mkdir -p "$work/C/Empty/Inner"
rm -rf "$work/b"
run 0 backup --host "$work/host.xml" --to "$work/b" --volume 'C:\'
rm -rf "$work/C/x" "$work/C/Empty"
restore 0 --json
same "$work/C/x" x
there "$work/C/Empty/Inner"
json components.0.component '(volumes)'

doing='a larger file, and odd names'
head -c 3500000 /dev/urandom >"$work/C/big"
put "$work/C/Ünïcode ☃" snow
put "$work/C/with space.txt" s
: >"$work/C/zero"
cp -r "$work/C" "$work/before"
rm -rf "$work/b"
run 0 backup --host "$work/host.xml" --to "$work/b" --volume 'C:\'
rm -rf "$work/C"
mkdir "$work/C"
restore 0
diff -r "$work/C" "$work/before" >&2 || complain 'something differs'

doing=--quiet
restore 0 --quiet
printed_nothing
said_nothing
finish
