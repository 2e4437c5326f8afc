#!/bin/bash
# tests/microsoft/test_by_name.sh WINE BIN: by_name on a volume in memory, and on one in a folder, whose
# file it reads from the shadow copy after it has written over the original.
set -euo pipefail
wine=$1 bin=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "by_name: $*" >&2; exit 1; }

device=$("$wine" "$bin/by_name.exe" 'C:\' | tr -d '\r') || fail "in memory: $device"
case $device in
    *HarddiskVolumeShadowCopy*) ;;
    *) fail "in memory: the device is '$device'" ;;
esac

mkdir -p "$work/volume/Data"
echo "written before" >"$work/volume/Data/note.txt"
windows="Z:${work//\//\\}"
echo '<host><volume mount="C:\" folder="volume"/></host>' >"$work/host.xml"
export VSAPI_HOST="$windows\\host.xml"
listed=$("$wine" "$bin/vss.exe" list volumes 2>&1) || true
case $listed in
    *E_NOTIMPL* | *"there is no folder"*)
        echo "by_name: skipped half, volumes in folders are not there on Windows"
        exit 77
        ;;
esac
text=$("$wine" "$bin/by_name.exe" 'C:\' 'Data\note.txt' "$windows\\volume\\Data\\note.txt" | tr -d '\r') ||
    fail "in a folder: $text"
[ "$text" = "written before" ] || fail "in a folder: read '$text'"
grep -q "written after" "$work/volume/Data/note.txt" || fail "the original was not written over"
