#!/bin/bash
# vss backup: what is chosen, what is copied, what the folder holds, and what failures leave.
. "$(dirname "$0")/lib.sh"

new_host
put "$work/C/Data/a.txt" alpha
put "$work/C/Data/b.dat" beta
put "$work/C/Data/Sub/c.txt" gamma
put "$work/C/Data/Sub/Deep/d.txt" delta
mkdir "$work/C/Data/Empty"

doing='the folder of a backup'
export PLAN_WRITER='component||Main|1; files||Main|C:\Data|*|1|'
backup 0
stored C/Data/Sub/Deep/d.txt C/Data/Sub/c.txt C/Data/a.txt C/Data/b.dat
same "$work/b/0001/files/C/Data/Sub/Deep/d.txt" delta
there "$work/b/0001/bcd.xml"
there "$work/b/0001/files.json"
[ "$(ls "$work/b")" = $'0001\ncatalogue' ] || complain "it holds $(ls "$work/b")"
[ "$(ls "$work/b/0001")" = $'bcd.xml\nfiles\nfiles.json\nwriters' ] ||
    complain "the set holds $(ls "$work/b/0001")"
[ "$(ls "$work/b/0001/writers" | wc -l)" -eq 1 ] || complain 'not one writer document'
grep -q '<WRITER_METADATA' "$work/b/0001/writers"/*.xml || complain 'no writer document'
grep -q 'backupSucceeded="yes"' "$work/b/0001/bcd.xml" || complain 'the component did not succeed'
grep -q '"C:\\\\Data\\\\Empty"' "$work/b/0001/files.json" || complain 'the empty folder is not noted'
printed '4 files, 19 bytes saved'
printed 'HarddiskVolumeShadowCopy'
said_nothing

doing='the JSON of a backup'
backup 0 --json
json ok true
json files 4
json bytes 19
json components.# 1
json components.0.writer 'Plan Writer'
json components.0.component Main
json components.0.files 4
json components.0.succeeded true
json volumes.# 1
json volumes.0.mount 'C:\'
json to "$work/b"

doing=--quiet
backup 0 --quiet
printed_nothing
said_nothing

doing='an empty folder is taken'
rm -rf "$work/b"
mkdir "$work/b"
run 0 backup --host "$work/host.xml" --writer "$writer" --to "$work/b"

doing='a backup is not written over: the next one is a set of its own'
cp -r "$work/b" "$work/copy"
run 0 backup --host "$work/host.xml" --writer "$writer" --to "$work/b" --json
json set 2
diff -r "$work/b/0001" "$work/copy/0001" >&2 || complain 'it was changed'

doing='no progress where there is no terminal'
backup 0
! grep -q $'\r' "$err" || complain 'there is'

doing='progress on a terminal, which is wiped in the end'
if script -qec true /dev/null >/dev/null 2>&1 </dev/null; then
    rm -rf "$work/b"
    script -qec "$VSS backup --host $work/host.xml --writer $writer --to $work/b" /dev/null >"$out" </dev/null ||
        complain 'it failed'
    last='vss backup on a terminal'
    printed $'\r\033[K'
    printed 'preparing the writers'
    rm -rf "$work/b"
    script -qec "$VSS backup --quiet --host $work/host.xml --writer $writer --to $work/b" /dev/null >"$out" </dev/null
    printed_nothing
else
    echo 'skipped: progress on a terminal (no program script, or no pseudo-terminals here)'
fi

doing='a file set without recursion'
PLAN_WRITER='component||Main|1; files||Main|C:\Data\|*.txt|0|' backup 0
stored C/Data/a.txt
doing='a wildcard that matches nothing'
PLAN_WRITER='component||Main|1; files||Main|C:\Data|*.zip|1|' backup 0
stored
doing='a folder that is not there, by wildcard'
PLAN_WRITER='component||Main|1; files||Main|C:\Nowhere|*|1|' backup 0
doing='names in another case'
PLAN_WRITER='component||Main|1; files||Main|c:\DATA|A.TXT|0|' backup 0
printed '1 files'
doing='two file sets with the same file'
PLAN_WRITER='component||Main|1; files||Main|C:\Data|a.txt|0|; files||Main|C:\Data|*.txt|0|' backup 0 --json
json files 1
json components.0.files 1
doing='a variable in a path'
PLAN_WRITER='component||Main|1; files||Main|%SystemDrive%\Data|*.txt|0|' backup 0
stored C/Data/a.txt
doing='an alternate path'
put "$work/C/Copy/a.txt" 'of the copy'
PLAN_WRITER='component||Main|1; files||Main|C:\Data|a.txt|0|C:\Copy' backup 0
same "$work/b/0001/files/C/Data/a.txt" 'of the copy'

doing='excluded files'
PLAN_WRITER='component||Main|1; files||Main|C:\Data|*|1|; exclude|C:\Data|*.txt|0' backup 0
stored C/Data/Sub/Deep/d.txt C/Data/Sub/c.txt C/Data/b.dat
doing='recursively excluded files'
PLAN_WRITER='component||Main|1; files||Main|C:\Data|*|1|; exclude|C:\Data\Sub|?.TXT|1' backup 0
stored C/Data/a.txt C/Data/b.dat
doing='exclusion goes by the normal path'
PLAN_WRITER='component||Main|1; files||Main|C:\Data|a.txt|0|C:\Copy; exclude|C:\Copy|*|1' backup 0
stored C/Data/a.txt

doing='a named file that is missing fails the component'
PLAN_WRITER='component||Main|1; files||Main|C:\Data|a.txt|0|; files||Main|C:\Data|gone.txt|0|' backup 5
said 'C:\Data\gone.txt is not there'
said '1 components could not be backed up'
there "$work/b/0001/files.json"
grep -q 'backupSucceeded="no"' "$work/b/0001/bcd.xml" || complain 'the document says otherwise'

doing='one component of two fails'
PLAN_WRITER='component||Bad|1; files||Bad|C:\Data|gone|0|; component||Good|1; files||Good|C:\Data|a.txt|0|' backup 5 --json
json ok false
json exit 5
json components.0.succeeded false
json components.1.succeeded true
json warnings.# 1

doing='a symbolic link is told, not followed'
ln -s ../../../etc/passwd "$work/C/Data/link"
backup 0
said '1 symbolic links'
stored C/Data/Sub/Deep/d.txt C/Data/Sub/c.txt C/Data/a.txt C/Data/b.dat
rm "$work/C/Data/link"

doing='members of a set come along, and are not in the document'
tree='component||All|1; files||All|C:\Data|a.txt|0|
    ; component|All|Part|0; files|All|Part|C:\Data|b.dat|0|
    ; component|All|Own|1; files|All|Own|C:\Data\Sub|c.txt|0|
    ; component|All\Own|Leaf|0; files|All\Own|Leaf|C:\Data\Sub\Deep|d.txt|0|
    ; component||Other|1; files||Other|C:\Copy|a.txt|0|'
PLAN_WRITER=$tree backup 0
explicit All Other
stored C/Copy/a.txt C/Data/Sub/Deep/d.txt C/Data/Sub/c.txt C/Data/a.txt C/Data/b.dat
doing='one component'
PLAN_WRITER=$tree backup 0 --component 'Plan Writer:Other'
explicit Other
stored C/Copy/a.txt
doing='a selectable one inside a set, in another case and by class'
PLAN_WRITER=$tree backup 0 --component '5A1F3C00-0000-4000-8000-00000000FEED:all\own'
explicit Own
stored C/Data/Sub/Deep/d.txt C/Data/Sub/c.txt
doing='a set and one inside it'
PLAN_WRITER=$tree backup 0 --component 'Plan Writer:All\Own' --component 'Plan Writer:All'
explicit All
doing='one that is not selectable'
PLAN_WRITER=$tree backup 2 --component 'Plan Writer:All\Part'
said 'All\Part of Plan Writer is not selectable for backup; choose All, which includes it'
gone "$work/b"
doing='what the writer wants in every backup'
PLAN_WRITER="$tree; component||Always|0; files||Always|C:\\Data|b.dat|0|" backup 0 --component 'Plan Writer:Other'
explicit Other Always
stored C/Copy/a.txt C/Data/b.dat
doing='what a component depends on'
needs="$tree; depends||Other|5a1f3c00-0000-4000-8000-000000000002|Group|Leaf"
PLAN_WRITER_2='name|Second; id|5a1f3c00-0000-4000-8000-000000000002
    ; component||Group|1; component|Group|Leaf|0; component||Not|1' \
    PLAN_WRITER=$needs backup 0 --component 'Plan Writer:Other' --writer "$writer"
explicit Other Group
doing='a dependency that is not there'
PLAN_WRITER="$tree; depends||Other|5a1f3c00-0000-4000-8000-00000000dead||Gone" backup 0 --component 'Plan Writer:Other'
said 'depends on Gone'

doing='a writer whose name has colons'
PLAN_WRITER='name|A:B; component||C:D|1; files||C:D|C:\Data|a.txt|0|' backup 0 --component 'A:B:C:D'
explicit C:D

doing='whole volumes'
new_host "D:\\=$work/D" "C:\\Mounted\\=$work/M"
mkdir "$work/C/Mounted" # the folder that it is mounted in
put "$work/C/one" 1
put "$work/C/In/two" 22
put "$work/D/three" 333
put "$work/M/four" 4444
rm -rf "$work/b"
run 0 backup --host "$work/host.xml" --to "$work/b" --volume 'C:\'
stored C/In/two C/Mounted/four C/one
same "$work/b/0001/files/C/Mounted/four" 4444
explicit
rm -rf "$work/b"
run 0 backup --host "$work/host.xml" --to "$work/b" --volume d: --volume 'C:\Mounted' --json
stored C/Mounted/four D/three
json volumes.# 2
doing='a recursive file set over a mounted volume'
PLAN_WRITER='component||Main|1; files||Main|C:\|*|1|' backup 0 --json
stored C/In/two C/Mounted/four C/one
json volumes.# 2
doing='components and a volume'
PLAN_WRITER='component||Main|1; files||Main|C:\|one|0|; exclude|D:\|t*|1' backup 0 --component 'Plan Writer:Main' --volume 'D:\'
stored C/one
doing='a volume with its writers, which are frozen'
PLAN_WRITER='component||Main|1; files||Main|C:\|one|0|' backup 0 --volume 'D:\' --trace "$work/t"
stored D/three
explicit
grep -q '"Freeze"' "$work/t" || complain 'no freeze'

doing='a path on no volume'
PLAN_WRITER='component||Main|1; files||Main|Q:\Data|*|0|' backup 5
said 'Q:\Data is on no volume of this machine'
grep -q 'backupSucceeded="no"' "$work/b/0001/bcd.xml" || complain 'the document says otherwise'

doing='a writer that fails'
for handler in OnPrepareBackup OnPrepareSnapshot OnFreeze OnThaw OnPostSnapshot; do
    doing="a writer that fails in $handler"
    PLAN_WRITER="component||Main|1; files||Main|C:\\|one|0|; fail|$handler" backup 3
    said 'Plan Writer'
    said 'failed'
    said 'VSS_E_WRITERERROR_NONRETRYABLE'
    one_sentence
    gone "$work/b"
done
doing='a writer that fails when all is saved: the backup is whole'
PLAN_WRITER="component||Main|1; files||Main|C:\\|one|0|; fail|OnBackupComplete" backup 3
said 'failed at backup-complete'
there "$work/b/0001/files.json"
doing='a writer that fails and has nothing in the backup'
PLAN_WRITER='component||Main|1; files||Main|C:\|one|0|; name|One; id|5a1f3c00-0000-4000-8000-000000000001' backup 0
doing='nothing to back up'
PLAN_WRITER='name|Empty' backup 2
said 'no writer has a component'
gone "$work/b"

# ---- what goes wrong below the requester: rows of a host file, the exit code and the sentence ----
wrong() { # NAME CODE SENTENCE ELEMENTS
    doing=$1
    new_host
    put "$work/C/one" 1
    sed -i "s|</host>|$4</host>|" "$work/host.xml"
    PLAN_WRITER='component||Main|1; files||Main|C:\|one|0|' backup "$2"
    said "$3"
    one_sentence
    gone "$work/b"
    [ -z "$(find "$work" -maxdepth 1 -name '*shadow*')" ] || complain 'shadow copies are left'
}
wrong 'a provider that vetoes' 1 VSS_E_PROVIDER_VETO '<fault call="CommitSnapshots" result="VSS_E_PROVIDER_VETO"/>'
wrong 'a writer that hangs' 3 'Plan Writer' '<clock kind="manual"/><fault call="Freeze" hang="yes"/>'
wrong 'a writer that hangs in PrepareForBackup' 3 'Plan Writer' '<clock kind="manual"/><fault call="PrepareForBackup" hang="yes"/>'

doing='a volume that is not supported'
new_host
put "$work/C/one" 1
sed -i 's|/>| supported="no"/>|' "$work/host.xml"
PLAN_WRITER='component||Main|1; files||Main|C:\|one|0|' backup 1
said 'AddToSnapshotSet of C:\'
said VSS_E_VOLUME_NOT_SUPPORTED
gone "$work/b"

doing='a volume that is not supported, of which live files will do'
new_host "D:\\=$work/D"
put "$work/C/one" 1
put "$work/D/live" live
sed -i "s|folder=\"$work/D\"|& supported=\"no\"|" "$work/host.xml"
PLAN_WRITER='component||Main|1; files||Main|C:\|one|0|; files||Main|D:\|live|0||0xf' backup 0 --json
stored C/one D/live
json volumes.# 1
doing='and no other one: there is no shadow copy at all'
PLAN_WRITER='component||Main|1; files||Main|D:\|live|0||0xf; stamp|s' backup 0 --json --trace "$work/t"
stored D/live
json volumes.# 0
! grep -q DoSnapshotSet "$work/t" || complain 'a shadow copy set was made'
grep -q 'Components.BackupComplete' "$work/t" || complain 'no BackupComplete'

doing='no room for a shadow copy'
new_host
head -c 100000 /dev/urandom >"$work/C/one"
sed -i 's|/>| capacity-bytes="150000"/>|' "$work/host.xml"
PLAN_WRITER='component||Main|1; files||Main|C:\|one|0|' backup 1
said 'DoSnapshotSet: VSS_E_'
gone "$work/b"

doing='a machine in memory'
printf %s '<host><volume mount="C:\"/></host>' >"$work/host.xml"
rm -rf "$work/b"
run 0 backup --host "$work/host.xml" --to "$work/b" --volume 'C:\'
doing='a writer that is slow, on a clock that is set'
new_host
put "$work/C/one" 1
sed -i 's|</host>|<clock kind="manual"/><fault call="Freeze" delay-ms="59000"/></host>|' "$work/host.xml"
PLAN_WRITER='component||Main|1; files||Main|C:\|one|0|' backup 0

doing='a folder that cannot be written'
if [ "$(id -u)" -ne 0 ]; then
    mkdir "$work/ro"
    chmod a-w "$work/ro"
    run 2 backup --host "$work/host.xml" --to "$work/ro/b" --volume 'C:\'
fi
doing='a full disk: one sentence, and nothing is left'
if unshare -Urm true 2>/dev/null; then
    head -c 3000000 /dev/urandom >"$work/C/big"
    mkdir "$work/small"
    unshare -Urm bash -c 'mount -t tmpfs -o size=1m none "$1" && shift && "$@"; code=$?
        find "$0" -mindepth 1 >"$0.left"; exit $code' \
        "$work/small" "$work/small" "$VSS" backup --host "$work/host.xml" --to "$work/small/b" \
        --volume 'C:\' >"$out" 2>"$err"
    [ $? -eq 1 ] || complain 'it did not fail'
    last='vss backup on a full disk'
    said 'No space left on device'
    one_sentence
    [ ! -s "$work/small.left" ] || complain "left: $(cat "$work/small.left")"
else
    echo 'skipped: a full disk (no user namespaces here)'
fi
finish
