#!/bin/bash
# vss restore: alternate location mappings, new and directed targets, and what of it the documents
# and the writers hear (rules REST-501 to REST-531).
. "$(dirname "$0")/lib.sh"

plan='component||Main|1; files||Main|C:\Data|*|1|'
map='mapping|C:\Data|*|1|C:\Mapped'
trace=$work/trace

# A fresh machine with two files, and a backup of them by a writer of this plan.
make_backup() { # PLAN
    new_host
    put "$work/C/Data/a.txt" alpha
    put "$work/C/Data/Sub/b.txt" beta
    PLAN_WRITER=$1 backup 0
    rm -rf "$work/C/Data"
}
restore() { # CODE PLAN [ARGS...]
    PLAN_WRITER=$2 run "$1" restore --host "$work/host.xml" --writer "$writer" --from "$work/b" \
        --trace "$trace" "${@:3}"
}
called() { # NAME COUNT: calls of this method by vss
    local count
    count=$(grep -c "\"phase\":\"begin\".*\"name\":\"IVssBackupComponents[Ex0-9]*\.$1\"" "$trace")
    [ "$count" -eq "$2" ] || complain "$1 is called $count times instead of $2"
}
told() { # TEXT...: what the writer was told of the places, in this order, and nothing else
    local found wanted
    found=$(sed -nE 's/^plan_writer: ((mapping|new target) of .*)/\1/p' "$err")
    wanted=$(printf '%s\n' "$@")
    [ "$found" = "$wanted" ] || complain "the writer was told '$found' instead of '$wanted'"
}
original() {
    same "$work/C/Data/a.txt" alpha
    same "$work/C/Data/Sub/b.txt" beta
}
nowhere() { gone "$work/C/Data/a.txt" && gone "$work/C/Data/Sub/b.txt"; }

# ---- alternate location mappings ----
doing='the mapping of the backup counts, not that of the writer that runs'
make_backup "$plan; method|4; $map"
restore 0 "$plan; method|4; mapping|C:\\Data|*|1|C:\\Other"
nowhere
gone "$work/C/Other"
same "$work/C/Mapped/a.txt" alpha
same "$work/C/Mapped/Sub/b.txt" beta
told 'mapping of Main: C:\Data * 1 to C:\Mapped'
for wrong in 'mapping|C:\Data|*|0|C:\Mapped' 'mapping|C:\Data\Sub|*|1|C:\Mapped' 'mapping|C:\Data|*.*|1|C:\Mapped'; do
    doing="path, specification and flag have to be those of the file set: $wrong"
    make_backup "$plan; method|4; $wrong"
    restore 5 "$plan; method|4; $wrong"
    said 'no alternate location mapping covers'
    nowhere
    gone "$work/C/Mapped"
    called AddAlternativeLocationMapping 0
done
doing='an alternate path is of the backup and ignored'
new_host
put "$work/C/Copy/a.txt" 'alpha of the copy'
alternate='component||Main|1; files||Main|C:\Data|a.txt|0|C:\Copy'
PLAN_WRITER=$alternate backup 0
rm -rf "$work/C/Copy"
restore 0 "$alternate"
same "$work/C/Data/a.txt" 'alpha of the copy'
gone "$work/C/Copy"

two='component||Main|1; files||Main|C:\Data|a.txt|0|; component||Two|1; files||Two|C:\Data\Sub|b.txt|0|
    ; method|4; mapping|C:\Data|a.txt|0|C:\MapA; mapping|C:\Data\Sub|b.txt|0|C:\MapB
    ; mapping|C:\Data|unused|0|C:\MapC'
doing='each component with the mapping of its own files'
make_backup "$two"
restore 0 "$two"
same "$work/C/MapA/a.txt" alpha
same "$work/C/MapB/b.txt" beta
told 'mapping of Main: C:\Data a.txt 0 to C:\MapA' 'mapping of Two: C:\Data\Sub b.txt 0 to C:\MapB'
implicit='component||Main|1; component|Main|Part|0; files|Main|Part|C:\Data|*|1|; method|4'
doing='files of a subcomponent: recorded with the explicit component'
make_backup "$implicit; $map"
restore 0 "$implicit; $map"
same "$work/C/Mapped/a.txt" alpha
told 'mapping of Main: C:\Data * 1 to C:\Mapped'
for method in 2 3 8; do
    doing="a mapping is no first choice, method $method"
    make_backup "$plan; method|$method; $map"
    put "$work/C/Data/a.txt" changed
    restore 0 "$plan; method|$method; $map"
    original
    gone "$work/C/Mapped"
    told
done
doing='one file without mapping: nothing of the set is restored'
halves='component||Main|1; files||Main|C:\Data|a.txt|0|; files||Main|C:\Data\Sub|b.txt|0|; method|4
    ; mapping|C:\Data|a.txt|0|C:\Mapped'
make_backup "$halves"
restore 5 "$halves"
said 'b.txt'
said 'status 1'
gone "$work/C/Mapped"
nowhere
told
doing='one destination that cannot be written: no file at an alternate place'
make_backup "$plan; method|4; $map"
put "$work/C/Mapped/Sub" 'a file where a folder has to be'
restore 5 "$plan; method|4; $map"
gone "$work/C/Mapped/a.txt"
nowhere
said 'status 1'
told
doing='a partial file goes by the file set that it falls under'
make_backup "$plan; method|4; $map; partial|Main|C:\\Data\\Sub|b.txt|0:4|m"
restore 0 "$plan; method|4; $map"
same "$work/C/Mapped/Sub/b.txt" beta
doing='one of no file set has no mapping'
new_host
put "$work/C/Data/a.txt" alpha
put "$work/C/More/b.txt" beta
PLAN_WRITER="$plan; $map; method|4; partial|Main|C:\\More|b.txt|0:4|m" backup 0
restore 5 "$plan; $map; method|4"
said 'no alternate location mapping covers C:\More\b.txt'
gone "$work/C/Mapped"

# ---- new targets ----
doing='a private restore: the writer is told nothing'
make_backup "$plan"
restore 0 "$plan" --to 'C:\E'
same "$work/C/E/C/Data/a.txt" alpha
called AddNewTarget 0
called SetSelectedForRestore 0
told
doing='a new target for each file set, in the name of the explicit component'
targets='component||Main|1; files||Main|C:\Data|a.txt|0|; component|Main|Part|0
    ; files|Main|Part|C:\Data\Sub|*|1|; schema|256'
make_backup "$targets"
restore 0 "$targets" --to 'C:\E'
same "$work/C/E/C/Data/a.txt" alpha
same "$work/C/E/C/Data/Sub/b.txt" beta
told 'new target of Main: C:\Data a.txt 0 to C:\E\C\Data' \
    'new target of Main: C:\Data\Sub * 1 to C:\E\C\Data\Sub'
for other in 'method|1' "method|4; $map" "method|2; target|2; $map" 'target|4' \
    'target|3; directed|Main|C:\Data|a.txt|0:5|C:\New|n|0:5'; do
    doing="a new target goes before $other"
    make_backup "$plan; schema|256; $other"
    put "$work/C/Data/a.txt" changed
    restore 0 "$plan; schema|256; $other" --to 'C:\E'
    same "$work/C/E/C/Data/a.txt" alpha
    same "$work/C/E/C/Data/Sub/b.txt" beta
    same "$work/C/Data/a.txt" changed
    gone "$work/C/Mapped"
    gone "$work/C/New"
done

# ---- directed targets ----
doing='the directed targets of each component'
make_backup "$two"
both='target|3; directed|Main|C:\Data|a.txt|0:5|C:\New|a|0:5; directed|Two|C:\Data\Sub|b.txt|0:4|C:\New|b|0:4'
restore 0 "$two; $both"
same "$work/C/New/a" alpha
same "$work/C/New/b" beta
doing='without the target they do not count'
make_backup "$plan"
restore 0 "$plan; directed|Main|C:\\Data|a.txt|0:5|C:\\New|a|0:5"
original
gone "$work/C/New"

# ---- partial files ----
doing='a ranges file that goes elsewhere'
new_host
put "$work/C/Data/db" 0123456789
printf '\1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\12\0\0\0\0\0\0\0' >"$work/C/r"
ranges='component||Main|1; files||Main|C:\Data|*|0|; schema|256; partial|Main|C:\Data|db|C:\r|m'
PLAN_WRITER=$ranges backup 0
restore 0 "$ranges"
said 'partial file of Main: db C:\r'
called SetRangesFilePath 0
restore 0 "$ranges" --to 'C:\E'
said 'partial file of Main: db C:\E\C\r'
called SetRangesFilePath 1

# ---- files of the volume ----
doing='files that no writer covers'
new_host
put "$work/C/Data/a.txt" alpha
put "$work/C/Users/me.txt" me
PLAN_WRITER=$plan backup 0 --volume 'C:\' --component 'Plan Writer:Main'
rm -rf "$work/C/Data" "$work/C/Users"
restore 0 "$plan"
same "$work/C/Users/me.txt" me
same "$work/C/Data/a.txt" alpha
doing='a volume mounted in a folder'
new_host 'C:\Data\Mount\='"$work/D"
mkdir -p "$work/C/Data/Mount"
put "$work/C/Data/a.txt" alpha
put "$work/D/Deep/d.txt" delta
PLAN_WRITER=$plan backup 0
rm -rf "$work/C/Data/a.txt" "$work/D/Deep"
restore 0 "$plan"
same "$work/C/Data/a.txt" alpha
same "$work/D/Deep/d.txt" delta
doing='excluded files do not come back'
make_backup "$plan; exclude|C:\\Data|*.txt|0"
restore 0 "$plan; exclude|C:\\Data|*.txt|0"
gone "$work/C/Data/a.txt"
same "$work/C/Data/Sub/b.txt" beta
finish
