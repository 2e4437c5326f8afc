#!/bin/bash
# Chains of backups of real writers (examples/incremental), with random changes between, restored set
# by set: the stores are what they were at the Freeze of each set, byte by byte.
#
#     CHAINS      how many chains at least, counted by writer (default 500)
#     CHAIN_SEED  seed of the first catalogue (default 1); a failure names its own
# A backup waits until all is on the disk; memory is quicker at that.
[ ! -w /dev/shm ] || export TMPDIR=${TMPDIR:-/dev/shm}
. "$(dirname "$0")/lib.sh"
CHAINS=${CHAINS:-500}
seed=${CHAIN_SEED:-1}
writers=$STORES/incremental-writers.so
kinds=(timestamped last-modify partial log complex data index)
export INCREMENTAL_STATES=$work/states INCREMENTAL_THAW_SEED INCREMENTAL_WRITERS

store() { # VERB KIND ARGS...
    "$STORES/incremental-store" "$1" "$2" "$work/C/Stores/$2" "${@:3}"
}
# data has the index with it.
each_store() { # VERB: with a seed of its own
    local kind
    for kind in "${chosen[@]}"; do
        [ "$kind" = index ] || store "$1" "$kind" --seed $RANDOM >&2 || complain "$1 of $kind"
    done
}
make_stores() {
    new_host
    mkdir "$work/C/Stores"
    each_store create
}

# TYPES...: what follows a full backup; makes the catalogue, with the state at each Freeze.
make_catalogue() {
    rm -rf "$work/b" "$work/states"*
    make_stores
    set -- full "$@"
    local set=0 type
    for type; do
        set=$((set + 1))
        [ $set -eq 1 ] || for _ in $(seq $((RANDOM % 3))); do each_store change; done
        mkdir -p "$work/states"
        INCREMENTAL_THAW_SEED=
        [ $((RANDOM % 2)) -eq 0 ] || INCREMENTAL_THAW_SEED=$RANDOM
        run 0 backup --host "$work/host.xml" --writer "$writers" --to "$work/b" --type "$type"
        mv "$work/states" "$work/states.$set"
    done
}

# A set, into stores that are empty or hold what is there now.
check_set() { # SET
    [ $((RANDOM % 4)) -eq 0 ] || rm -rf "$work/C/Stores"/*
    run 0 restore --host "$work/host.xml" --writer "$writers" --from "$work/b" --set "$1"
    local kind
    for kind in "${chosen[@]}"; do
        store verify "$kind" --state "$work/states.$1/$kind.state" >"$work/verified" 2>&1 ||
            complain "set $1, $kind: $(cat "$work/verified")"
        count=$((count + 1))
    done
}

# A writer that does not mix incremental and differential backups is there if the chain does not.
choose_writers() { # TYPES...
    chosen=("${kinds[@]}")
    [[ " $* " == *" incremental "* && " $* " == *" differential "* ]] || chosen+=(exclusive)
    INCREMENTAL_WRITERS=$(IFS=, && echo "${chosen[*]}")
}

random_types() { # 2 to 5 of them
    local all=(incremental incremental differential log copy full)
    for _ in $(seq $((2 + RANDOM % 4))); do echo "${all[RANDOM % ${#all[@]}]}"; done
}

count=0 catalogue=0
shapes=('' 'differential' 'incremental incremental incremental' 'log log log' 'copy incremental'
    'differential incremental' 'incremental differential' 'incremental copy log incremental')
while [ $count -lt "$CHAINS" ] && [ $failures -eq 0 ]; do
    RANDOM=$seed
    types=${shapes[catalogue]-$(random_types | tr '\n' ' ')}
    doing="seed $seed: full $types"
    choose_writers $types
    make_catalogue $types
    for set in $(seq $(($(wc -w <<<"$types") + 1))); do check_set "$set"; done
    echo "$doing: $count chains so far"
    seed=$((seed + 1)) catalogue=$((catalogue + 1))
done
echo "$count chains"

doing='one member of a component set, through a chain: the others stay as they are'
chosen=(complex) INCREMENTAL_WRITERS=complex INCREMENTAL_THAW_SEED=
run_set() { # TYPE: with changes before
    each_store change
    mkdir -p "$work/states"
    run 0 backup --host "$work/host.xml" --writer "$writers" --to "$work/b" --type "$1"
}
rm -rf "$work/b"
make_stores
for type in full incremental incremental; do run_set $type; done
cp -a "$work/C/Stores/complex" "$work/then"
for _ in $(seq 20); do each_store change; done
cp -a "$work/C/Stores/complex" "$work/now"
run 0 restore --host "$work/host.xml" --writer "$writers" --from "$work/b" --component 'Complex Writer:boxes\red'
diff -r "$work/then/red" "$work/C/Stores/complex/red" >&2 || complain 'red is not what it was'
! diff -r "$work/then/red" "$work/now/red" >/dev/null || complain 'red did not change'
for part in common rules green blue; do
    diff -r "$work/now/$part" "$work/C/Stores/complex/$part" >&2 || complain "$part is not as it is now"
done

doing='the exclusive writer does not go on with the other type'
chosen=(exclusive) INCREMENTAL_WRITERS=exclusive
make_catalogue incremental
run 2 backup --host "$work/host.xml" --writer "$writers" --to "$work/b" --type differential
said 'does not take a differential backup after that'
run 0 backup --host "$work/host.xml" --writer "$writers" --to "$work/b" --type full
run 0 backup --host "$work/host.xml" --writer "$writers" --to "$work/b" --type differential
doing='nothing goes on from nothing'
rm -rf "$work/b"
chosen=(timestamped) INCREMENTAL_WRITERS=timestamped
make_stores
run 2 backup --host "$work/host.xml" --writer "$writers" --to "$work/b" --type incremental
said 'needs an earlier full or incremental backup'
finish
