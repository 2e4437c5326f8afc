#!/bin/bash
# What a restore makes of a chain of images: the table merge_chain of
# conformance/catalogue/rules/restore.json, row by row.
. "$(dirname "$0")/lib.sh"

# Files in all backups, in full, incremental, differential and log ones; the writer takes all types.
masks='database||Main|1; data||Main|C:\Data|always|0xf0f; data||Main|C:\Data|full|0x101
    ; data||Main|C:\Data|inc|0x404; data||Main|C:\Data|diff|0x202; logs||Main|C:\Data|log|0x808; schema|315'
whole='component||Main|1; files||Main|C:\Data|*|0||0x101; schema|355' # all files in full backups
count=0

save() { # TYPE PLAN: with a stamp that is the number of the set
    count=$((count + 1))
    PLAN_WRITER="$2; stamp|$count" run 0 backup --host "$work/host.xml" --writer "$writer" --to "$work/b" --type "$1"
}
change() { # TEXT: what the files of $masks say
    for name in always full inc diff log; do put "$work/C/Data/$name" "$name $1"; done
}
chain() { # TYPES...: of $masks, with a change before each
    for type; do
        change $((count + 1))
        save "$type" "$masks"
    done
}
bring_back() { # CODE PLAN: into an empty store
    rm -rf "$work/C/Data"
    PLAN_WRITER=$2 run "$1" restore --host "$work/host.xml" --writer "$writer" --from "$work/b" --json \
        --trace "$work/t" "${@:3}"
}
holds() { # NAME NUMBER, again and again: these files, and no others
    local names=()
    while [ $# -gt 0 ]; do
        same "$work/C/Data/$1" "$1 $2"
        names+=("Data/$1")
        shift 2
    done
    restored "${names[@]}"
}
images() { # NUMBERS: of the sessions, as the writer was told in PreRestore
    local found
    found=$(sed -n 's/^plan_writer: image of Main: //p' "$err" | tr '\n' ' ')
    [ "$found" = "$1 " ] || complain "the images were '$found' instead of '$1'"
}
partial='partial|Main|C:\Data|db|2:2,0x8:2|m'
base_and_ranges() { # a full image of db, and one with two of its ranges
    put "$work/C/Data/db" 0123456789
    save full "$whole"
    put "$work/C/Data/db" xxABxxxxCDx
    save incremental "$whole; $partial"
}

merge_row() {
    doing="merge_chain, $(cell item)"
    rows=$((rows + 1))
    rm -rf "$work/b"
    new_host
    count=0
    case "$(cell item): $(cell effect)" in
    "file set with backup-required bit in the image's type: whole files of this image replace what the earlier image put there")
        chain full incremental
        bring_back 0 "$masks"
        holds always 2 full 1 inc 2
        ;;
    'differenced file in the image: whole file replaces; not in the image: the earlier version stays')
        put "$work/C/Data/a" 'a 1'
        put "$work/C/Data/b" 'b 1'
        save full "$whole"
        put "$work/C/Data/b" 'b is shorter no more'
        save incremental "$whole; differenced|Main|C:\\Data|*|0|0"
        bring_back 0 "$whole"
        json components.0.files 3
        same "$work/C/Data/a" 'a 1'
        same "$work/C/Data/b" 'b is shorter no more'
        ;;
    'partial file in the image: only its ranges are written, into the file the earlier image restored; the rest stays')
        base_and_ranges
        bring_back 0 "$whole"
        same "$work/C/Data/db" 01AB4567CD
        ;;
    'partial file, base never restored: undocumented; the ranges cannot be placed - treat as an error')
        put "$work/C/Data/other" other
        save full "$whole"
        put "$work/C/Data/db" 0123456789
        save incremental "$whole; $partial"
        bring_back 5 "$whole"
        said 'no earlier image has the file'
        restored Data/other
        ;;
    'ranges file: restored before the data; moved: SetRangesFilePath')
        put "$work/C/Data/db" 0123456789
        save full "$whole"
        put "$work/C/Data/db" AB23456789
        printf '\1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\2\0\0\0\0\0\0\0' >"$work/C/ranges"
        save incremental "$whole; partial|Main|C:\\Data|db|C:\\ranges|m"
        rm "$work/C/ranges"
        bring_back 0 "$whole"
        json restored.1.path 'C:\ranges'
        json restored.2.path 'C:\Data\db'
        same "$work/C/Data/db" AB23456789
        ! grep -q SetRangesFilePath "$work/t" || complain 'it is said to have moved'
        bring_back 0 "$whole" --to 'C:\New'
        grep -q 'SetRangesFilePath.*C:\\\\New\\\\C\\\\ranges' "$work/t" || complain 'where it is now is not told'
        ;;
    'file in the earlier image but not in this one: stays as the earlier image restored it')
        chain full
        rm "$work/C/Data/always" "$work/C/Data/full" # which the writer misses in no image
        put "$work/C/Data/always" 'always 2'
        put "$work/C/Data/inc" 'inc 2'
        save incremental "$masks"
        bring_back 0 "$masks"
        holds always 2 full 1 inc 2
        ;;
    'files excluded by the writer: never written, in no image')
        excluding="component||Main|1; files||Main|C:\\Data|*|0; schema|3; exclude|C:\\Data|*.tmp|0"
        for type in full incremental; do
            put "$work/C/Data/kept" "kept $count"
            put "$work/C/Data/left.tmp" 'left out'
            save "$type" "$excluding"
        done
        bring_back 0 "$excluding"
        restored Data/kept
        ;;
    'differential image: full, then only the newest differential; increments between them are not used')
        chain full differential incremental differential
        bring_back 0 "$masks"
        holds always 4 diff 4 full 1
        images '1 4'
        ;;
    'copy backup: stands alone; cannot be the base of a chain')
        chain full copy
        bring_back 0 "$masks"
        holds always 2 full 2
        images 2
        chain incremental
        bring_back 0 "$masks"
        holds always 3 full 1 inc 3
        images '1 3'
        ;;
    'log image: only database log files')
        chain full log
        bring_back 0 "$masks"
        json components.0.files 3
        holds always 1 full 1 log 2
        ;;
    'SetAdditionalRestores: true in every session but the last for the component; the writer recovers only after the last')
        chain full incremental incremental
        bring_back 0 "$masks"
        [ "$(grep -c ', more to come,' "$err")" -eq 2 ] || complain "it is not told that there is more: $(cat "$err")"
        grep 'Main: stamp' "$err" | tail -1 | grep -q 'the last' || complain 'nor that there is not'
        ;;
    'restore target in an earlier session: each session stands for itself; PreRestore runs again in each')
        maps='mapping|C:\Data|always|0|C:\Map; mapping|C:\Data|full|0|C:\Map; mapping|C:\Data|inc|0|C:\Map'
        mapped="$masks; method|2; $maps"
        for type in full incremental; do
            change $((count + 1))
            save "$type" "$mapped"
        done
        bring_back 0 "$mapped; target|2|1; target|4|2"
        restored Data/always Data/inc Map/always Map/full
        same "$work/C/Map/always" 'always 1'
        same "$work/C/Data/always" 'always 2'
        rm -r "$work/C/Map"
        bring_back 0 "$mapped; target|2|2"
        restored Data/always Data/full Map/always Map/inc
        ;;
    'file with a range list: source and destination lists of a directed target must match pair for pair')
        base_and_ranges
        bring_back 0 "$whole; target|3; directed|Main|C:\\Data|db|0:4,8:2|C:\\New|x|0:4,4:3"
        said 'directed: E_INVALIDARG'
        same "$work/C/Data/db" 01AB4567CD
        gone "$work/C/New"
        bring_back 0 "$whole; target|3; directed|Main|C:\\Data|db|0:4,8:2|C:\\New|x|0:4,4:2"
        same "$work/C/New/x" 01ABCD
        ;;
    *) complain "this row is not known, with the effect '$(cell effect)'" ;;
    esac
}
rows=0
each_row merge_chain merge_row
echo "$rows rows"
finish
