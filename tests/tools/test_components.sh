#!/bin/bash
# What a component is for vss (conformance/catalogue/rules/components-and-selection.json): how it
# enters a backup, what comes with it, and where its files are read and restored. The two tables are
# run as they are there; a text of a cell that is not known fails.
. "$(dirname "$0")/lib.sh"

unknown() { complain "$1 is '$(cell "$1")', which is not known here"; }
with_writer() { # CODE ARGS...: a restore
    local code=$1
    shift
    run "$code" restore --host "$work/host.xml" --from "$work/b" --writer "$writer" "$@"
}
choose() { # CODE COMPONENTS...: a backup of these
    local code=$1 components=()
    shift
    for component; do components+=(--component "Plan Writer:$component"); done
    backup "$code" "${components[@]}"
}

# ---- selection_for_backup: X is what the row is about, Y is below it ----
# P is above it, O another component of the writer, Z one of another writer.
row_of_explicit() { # COMPONENTS...: of the document, X among them or not as the row has it
    explicit "$@"
    case "$(cell in_backup_components_document)/ $* " in
    true/*' X '* | 'if included/'* | false/*) ;;
    *) complain "X is in '$*'" ;;
    esac
    [[ $(cell in_backup_components_document) != false || " $* " != *' X '* ]] || complain 'X is in it'
}
selection_row() {
    local path='' above='' x
    doing="selection_for_backup: selectable $(cell selectable), below one $(cell selectable_ancestor) $(cell ancestor_included)"
    if [ "$(cell selectable_ancestor)" = true ]; then
        path=P above='component||P|1;'
    fi
    x=${path:+$path\\}X
    x_selectable=0
    [ "$(cell selectable)" = false ] || x_selectable=1
    export PLAN_WRITER="component||O|1; files||O|C:\\Data|o|0|; $above component|$path|X|$x_selectable
        ; files|$path|X|C:\\Data|x|0|; component|$x|Y|0; files|$x|Y|C:\\Data|y|0|"
    export PLAN_WRITER_2='name|Second; id|5a1f3c00-0000-4000-8000-000000000002; component||Z|1'
    case $(cell inclusion) in
    'mandatory if the writer takes part')
        choose 0 O
        row_of_explicit O X Y # what is below a nonselectable one is in no set
        stored C/Data/o C/Data/x C/Data/y
        backup 0 --component Second:Z --writer "$writer" # the writer takes no part
        explicit Z
        stored
        ;;
    optional)
        choose 0 O
        row_of_explicit O
        stored C/Data/o
        choose 0 "$x"
        row_of_explicit X
        stored C/Data/x C/Data/y
        ;;
    'if and only if a selectable ancestor is included')
        choose 0 O
        stored C/Data/o
        choose 0 P
        row_of_explicit P
        stored C/Data/x C/Data/y
        ;;
    always)
        choose 0 P
        row_of_explicit P
        stored C/Data/x C/Data/y
        ;;
    *) unknown inclusion ;;
    esac
    case $(cell how) in
    AddComponent)
        backup 0
        grep -q 'componentName="X"' "$work/b/0001/bcd.xml" || complain 'X is not explicit'
        ;;
    'implicit; AddComponent is wrong')
        if [ "$(cell selectable)" = true ]; then
            choose 0 P "$x"
            row_of_explicit P
        else
            choose 2 "$x"
            said 'is not selectable for backup; choose P, which includes it'
        fi
        ;;
    'AddComponent; brings its own set')
        choose 0 "$x"
        row_of_explicit X
        stored C/Data/x C/Data/y
        ;;
    *) unknown how ;;
    esac
}
new_host
for name in o x y; do put "$work/C/Data/$name" "$name"; done
each_row selection_for_backup selection_row
unset PLAN_WRITER_2

# ---- my_writer_example: each component has one file, with its own name ----
declare -A via=() restorable=() # by full name
all=() top=()
take_row() {
    local full
    full=$(cell logical_path)
    full=${full:+$full\\}$(cell name)
    all+=("$full")
    via[$full]=$(cell via)
    restorable[$full]=$(cell selectable_restore)
    case $(cell selectable_backup) in true) selectable=1 ;; false) selectable=0 ;; *) unknown selectable_backup ;; esac
    case $(cell selectable_restore) in true) for_restore=yes ;; false) for_restore=no ;; *) unknown selectable_restore ;; esac
    case $(cell explicit_when_all_selected) in true) top+=("$full") ;; false) ;; *) unknown explicit_when_all_selected ;; esac
    case $(cell via) in
    mandatory | 'mandatory (see COMP-105)') always+=("$full") ;;
    'optional, no set' | 'optional, defines a set') ;;
    Security | writerData | 'writerData (or Usage)') ;;
    'writerData; explicit only if writerData is not selected') ;;
    *) unknown via ;;
    esac
    PLAN_WRITER="$PLAN_WRITER; component|$(cell logical_path)|$(cell name)|$selectable|$for_restore
        ; files|$(cell logical_path)|$(cell name)|C:\\Own\\$full|data|0|"
    put "$work/C/Own/${full//\\//}/data" "$full"
}
# The components that one brings, itself first.
set_of() { # COMPONENT
    local full
    echo "$1"
    for full in "${all[@]}"; do
        case ${via[$full]} in
        "$1" | "$1;"* | "$1 (or "* | *"(or ${1##*\\})") echo "$full" ;;
        esac
    done
}
names() { for full; do echo "${full##*\\}"; done; }
paths_of() { for full; do echo "Own/${full//\\//}/data"; done | LC_ALL=C sort; }
explicit_and_stored() { # COMPONENTS...: explicit; their sets are stored
    local members=()
    readarray -t members < <(for full; do set_of "$full"; done)
    explicit $(names "$@")
    stored $(paths_of "${members[@]}" | sed 's|^|C/|')
}
new_host
PLAN_WRITER='method|2' always=()
each_row my_writer_example take_row
doing='my_writer_example: everything is selected'
backup 0 --json
explicit_and_stored "${top[@]}"
stored $(paths_of "${all[@]}" | sed 's|^|C/|')
for i in "${!top[@]}"; do
    json "components.$i.component" "${top[i]}"
    json "components.$i.files" "$(set_of "${top[i]}" | wc -l)"
done
cp -r "$work/b" "$work/whole"
for full in "${top[@]}"; do
    doing="my_writer_example: $full alone"
    case ${via[$full]} in
    optional*) chosen=("$full") ;;
    *) chosen=() ;;
    esac
    choose 0 "$full"
    # In the order of the table.
    readarray -t wanted < <(for one in "${all[@]}"; do
        printf '%s\n' "${always[@]}" "${chosen[@]}" | grep -Fx "$one"
    done)
    explicit_and_stored "${wanted[@]}"
done
doing='my_writer_example: what is selectable inside a set'
backup 0 --json --component 'Plan Writer:writerData\Usage'
explicit_and_stored "${always[@]}" 'writerData\Usage'
json "components.${#always[@]}.files" "$(set_of 'writerData\Usage' | wc -l)"
for full in "${all[@]}"; do
    doing="my_writer_example: a restore of $full"
    rm -rf "$work/b" "$work/C/Own"
    cp -r "$work/whole" "$work/b"
    if printf '%s\n' "${top[@]}" | grep -Fxq "$full"; then # whatever it says for restore
        with_writer 0 --component "Plan Writer:$full"
        restored $(paths_of $(set_of "$full"))
    elif [ "${restorable[$full]}" = true ]; then # with what is below it
        with_writer 0 --component "Plan Writer:$full"
        restored $(paths_of "$full" $(for one in "${all[@]}"; do [[ $one == "$full"\\* ]] && echo "$one"; done))
    else
        with_writer 2 --component "Plan Writer:$full"
        said 'is not selectable for restore'
    fi
done

# ---- where its files are read and restored ----
doing='a file that is missing in a member fails the set'
new_host
put "$work/C/Data/a" a
PLAN_WRITER='component||All|1; files||All|C:\Data|a|0|; component|All|Part|0; files|All|Part|C:\Data|gone|0|
    ; component||Other|1; files||Other|C:\Data|*|0|'
backup 5 --json
json components.# 2
json components.0.component All
json components.0.succeeded false
json components.1.succeeded true

doing='the document of a backup has no file sets'
PLAN_WRITER='component||Main|1; files||Main|C:\Data|a|0|'
backup 0
grep -q 'componentName="Main"' "$work/b/0001/bcd.xml" || complain 'it has no component'
! grep -qi 'C:\\Data\|filespec\|<FILE' "$work/b/0001/bcd.xml" || complain "it has: $(cat "$work/b/0001/bcd.xml")"
grep -q 'C:\\Data' "$work/b/0001/writers/"*.xml || complain "nor has the writer's"

doing='an alternate path plays no part in a restore'
put "$work/C/Copy/a" 'of the copy'
PLAN_WRITER='component||Main|1; files||Main|C:\Data|a|0|C:\Copy; method|2'
backup 0
rm -rf "$work/C/Copy" "$work/C/Data"
with_writer 0
same "$work/C/Data/a" 'of the copy'
gone "$work/C/Copy"
doing='but the mapping of the file set does'
put "$work/C/Copy/a" 'of the copy'
PLAN_WRITER='component||Main|1; files||Main|C:\Data|a|0|C:\Copy; method|4; mapping|C:\Data|a|0|C:\Mapped'
backup 0
rm -rf "$work/C/Copy" "$work/C/Data"
with_writer 0
same "$work/C/Mapped/a" 'of the copy'
gone "$work/C/Copy"
gone "$work/C/Data"

doing='copies that a writer makes before the snapshot are what is saved'
for handler in OnPrepareBackup OnPrepareSnapshot OnFreeze; do
    put "$work/C/Data/a" "as at $handler"
    rm -rf "$work/C/Copy"
    mkdir "$work/C/Copy"
    PLAN_WRITER="component||Main|1; files||Main|C:\\Data|a|0|C:\\Copy; run|$handler|cp $work/C/Data/a $work/C/Copy/a"
    backup 0
    same "$work/b/0001/files/C/Data/a" "as at $handler"
done
put "$work/C/Copy/a" 'an old one'
PLAN_WRITER="component||Main|1; files||Main|C:\\Data|a|0|C:\\Copy; run|OnThaw|cp $work/C/Data/a $work/C/Copy/a"
backup 0
same "$work/b/0001/files/C/Data/a" 'an old one' # too late

doing='the documents of the backup say what is restored, not the writer as it runs now'
new_host
put "$work/C/Data/a" a
PLAN_WRITER='component||Main|1; files||Main|C:\Data|a|0|; schema|256; method|4; mapping|C:\Data|a|0|C:\Mapped'
backup 0
rm -rf "$work/C/Data"
PLAN_WRITER='component||Main|1; files||Main|C:\Else|*|1|; schema|256; method|1'
with_writer 0
same "$work/C/Mapped/a" a
said 'PostRestore'
said "plan_writer: Main: stamp none, the last, status 2"
said 'C:\Data\a is no file set of the writer as it runs now, which is not told where it went'
with_writer 0 --to 'C:\New'
same "$work/C/New/C/Data/a" a
said "plan_writer: Main: stamp none, the last, status 2"
said 'C:\Data\a is no file set of the writer as it runs now, which is not told where it goes'

doing='mounted folders are recorded, and come back where they were'
new_host "C:\\Mounted\\=$work/M"
mkdir -p "$work/C/Mounted" "$work/M/Empty"
put "$work/M/Sub/four" 4444
PLAN_WRITER='component||Main|1; files||Main|C:\|*|1|; method|2'
backup 0
for folder in 'C:\\\\Mounted"' 'C:\\\\Mounted\\\\Empty"' 'C:\\\\Mounted\\\\Sub"'; do
    grep -q "$folder" "$work/b/0001/files.json" || complain "$folder is not"
done
rm -rf "$work/M/Sub" "$work/M/Empty"
with_writer 0
same "$work/M/Sub/four" 4444
there "$work/M/Empty"
gone "$work/C/Mounted/Sub"

doing='writers whose files and components are in order'
export INCREMENTAL_WRITERS=timestamped,last-modify,partial,log,complex,data,index,exclusive INCREMENTAL_STATES=$work/states
new_host
mkdir "$work/C/Stores" "$work/states"
for kind in ${INCREMENTAL_WRITERS//,/ }; do
    [ $kind = index ] ||
        "$STORES/incremental-store" create $kind "$work/C/Stores/$kind" --seed 1 >&2 || complain "no $kind"
done
rm -rf "$work/b"
for type in full incremental log copy; do
    run 0 backup --host "$work/host.xml" --writer "$STORES/incremental-writers.so" --to "$work/b" --type $type
    ! grep -F "(the writer's mistake)" "$err" >&2 || complain "$type: they are not"
    ! grep '(COMP-[0-9]*)' "$err" >&2 || complain "$type: they are not"
done
for document in "$work/b/0001/writers/"*.xml; do
    grep -q '<RESTORE_METHOD ' "$document" || complain 'one has no restore method'
    grep -q 'componentName=' "$document" || complain 'one has no component'
    ! grep -E '(restoreMetadata|notifyOnBackupComplete)="yes"' "$document" >&2 || complain 'they are not'
    ! grep -E 'logicalPath="(\\|[^"]*\\\\|[^"]*\\")' "$document" >&2 || complain 'they are not'
    ! grep -E '<DATABASE_(LOG)?FILE.*(recursive="yes"|alternatePath)' "$document" >&2 || complain 'they are not'
done
finish
