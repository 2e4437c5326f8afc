#!/bin/bash
# A backup folder that is incomplete or damaged is refused before anything is restored.
. "$(dirname "$0")/lib.sh"
export PLAN_WRITER='component||Main|1; files||Main|C:\Data|*|1|'
new_host
put "$work/C/Data/a.txt" alpha
put "$work/C/Data/Sub/b.txt" beta
run 0 backup --host "$work/host.xml" --writer "$writer" --to "$work/good"
rm -rf "$work/C/Data"

# NAME SENTENCE COMMAND: the command damages the copy $work/b of the backup.
refused() {
    doing=$1
    rm -rf "$work/b"
    cp -r "$work/good" "$work/b"
    (cd "$work/b/0001" && eval "$3") || complain 'it could not be damaged'
    run 4 restore --host "$work/host.xml" --writer "$writer" --from "$work/b"
    said "$2"
    one_sentence
    ! grep -q PreRestore "$err" || complain 'the writer was told'
    gone "$work/C/Data"
}
refused 'no manifest' 'holds no finished backup' 'rm files.json'
refused 'an empty manifest' 'is cut off' ': >files.json'
refused 'half a manifest' 'is cut off' 'truncate -s 300 files.json'
refused 'a manifest without its last byte' 'is cut off' 'truncate -s -1 files.json'
refused 'a manifest with something behind' 'is cut off' 'echo x >>files.json'
refused 'a changed name in the manifest' 'does not have the checksum' "sed -i 's/a.txt/x.txt/' files.json"
refused 'a changed digit in the manifest' 'does not have the checksum' "sed -i 's/\"size\": 5/\"size\": 6/' files.json"
refused 'a manifest that is a folder' 'is no file' 'rm files.json; mkdir files.json'
refused 'a manifest that is a link' 'files.json' 'mv files.json x; ln -s x files.json'
refused 'a missing file' 'files/C/Data/a.txt cannot be opened' 'rm files/C/Data/a.txt'
refused 'a changed byte' 'files/C/Data/a.txt has the checksum' 'printf alphx >files/C/Data/a.txt'
refused 'a shorter file' 'has 4 bytes instead of 5' 'truncate -s 4 files/C/Data/a.txt'
refused 'a longer file' 'has 6 bytes instead of 5' 'echo >>files/C/Data/a.txt'
refused 'a file that is a folder' 'is no file' 'rm files/C/Data/a.txt; mkdir files/C/Data/a.txt'
refused 'a file that is a pipe' 'is no file' 'rm files/C/Data/a.txt; mkfifo files/C/Data/a.txt'
refused 'a file that is a link' 'cannot be opened' 'mv files/C/Data/a.txt x; ln -s ../../../x files/C/Data/a.txt'
refused 'a folder that is a link' 'cannot be opened' 'mv files/C x; ln -s ../x files/C'
refused 'no document' 'bcd.xml cannot be opened' 'rm bcd.xml'
refused 'half a document' 'bcd.xml has not the size' 'truncate -s 50 bcd.xml'
refused 'a changed document' 'bcd.xml has not the size or checksum' "sed -i 's/yes/yey/' bcd.xml"
refused 'no writer document' 'cannot be opened' 'rm writers/*.xml'
refused 'a truncated writer document' 'has not the size' 'truncate -s 100 writers/*.xml'
refused 'an empty folder' 'holds no finished backup' 'rm -rf ./*'

# What no accident does: the checksum fits, the contents do not.
refused 'another format' 'is not of the format' 'forge vss-backup tar'
refused 'a later version' 'has version 9 of the format' 'forge "\"version\": 2" "\"version\": 9"'
refused 'no JSON' 'is no JSON' 'forge "\"format\"" "\"format"'
refused 'a stored name that leaves the folder' 'cannot be opened' 'forge "files\/C\/Data\/a.txt" "..\/..\/etc\/passwd"'
refused 'an absolute stored name' 'cannot be opened' 'forge "files\/C\/Data\/a.txt" "\/etc\/passwd"'
refused 'a component that is not there' 'has a component that no document has' 'forge "\"index\": 0" "\"index\": 7"'
refused 'another component' 'is another one in its document' 'forge "\"name\": \"Main\"" "\"name\": \"Other\""'
refused 'a set that is not there' 'of a set that is not there' 'forge "\"set\": 0" "\"set\": 5"'
refused 'another set' 'is that of set 3' 'forge "\"set\": 1," "\"set\": 3,"'
refused 'a type that is none' 'what kind of backup' 'forge "\"type\": \"full\"" "\"type\": \"fall\""'
refused 'a base that is not before it' 'has a base that cannot be one' 'forge "\"bases\": \[\]" "\"bases\": [{\"set\": 1, \"check\": \"00000000\"}]"'
refused 'a base that is not named' 'whose base it does not name' 'forge "\"base\": 0" "\"base\": 4"'
refused 'a size below zero' 'has an incomplete file' 'forge "\"size\": 5," "\"size\": -5,"'
refused 'a file without a path' 'has an incomplete file' 'forge "\"path\": \"C:..Data..a.txt\"" "\"pith\": 1"'
refused 'a document in the place of another' 'VSS_E_INVALID_XML_DOCUMENT' 'mv bcd.xml b.xml; forge bcd.xml b.xml'
refused 'a document outside' 'cannot be opened' 'forge bcd.xml "..\/..\/good\/0001\/bcd.xml"'

doing='a path that leaves the volume: the component is not restored'
rm -rf "$work/b"
cp -r "$work/good" "$work/b"
(cd "$work/b/0001" && forge 'C:..Data..a.txt' 'C:\\\\..\\\\..\\\\escaped')
run 5 restore --host "$work/host.xml" --from "$work/b"
[ -z "$(find "$work" -name 'escaped*')" ] || complain 'it escaped'
gone "$work/C/Data/Sub/b.txt"

doing='a folder of version 1, which was no catalogue'
rm -rf "$work/b" "$work/C/Data"
cp -r "$work/good/0001" "$work/b"
(cd "$work/b" && forge '"version": 2' '"version": 1')
run 0 restore --host "$work/host.xml" --from "$work/b"
same "$work/C/Data/a.txt" alpha
run 2 restore --host "$work/host.xml" --from "$work/b" --set 1
rm -rf "$work/C/Data"

doing='the good one is good'
run 0 restore --host "$work/host.xml" --from "$work/good"
same "$work/C/Data/a.txt" alpha
finish
