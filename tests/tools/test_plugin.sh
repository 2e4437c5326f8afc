#!/bin/bash
# Plug-ins that cannot be used are refused with a sentence and exit code 3; nothing is made.
. "$(dirname "$0")/lib.sh"
new_host
export PLAN_WRITER='component||Main|1; files||Main|C:\Data|*|0|'

refused() { # PLUGIN SENTENCE
    run 3 list writers --host "$work/host.xml" --writer "$1"
    said "$2"
    one_sentence
    run 3 backup --host "$work/host.xml" --writer "$1" --to "$work/b"
    gone "$work/b"
}

doing='a plug-in with its own copy of the library'
refused "$PLUGINS/plan_writer_own_copy.so" 'carries its own copy of the library'
doing='a plug-in without the functions'
refused "$PLUGINS/plan_writer_empty.so" 'is no writer plug-in: it lacks vsapi_plugin_abi'
doing='a plug-in of another interface'
refused "$PLUGINS/plan_writer_old.so" 'was built for plug-in interface 0'
doing='a file that is no shared object'
put "$work/text.so" 'not a library'
refused "$work/text.so" 'cannot be loaded'
doing='no file'
refused "$work/none.so" 'cannot be loaded'
doing='a writer that does not start'
PLAN_WRITER='start|80070005' refused "$writer" 'cannot be started: E_ACCESSDENIED'
doing='the second of two cannot be used: the first is ended'
run 3 list writers --host "$work/host.xml" --writer "$writer" --writer "$work/none.so"

if [ -e "$PLUGINS/plan_writer_static.so" ]; then
    doing='the static library with its symbols in the open: the loader gives it the shared one'
    run 0 list writers --host "$work/host.xml" --writer "$PLUGINS/plan_writer_static.so" --json
    json writers.# 1
else
    echo 'skipped: a static plug-in with open symbols (AddressSanitizer refuses the second copy)'
fi

doing='a name without a slash is a file here'
(cd "$PLUGINS" && "$VSS" list writers --host "$work/host.xml" --writer plan_writer.so) | grep -q 'Plan Writer' ||
    complain 'it is not found'
finish
