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
finish
