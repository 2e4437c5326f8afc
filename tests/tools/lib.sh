# tests/tools/lib.sh - what the tests of vss share. Each test sources it with the environment that
# CMakeLists.txt sets: VSS, JSON_GET, PLUGINS (folder of the test plug-ins), PYTHON, SOURCES (folder
# of the project).
#
#   run CODE ARGS...     runs vss, checks its exit code; leaves $out and $err (files)
#   said TEXT            checks that standard error of the last run has TEXT
#   printed TEXT         the same for standard output
#   json PATH VALUE      checks a value of the JSON that the last run printed
#   same FILE TEXT       checks the contents of a file
#   restored FILES...    checks that the machine has these files and no others
#   each_row TABLE CALL  calls CALL for each row of a decision table, with its cells in the array row
set -u
unset VSAPI_HOST VSAPI_SERVICE PLAN_WRITER PLAN_WRITER_2

work=$(mktemp -d "${TMPDIR:-/tmp}/vss-test.XXXXXX")
trap 'chmod -R u+w "$work" 2>/dev/null; rm -rf "$work"' EXIT
out=$work/out err=$work/err
writer=$PLUGINS/plan_writer.so
failures=0
doing=begin

complain() {
    echo "FAILED: $doing: $*" >&2
    failures=$((failures + 1))
}

finish() {
    [ "$failures" -eq 0 ] || exit 1
    echo "all well"
    exit 0
}

run() {
    local wanted=$1 code
    shift
    last="vss $*"
    "$VSS" "$@" >"$out" 2>"$err"
    code=$?
    # What a sanitizer says must reach CTest.
    grep -E 'Sanitizer|runtime error' "$err" >&2
    [ "$code" -eq "$wanted" ] || complain "$last ended with $code instead of $wanted: $(head -c 600 "$err")"
}

said() { grep -qF -- "$1" "$err" || complain "$last did not say '$1' but: $(head -c 600 "$err")"; }
printed() { grep -qF -- "$1" "$out" || complain "$last did not print '$1' but: $(head -c 600 "$out")"; }
said_nothing() { [ ! -s "$err" ] || complain "$last said: $(head -c 600 "$err")"; }
printed_nothing() { [ ! -s "$out" ] || complain "$last printed: $(head -c 600 "$out")"; }
one_sentence() {
    local lines
    lines=$(grep -c '^vss: ' "$err")
    [ "$lines" -eq 1 ] || complain "$last said $lines sentences: $(head -c 600 "$err")"
}
json() {
    local value
    value=$("$JSON_GET" "$1" <"$out") || complain "$last: no $1 in $(head -c 600 "$out")"
    [ "$value" = "$2" ] || complain "$last: $1 is '$value' instead of '$2'"
}
there() { [ -e "$1" ] || complain "$1 is not there"; }
gone() { [ ! -e "$1" ] || complain "$1 is there"; }
same() {
    [ -f "$1" ] && [ "$(cat "$1")" = "$2" ] || complain "$1 does not hold '$2'"
}
# That the machine has these files and no others.
restored() { # FILES...
    local found
    found=$(cd "$work/C" && find . -type f | sed 's|^\./||' | LC_ALL=C sort | tr '\n' ' ')
    [ "$found" = "$*${1:+ }" ] || complain "restored is '$found' instead of '$*'"
}

# Puts TEXT into a file, with the folders above it.
put() {
    mkdir -p "$(dirname "$1")"
    printf '%s' "$2" >"$1"
}

# A machine with C:\ on $work/C, and whatever volumes are given as MOUNT=FOLDER.
new_host() {
    rm -rf "$work/C"
    mkdir -p "$work/C"
    {
        echo '<?xml version="1.0" encoding="UTF-8"?>'
        echo '<host>'
        echo "  <volume mount=\"C:\\\" folder=\"$work/C\"/>"
        for volume; do
            mkdir -p "${volume#*=}"
            echo "  <volume mount=\"${volume%%=*}\" folder=\"${volume#*=}\"/>"
        done
        echo '</host>'
    } >"$work/host.xml"
}

backup() { # CODE ARGS...: a backup of the plan into a new $work/b
    local code=$1
    shift
    rm -rf "$work/b"
    run "$code" backup --host "$work/host.xml" --writer "$writer" --to "$work/b" "$@"
}
# The stored files are exactly these, below files/.
stored() {
    local found
    found=$(cd "$work/b/0001/files" && find . -type f | sed 's|^\./||' | LC_ALL=C sort | tr '\n' ' ')
    [ "$found" = "$*${1:+ }" ] || complain "stored is '$found' instead of '$*'"
}
explicit() { # the components of the document, in its order
    local found
    found=$(grep -o '<COMPONENT [^>]*' "$work/b/0001/bcd.xml" |
        sed -E 's/.*componentName="([^"]*)".*/\1/' | tr '\n' ' ')
    [ "$found" = "$*${1:+ }" ] || complain "the document has '$found' instead of '$*'"
}

# ---- in a set of a backup: changes that nobody makes by accident, as the checksums fit ----

crc32_of() { # FILE
    local bytes
    read -ra bytes < <(gzip -1 -c <"$1" | tail -c 8 | od -An -tx1)
    printf '%s' "${bytes[3]}${bytes[2]}${bytes[1]}${bytes[0]}"
}
forge() { # TEXT OTHER: in files.json
    sed -i "s/$1/$2/" files.json
    sed '/^ "check": /,$d' files.json | sed -z 's/,\n$//' >body
    printf '%s,\n "check": "%s"\n}\n' "$(cat body)" "$(crc32_of body)" >files.json
    rm body
}
forge_document() { # FILE TEXT OTHER
    sed -i "s/$2/$3/" "$1"
    sed -i "\\|\"name\": \"$1\"|{n;s/[0-9]\+/$(stat -c %s "$1")/;n;s/: \".*\"/: \"$(crc32_of "$1")\"/}" files.json
    forge x x
}

each_row() {
    local line field fields
    declare -gA row=()
    while IFS= read -r line <&3; do
        declare -gA row=()
        IFS=$'\t' read -ra fields <<<"$line"
        for field in "${fields[@]}"; do row[${field%%=*}]=${field#*=}; done
        "$2"
    done 3< <("$PYTHON" "$SOURCES/scripts/table_rows.py" "$SOURCES/conformance/catalogue" "$1")
    [ "${#row[@]}" -gt 0 ] || complain "the table $1 has no rows"
}
# A cell, "-" where the row has none.
cell() { printf '%s' "${row[$1]--}"; }
