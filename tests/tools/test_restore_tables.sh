#!/bin/bash
# The decision tables of a restore (conformance/catalogue/rules/restore.json), row by row as they are
# there. Texts of cells stand here with what they mean; one that is not known fails.
. "$(dirname "$0")/lib.sh"

declare -A walked=() # rows by table
unknown() { complain "$2 is '$(cell "$2")', which is not known in table $1"; }
# What a row is called in messages.
begin_row() { # TABLE COLUMNS...
    local table=$1 column
    shift
    walked[$table]=$((${walked[$table]:-0} + 1))
    doing="$table, row ${walked[$table]}"
    for column; do doing="$doing, $(cell "$column")"; done
}
skip_row() { echo "skipped: $doing: $1"; }

save() { # backs up what $PLAN_WRITER says
    rm -rf "$work/b"
    run 0 backup --host "$work/host.xml" --writer "$writer" --to "$work/b" "$@"
}
bring_back() { # CODE ARGS...
    local code=$1
    shift
    run "$code" restore --host "$work/host.xml" --from "$work/b" --trace "$work/t" "$@"
}
called() { grep -q "\"phase\":\"begin\".*\"name\":\"[A-Za-z0-9]*\.$1\"" "$work/t"; }

# ---- component_selection: what the choice of a component brings back ----
tree='component||All|1; files||All|C:\Data|a.txt|0|
    ; component|All|Part|0; files|All|Part|C:\Data|b.txt|0|
    ; component|All|Not|0|no; files|All|Not|C:\Data|c.txt|0|
    ; component||Fixed|1|no; files||Fixed|C:\Data|d.txt|0|
    ; component|Fixed|Leaf|0|no; files|Fixed|Leaf|C:\Data|e.txt|0|; schema|256; method|2'
choose() { # CODE COMPONENT FILES...: chosen after a backup of all but --component Fixed
    local code=$1 component=$2
    shift 2
    PLAN_WRITER=$tree bring_back "$code" --writer "$writer" --component "Plan Writer:$component"
    restored "$@"
}
selection_row() {
    begin_row component_selection backed_up selectable_for_restore how
    new_host
    for name in a b c d e; do put "$work/C/Data/$name.txt" "$name"; done
    PLAN_WRITER=$tree save
    rm -rf "$work/C/Data"
    case "$(cell backed_up)/$(cell selectable_for_restore)/$(cell how)/$(cell restores)" in
    'explicit/any/SetSelectedForRestore/the component and its set')
        choose 0 All Data/a.txt Data/b.txt Data/c.txt
        rm -rf "$work/C/Data"
        choose 0 Fixed Data/d.txt Data/e.txt # which is not selectable for restore
        called SetSelectedForRestore || complain 'it is not called'
        ;;
    'implicit/false/select the explicit ancestor/the whole set of that ancestor')
        choose 2 'All\Not'
        said 'choose All, which includes it'
        choose 0 All Data/a.txt Data/b.txt Data/c.txt
        ;;
    'implicit/true/SetSelectedForRestore on the nearest explicit ancestor, then AddRestoreSubcomponent/only the named subcomponent')
        choose 0 'All\Part' Data/b.txt
        called AddRestoreSubcomponent || complain 'it is not called'
        ;;
    'implicit/true/only the ancestor selected, no AddRestoreSubcomponent/the whole set')
        choose 0 All Data/a.txt Data/b.txt Data/c.txt
        called AddRestoreSubcomponent && complain 'it is called'
        ;;
    'implicit, nonselectable for restore, no selectable-for-restore ancestor/false/nothing/treated as implicitly selected with its set')
        choose 0 Fixed Data/d.txt Data/e.txt
        called AddRestoreSubcomponent && complain 'it is called'
        ;;
    'not at all/any/SetSelectedForRestore/VSS_E_OBJECT_NOT_FOUND') # by vss, before it asks
        put "$work/C/Data/d.txt" d
        put "$work/C/Data/e.txt" e
        PLAN_WRITER=$tree save --component 'Plan Writer:Fixed'
        rm -rf "$work/C/Data"
        choose 2 All
        said 'All of Plan Writer is not in the backup'
        ;;
    *) unknown component_selection how ;;
    esac
}
each_row component_selection selection_row

# ---- restore_decision: where the files of a component set go ----
# C:\Data\a.txt and C:\Data\Sub\b.txt, a file set each, are saved and have changed since.
methods() { # what the cell means
    case $(cell restore_method) in
    any) echo 1 2 3 4 5 6 7 8 ;;
    'any but the reboot and custom methods') echo 1 2 3 4 8 ;;
    VSS_RME_RESTORE_IF_NOT_THERE) echo 1 ;;
    VSS_RME_RESTORE_IF_CAN_REPLACE) echo 2 ;;
    VSS_RME_STOP_RESTORE_START) echo 3 ;;
    VSS_RME_RESTORE_TO_ALTERNATE_LOCATION) echo 4 ;;
    VSS_RME_RESTORE_AT_REBOOT) echo 5 ;;
    VSS_RME_RESTORE_AT_REBOOT_IF_CANNOT_REPLACE) echo 6 ;;
    VSS_RME_CUSTOM) echo 7 ;;
    VSS_RME_RESTORE_STOP_START) echo 8 ;;
    *) unknown restore_decision restore_method ;;
    esac
}
targets() {
    case $(cell restore_target) in
    any) echo 1 2 3 4 ;;
    VSS_RT_UNDEFINED) echo 0 ;;
    VSS_RT_ORIGINAL) echo 1 ;;
    VSS_RT_ALTERNATE) echo 2 ;;
    VSS_RT_DIRECTED) echo 3 ;;
    VSS_RT_ORIGINAL_LOCATION) echo 4 ;;
    *) unknown restore_decision restore_target ;;
    esac
}
mappings() { # of which file sets, and what is at their destinations
    case $(cell alternate_location_mapping) in
    any) echo none all ;;
    'not used' | 'not needed' | 'as documented by the writer' | 'complete, no mapped file present' | \
        'complete, places writable or creatable' | 'complete, places writable' | 'complete and writable') echo all ;;
    missing | 'missing for all files') echo none ;;
    'missing for a file') echo a ;;
    'complete, mapped files present but writable') echo present ;;
    'complete, a mapped place not writable' | 'complete, a place blocked') echo blocked ;;
    'missing or blocked') echo none a blocked ;;
    'missing for a file, or a place blocked') echo a blocked ;;
    *) unknown restore_decision alternate_location_mapping ;;
    esac
}
# The places of the files after the backup. A file in the way of a folder cannot be replaced, nor
# can one beside which nothing can be written.
set_destination() {
    put "$work/C/Data/a.txt" changed
    put "$work/C/Data/Sub/b.txt" changed
    case $(cell destination) in
    any | 'all files present and replaceable' | 'files replaceable while the service runs') ;;
    'no file of the set present'*) rm -rf "$work/C/Data" ;;
    'some present (replaceable), some absent' | 'at least one present' | \
        'present files replaceable, missing ones creatable'*) rm -rf "$work/C/Data/Sub" ;;
    'a file cannot be replaced') mkdir -p "$work/C/Data/Sub/b.txt.vss~new" ;;
    'a file cannot be replaced or created'*)
        rm -rf "$work/C/Data/Sub"
        put "$work/C/Data/Sub" 'no folder'
        ;;
    *) unknown restore_decision destination ;;
    esac
}
prepare_mappings() { # none|a|all|present|blocked: sets $map, and what is at their destinations
    map=
    [ "$1" = none ] || map='; mapping|C:\Data|a.txt|0|C:\Mapped'
    case $1 in all | present | blocked) map="$map; mapping|C:\\Data\\Sub|b.txt|0|C:\\Mapped\\Sub" ;; esac
    case $1 in
    present) put "$work/C/Mapped/Sub/b.txt" 'something else' ;;
    blocked) put "$work/C/Mapped/Sub" 'no folder' ;;
    esac
}
# What has to come of it; "refused" leaves everything as it was.
outcome() {
    case $(cell requester) in
    'write the files to the announced new place; '*) echo new ;;
    'restore in place'* | 'service stopped before, restore in place, '*) echo in_place ;;
    'open: the figure names only all-present-and-replaceable or all-absent'*) echo in_place ;;
    'restore all files to the mapped places' | 'restore to the mapped places'*) echo mapped ;;
    'open: the figure restores to the mapped places'* | 'open: the figure writes over them'*) echo mapped ;;
    'restore the source ranges to the destination ranges'*) echo directed ;;
    'return an error'* | 'report a writer error'* | 'undocumented: treat as an error, write nothing'*) echo refused ;;
    # vss knows no means to have files moved at the next start, and no writer's own interface.
    'write all files of the writer to a temporary place'* | 'prepare all files of the set as for restore at reboot'* | \
        "use the writer's documented interface"*) echo refused ;;
    *) unknown restore_decision requester ;;
    esac
}
unchanged() { # FOLDERS of the machine
    for folder; do
        [ -e "$work/before/$folder" ] || [ -e "$work/C/$folder" ] || continue
        diff -r "$work/before/$folder" "$work/C/$folder" >&2 || complain "C:\\$folder has changed"
    done
}
check_files() { # OUTCOME
    case $1 in
    refused) unchanged . ;;
    in_place) came_back "$work/C/Data" && unchanged Mapped New Old ;;
    mapped) came_back "$work/C/Mapped" && unchanged Data New Old ;;
    new) came_back "$work/C/New/C/Data" && unchanged Data Mapped Old ;;
    directed)
        same "$work/C/Old/there" XpYaZ
        same "$work/C/Old/new" beta
        unchanged Data Mapped New
        ;;
    esac
}
came_back() { # FOLDER
    same "$1/a.txt" alpha
    same "$1/Sub/b.txt" beta
}
check_mapping_recorded() { # OUTCOME
    case $(cell record_mapping) in
    yes | 'yes if restored') called AddAlternativeLocationMapping || complain 'the mapping is not recorded' ;;
    no) called AddAlternativeLocationMapping && complain 'a mapping is recorded' ;;
    *) unknown restore_decision record_mapping ;;
    esac
}
check_status() {
    case $(cell file_restore_status) in
    VSS_RS_NONE) said 'the last, status 1,' ;;
    VSS_RS_ALL) said 'the last, status 2,' ;;
    -) ;;
    *) unknown restore_decision file_restore_status ;;
    esac
}
decide() { # METHOD TARGET MAPPINGS: one restore
    local plan to=() code=0 wanted
    doing="restore_decision, row ${walked[restore_decision]}: method $1, target $2, mappings $3"
    wanted=$(outcome)
    [ "$wanted" = refused ] && code=5
    new_host
    put "$work/C/Data/a.txt" alpha
    put "$work/C/Data/Sub/b.txt" beta
    prepare_mappings "$3"
    put "$work/C/Old/there" XXYYZ
    plan="component||Main|1; files||Main|C:\\Data|a.txt|0|; files||Main|C:\\Data\\Sub|b.txt|0|
        ; schema|256; method|$1$map"
    PLAN_WRITER=$plan save
    if [ "$2" = 0 ]; then # no writer can set it
        (cd "$work/b/0001" && forge_document bcd.xml '<COMPONENT ' '<COMPONENT restoreTarget="undefined" ')
    else
        plan="$plan; target|$2"
    fi
    [ "$(cell new_target)" = none ] || to=(--to 'C:\New')
    [ "$2" = 3 ] && plan="$plan; directed|Main|C:\\Data|a.txt|2:1, 4:1|C:\\Old|there|1:1, 3:1
        ; directed|Main|C:\\Data\\Sub|b.txt|0:4|C:\\Old|new|0:4"
    set_destination
    rm -rf "$work/before" && cp -r "$work/C" "$work/before"
    PLAN_WRITER=$plan bring_back "$code" --writer "$writer" "${to[@]}"
    check_files "$wanted"
    check_mapping_recorded
    check_status
    [ "$wanted" != refused ] || said 'Plan Writer Main: ' # REST-310: the error names the writer
}
decision_row() {
    begin_row restore_decision restore_method restore_target destination
    case "$(cell new_target)" in none | 'set for these files') ;; *) unknown restore_decision new_target ;; esac
    if [ "$(cell restore_method)" = VSS_RME_UNDEFINED ]; then
        skip_row 'no writer can set this method, and a document that has it counts as one without (docs/decisions.md)'
        return
    elif [ "$(cell destination)" = 'service cannot be stopped' ]; then
        skip_row 'the machine has no services (docs/decisions.md)'
        return
    fi
    local targets
    targets=$(targets)
    for method in $(methods); do
        # Where both are any, each method has one of the targets.
        [ "$(cell restore_method)/$(cell restore_target)" != any/any ] || targets=$((method % 4 + 1))
        for target in $targets; do
            for mapping in $(mappings); do decide "$method" "$target" "$mapping"; done
        done
    done
}
each_row restore_decision decision_row

# ---- writer_participation: who gets the events of a restore ----
events() { # WRITER: the names of what it was told, but for Identify
    sed -n 's/.*"kind":"event","phase":"begin".*"name":"\([A-Za-z]*\)".*"writer":"'"$1"'".*/\1/p' "$work/t" |
        grep -v '^Identify$' | paste -sd ' ' | sed 's/ /, /g'
}
wanted_events() {
    case $(cell events) in
    'PreRestore, PostRestore') echo 'PreRestore, PostRestore' ;;
    none* | 'selection fails with VSS_E_OBJECT_NOT_FOUND; '*) ;;
    *) unknown writer_participation events ;;
    esac
}
begin_participation() { # PLAN: files and their backup, and a change
    new_host
    put "$work/C/Data/a.txt" alpha
    PLAN_WRITER=$1 save "${@:2}"
    put "$work/C/Data/a.txt" changed
}
first='name|First; component||One|1; files||One|C:\Data|*|1|'
second='name|Second; id|5a1f3c00-0000-4000-8000-000000000002; component||Two|1; files||Two|C:\Other|*|1|; method|2'
participation_row() {
    local content=alpha who=First
    begin_row writer_participation case
    case $(cell case) in
    'writer running, restore condition other than VSS_WRE_NEVER, component selected')
        for condition in 2 3; do
            begin_participation "$first; method|2|$condition"
            PLAN_WRITER="$first; method|2|$condition" bring_back 0 --writer "$writer"
            [ "$(events First)" = 'PreRestore, PostRestore' ] || complain "condition $condition: $(events First)"
        done
        ;;
    'writer running, no component selected')
        mkdir -p "$work/C/Other"
        PLAN_WRITER_2="$second" begin_participation "$first; method|2" --writer "$writer"
        PLAN_WRITER_2="$second" PLAN_WRITER="$first; method|2" bring_back 0 --writer "$writer" \
            --writer "$writer" --component First:One
        [ "$(events First)" = 'PreRestore, PostRestore' ] || complain "First was told $(events First)"
        who=Second
        ;;
    'writer running, VSS_WRE_NEVER')
        begin_participation "$first; method|2|1"
        PLAN_WRITER="$first; method|2|3" bring_back 0 --writer "$writer" # the stored document counts
        called SetSelectedForRestore && complain 'it is selected'
        ;;
    'writer not running')
        begin_participation "$first; method|2"
        bring_back 0
        called SetSelectedForRestore && complain 'it is selected'
        ;;
    'custom method, documentation asks for nothing')
        begin_participation "$first; method|7"
        PLAN_WRITER="$first; method|7" bring_back 5 --writer "$writer"
        content=changed
        ;;
    'application without writer')
        who=Second
        new_host
        put "$work/C/Data/a.txt" alpha
        PLAN_WRITER=$second save --volume 'C:\'
        put "$work/C/Data/a.txt" changed
        PLAN_WRITER=$second bring_back 0 --writer "$writer"
        ;;
    'several instances of one class on Windows Server 2003, conditions other than never')
        # That version's limit; here one gets them, too, as one of them has the component.
        begin_participation "$first; method|2; instance|left"
        PLAN_WRITER="$first; method|2; instance|left" PLAN_WRITER_2="$first; method|2; instance|right" \
            bring_back 0 --writer "$writer" --writer "$writer"
        ;;
    'stop_restore_start method, writer inside that service')
        skip_row 'the machine has no services (docs/decisions.md)'
        return
        ;;
    *) unknown writer_participation case ;;
    esac
    same "$work/C/Data/a.txt" "$content"
    [ "$(events "$who")" = "$(wanted_events)" ] || complain "$who was told $(events "$who")"
    case $(cell part) in
    false) [ -z "$(wanted_events)" ] || unknown writer_participation part ;;
    true | 'exactly one, not determined which') [ -n "$(wanted_events)" ] || unknown writer_participation part ;;
    *) unknown writer_participation part ;;
    esac
}
each_row writer_participation participation_row

# ---- location_mechanisms: who says where files are and go, when it counts, who reads it ----
reads() { # COLUMN: the trace has the call that the cell names
    local name
    name=$(cell "$1" | sed -n 's/^[A-Za-z]*::\([A-Za-z]*\).*/\1/p')
    [ -n "$name" ] || unknown location_mechanisms "$1"
    called "$name" || complain "no $name"
}
mechanism() { # PLAN [ARGS...]: a backup of C:\Data\a.txt, traced; then the file is changed
    new_host
    put "$work/C/Data/a.txt" alpha
    PLAN_WRITER=$1 save --trace "$work/t" "${@:2}"
    put "$work/C/Data/a.txt" changed
}
follow() { # PLAN [ARGS...]
    PLAN_WRITER=$1 bring_back 0 --writer "$writer" "${@:2}"
}
one='component||Main|1; files||Main|C:\Data|a.txt|0|'
map='mapping|C:\Data|a.txt|0|C:\Mapped'
mechanism_row() {
    begin_row location_mechanisms mechanism
    case "$(cell mechanism), $(cell used)" in
    'alternate path, backup only')
        new_host
        put "$work/C/Other/a.txt" alpha
        PLAN_WRITER="${one}C:\\Other; method|2" save --trace "$work/t"
        reads read_with
        put "$work/C/Other/a.txt" other
        follow "${one}C:\\Other; method|2"
        same "$work/C/Data/a.txt" alpha
        same "$work/C/Other/a.txt" other
        ;;
    'alternate location mapping, restore, by method, target or blocked destination')
        for way in 'method|4' 'method|2; target|2' 'method|1'; do
            mechanism "$one; $way; $map"
            follow "$one; $way; $map"
            same "$work/C/Mapped/a.txt" alpha
            same "$work/C/Data/a.txt" changed
            said 'mapping of Main: C:\Data a.txt 0 to C:\Mapped'
            for column in read_with recorded_with read_by_writer; do reads $column; done
        done
        mechanism "$one; method|2; $map" # defined, but not called for
        follow "$one; method|2; $map"
        restored Data/a.txt
        ;;
    'new target, restore, goes before everything else')
        mechanism "$one; method|4; $map; schema|256"
        follow "$one; method|4; $map; schema|256; target|4" --to 'C:\New'
        restored Data/a.txt New/C/Data/a.txt
        called AddNewTarget || complain 'no AddNewTarget'
        reads read_by_writer
        said 'new target of Main: C:\Data a.txt 0 to C:\New\C\Data'
        mechanism "$one; method|2" # without the schema bit
        follow "$one; method|2" --to 'C:\New'
        called AddNewTarget && complain 'AddNewTarget without the schema bit'
        ;;
    'directed target, restore, file and range by file and range')
        mechanism "$one; method|2"
        follow "$one; method|2; target|3; directed|Main|C:\\Data|a.txt|1:2|C:\\New|b|0:2"
        restored Data/a.txt New/b
        same "$work/C/New/b" lp
        reads read_with
        ;;
    'restore target, restore, replaces the method')
        mechanism "$one; method|4; $map"
        follow "$one; method|4; $map; target|4"
        restored Data/a.txt
        same "$work/C/Data/a.txt" alpha
        reads read_with
        ;;
    'restore method, restore, default of everything above')
        mechanism "$one; method|4; $map"
        follow "$one; method|2" # that of the stored document counts
        same "$work/C/Mapped/a.txt" alpha
        same "$work/C/Data/a.txt" changed
        reads read_with
        ;;
    'partial file, restore, ranges into the existing file')
        mechanism "$one; method|2; partial|Main|C:\\Data|a.txt|1:2|"
        follow "$one; method|2"
        same "$work/C/Data/a.txt" clpnged
        reads read_with
        [ "$(cell adjusted_with)" = 'SetRangesFilePath when the ranges file moved' ] || unknown location_mechanisms adjusted_with
        printf '\1\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0\2\0\0\0\0\0\0\0' >"$work/ranges"
        for to in '' 'C:\New'; do
            new_host
            put "$work/C/Data/a.txt" alpha
            mkdir -p "$work/C/Ranges" && cp "$work/ranges" "$work/C/Ranges/r"
            PLAN_WRITER="$one; method|2; schema|256; partial|Main|C:\\Data|a.txt|C:\\Ranges\\r|" save
            put "$work/C/New/C/Data/a.txt" changed
            follow "$one; method|2; schema|256" ${to:+--to "$to"}
            [ -z "$to" ] && called SetRangesFilePath && complain 'it did not move'
        done
        called SetRangesFilePath || complain 'no SetRangesFilePath'
        same "$work/C/New/C/Data/a.txt" clpnged
        ;;
    *) unknown location_mechanisms used ;;
    esac
}
each_row location_mechanisms mechanism_row
finish
