#!/bin/bash
# vss list: each list as a table and as JSON.
. "$(dirname "$0")/lib.sh"
new_host "D:\\=$work/D"
export PLAN_WRITER='name|Mail; id|5a1f3c00-0000-4000-8000-000000000001
    ; component|Store|One|1; files|Store|One|C:\Data|*.txt|1|
    ; component|Store\One|Part|0; files|Store\One|Part|%SystemDrive%\Part|x|0|C:\Alternate'

doing=writers
run 0 list writers --host "$work/host.xml" --writer "$writer"
printed 'NAME'
printed 'Mail'
printed '5a1f3c00-0000-4000-8000-000000000001'
said_nothing
run 0 list writers --host "$work/host.xml" --writer "$writer" --json
json ok true
json exit 0
json writers.# 1
json writers.0.name Mail
json writers.0.writer 5a1f3c00-0000-4000-8000-000000000001
json writers.0.state stable
json writers.0.failure S_OK
json writers.0.components 2

doing='no writers'
run 0 list writers --host "$work/host.xml" --json
json writers.# 0

doing='two instances of a writer'
run 0 list writers --host "$work/host.xml" --writer "$writer" --writer="$writer" --json
json writers.# 2

doing=components
run 0 list components --host "$work/host.xml" --writer "$writer"
printed 'Store\One\Part'
run 0 list components --host "$work/host.xml" --writer "$writer" --json
json components.# 2
json components.0.component 'Store\One'
json components.0.selectable true
json components.0.type filegroup
json components.0.filesets.0.path 'C:\Data'
json components.0.filesets.0.recursive true
json components.1.selectable false
json components.1.filesets.0.alternate 'C:\Alternate'

doing='the table is aligned'
run 0 list components --host "$work/host.xml" --writer "$writer"
at=$(head -1 "$out" | grep -bo TYPE | cut -d: -f1)
[ "$(sed -n 2p "$out" | cut -c$((at + 1))-$((at + 9)))" = filegroup ] || complain 'it is not'

doing='control characters are shown, not obeyed'
PLAN_WRITER=$'name|Bad\tName; component||A|1' run 0 list writers --host "$work/host.xml" --writer "$writer"
printed 'Bad\x09Name'

doing=volumes
run 0 list volumes --host "$work/host.xml"
printed 'C:\'
printed '\\?\Volume{'
run 0 list volumes --host "$work/host.xml" --json
json volumes.# 2
json volumes.0.mount 'C:\'
json volumes.0.supported true
json volumes.0.shadow_copies false
json volumes.1.mount 'D:\'

doing='the default machine'
run 0 list volumes --json
json volumes.# 1
json volumes.0.mount 'C:\'

doing='VSAPI_HOST'
VSAPI_HOST=$work/host.xml run 0 list volumes --json
json volumes.# 2

doing='no shadow copies'
run 0 list shadows --host "$work/host.xml"
printed 'There are no shadow copies.'
run 0 list shadows --host "$work/host.xml" --json
json shadows.# 0

doing='a shadow copy'
PLAN_WRITER='shadow|C:\' run 0 list shadows --host "$work/host.xml" --writer "$writer"
printed 'HarddiskVolumeShadowCopy'
PLAN_WRITER='shadow|C:\' run 0 list shadows --host "$work/host.xml" --writer "$writer" --json
json shadows.# 1
grep -q HarddiskVolumeShadowCopy <("$JSON_GET" shadows.0.device <"$out") || complain 'no device'
grep -qE '^20[0-9]{2}-' <("$JSON_GET" shadows.0.created <"$out") || complain 'no time'

finish
