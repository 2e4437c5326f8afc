#!/bin/bash
# What --help says and what the manual page says is the same: every command and option is in both.
. "$(dirname "$0")/lib.sh"
page=$MANUAL

# The options of a section of the page, one a line.
page_options() { sed -n "/^\.Ss $1\$/,/^\.S[sh] /p" "$page" | sed -nE 's/^\.It Fl -([a-z-]+).*/--\1/p' | sort; }
help_options() { sed -nE 's/^  (--[a-z-]+).*/\1/p' "$out" | sort; }

doing='the commands'
run 0 --help
said_nothing
page_options 'Without a command' | diff - <(help_options) || complain 'the options differ'
mapfile -t commands < <(sed -n '/^Commands:/,/^$/p' "$out" | sed -nE 's/^  ([a-z]+) .*/\1/p')
[ "${#commands[@]}" -eq 7 ] || complain "there are ${#commands[@]} commands"
diff <(printf '%s\n' "${commands[@]}" | sort) \
    <(sed -nE 's/^\.Ss vss ([a-z]+)$/\1/p' "$page" | sort) || complain 'the commands differ'

for command in "${commands[@]}"; do
    doing="the options of $command"
    run 0 "$command" --help
    said_nothing
    printed "Usage: vss $command"
    [ -n "$(help_options)" ] || complain 'no options'
    page_options "vss $command" | diff - <(help_options) || complain 'the options differ'
    # And the arguments of the options.
    diff <(sed -n "/^\.Ss vss $command\$/,/^\.S[sh] /p" "$page" |
        sed -nE 's/^\.It Fl -([a-z-]+) Ar (.*)/\1 \2/p' | sed 's/\\e/\\/g' | sort) \
        <(sed -nE 's/^  --([a-z-]+) ([A-Z][^ ]*) .*/\1 \2/p' "$out" | sort) ||
        complain 'the arguments differ'
    # The synopsis of the page has them all.
    synopsis=$(sed -n '/^\.Sh SYNOPSIS/,/^\.Sh DESC/p' "$page" |
        sed -n "/^\.Cm $command\$/,/^\.Nm/p")
    for option in $(help_options | grep -v -- --help); do
        grep -q -- "Fl -${option#--}" <<<"$synopsis" || complain "the synopsis lacks $option"
    done
done

doing='-h'
run 0 backup -h
printed 'Usage: vss backup'
doing='help beside a mistake'
run 0 backup --help --to x

doing='exit codes'
for code in 0 1 2 3 4 5; do
    sed -n '/^\.Sh EXIT STATUS/,/^\.Sh EX/p' "$page" | grep -q "^\.It $code\$" ||
        complain "the page lacks exit code $code"
done

doing='the version'
run 0 --version
printed "vss $VERSION"

if command -v mandoc >/dev/null; then
    doing='the form of the page'
    mandoc -T lint -W warning "$page" >&2 || complain 'mandoc finds mistakes'
fi
finish
