#!/usr/bin/env python3
"""Writes the programs that link everything which the documentation offers besides VSS.

    offered_checks.py ROOT OUT
    offered_checks.py ROOT --check

ROOT is the project, OUT a folder of the build tree. The files written:

    win32.cpp    the functions of docs/win32.md; each is found by GetProcAddress, too
    compat.c     the functions of docs/compat.md

Each takes the address of every function through the public headers. --check holds the lists against
what there is: a function that is exported, or declared in compat/include, has to be in a list, and so
has each that two or more programs use (conformance/catalogue/win32-usage.md).
"""
import pathlib
import re
import sys

WIN32_HEADERS = ["windows.h", "winsvc.h", "objbase.h", "oleauto.h", "rpc.h", "sddl.h", "shellapi.h", "shlwapi.h"]
COMPAT_HEADERS = ["tchar.h", "strsafe.h"]
DECLARING = ["vsapi/compat/crt.h", "vsapi/compat/print.h", "vsapi/compat/scan.h", "strsafe.h"]
# Exported beside the functions of Windows: what is ours, and VSS itself.
OTHER_EXPORTS = re.compile(r"vsapi_|(IID|CLSID|LIBID)_|CreateVss|Vss|IsVolumeSnapshotted|ShouldBlockRevert")


def tables(page):
    """The rows of the tables of functions: (first cell, names)."""
    column = None
    for line in page.read_text().splitlines():
        if not line.startswith("|"):
            column = None
            continue
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if "functions" in cells:
            column = cells.index("functions")
        elif column is not None and not cells[0].startswith("---"):
            yield cells[0], re.findall(r"`(\w+)`", cells[column])


def offered(page):
    return [name for _, names in tables(page) for name in names]


def address(name):
    return [f'    {{"{name}", (FARPROC)(void (*)(void)){name}}},']


def both_forms(page, name):
    """The A and the W form where Windows has both: then the headers have a macro without a letter."""
    lines = [f"#ifdef {name}", *address(name + "A"), *address(name + "W"), "#else", *address(name), "#endif"]
    if name.endswith(("A", "W")):
        lines += [f"#ifdef {name[:-1]}", f"#error {page.name}: {name[:-1]} has another form, too", "#endif"]
    return lines


def win32(page):
    found, linked, ids = [], [], []
    for kind, names in tables(page):
        for name in names:
            if kind == "ids":
                ids.append(f"    &{name},")
            elif kind == "macros":
                linked.append(f"#ifndef {name}\n#error {page.name}: there is no {name}\n#endif")
            elif kind == "inline":
                linked += address(name)
            else:
                found += both_forms(page, name)
    headers = [f"#include <{header}>" for header in WIN32_HEADERS]
    return "\n".join([*headers, '#include "offered.h"', "",
                      "static const struct offered found[] = {", *found, "};", "",
                      "static const struct offered linked[] = {", *linked, "};", "",
                      "static const GUID *const ids[] = {", *ids, "};", "",
                      "int main()", "{", "    int failures = 0;", "",
                      "    for (const GUID *id : ids)", "        failures += id == NULL;",
                      "    failures += offered_linked(linked, ARRAYSIZE(linked));",
                      "    failures += offered_linked(found, ARRAYSIZE(found));",
                      "    failures += offered_found(found, ARRAYSIZE(found));",
                      "    return failures != 0;", "}", ""])


def compat(page):
    lines = []
    for kind, names in tables(page):
        for name in names:
            if kind == "macros":
                lines.append(f"#ifndef {name}\n#error {page.name}: there is no {name}\n#endif")
            elif kind == "`strsafe.h`":
                lines += both_forms(page, name)
            else:
                lines += address(name)
    headers = [f"#include <{header}>" for header in COMPAT_HEADERS]
    return "\n".join([*headers, '#include "offered.h"', "",
                      "static const struct offered linked[] = {", *lines, "};", "",
                      "int main(void)", "{", "    return offered_linked(linked, ARRAYSIZE(linked)) != 0;", "}", ""])


def declared(header):
    """The functions that a header of compat declares for programs, and the other names it has for functions."""
    text = re.sub(r"/\*.*?\*/", "", header.read_text(), flags=re.S)
    words = r"^(?!typedef|inline|template|static|VSAPI)(?:\w+ \**)+(\w+)\("
    names = re.findall(words, text, re.M) + re.findall(r"^#define ([_a-z]\w+) [_a-z]\w+$", text, re.M)
    return {name for name in names if not name.startswith("vsapi_")}


def used_by_several(usage):
    """Of the table of functions in how many programs each is."""
    rows = re.findall(r"^\| (\w+) \| [^|]+ \| (\d+) \| \d+ \|$", usage.read_text(), re.M)
    return [name for name, programs in rows if int(programs) >= 2]


def missing(root):
    """Sentences on what the lists lack."""
    native, source = offered(root / "docs/win32.md"), offered(root / "docs/compat.md")
    include = root / "compat/include"
    for name in (root / "vsapi/exports.txt").read_text().split():
        if not OTHER_EXPORTS.match(name) and name not in native and name[:-1] not in native:
            yield f"docs/win32.md lacks {name}, which is exported"
    for header in DECLARING:
        for name in sorted(declared(include / header)):
            if name not in source and not (header == "strsafe.h" and name[:-1] in source):
                yield f"docs/compat.md lacks {name} of {header}"
    for name in sorted(declared(include / "tchar.h") - {"_tmain"}):
        if name not in source:
            yield f"docs/compat.md lacks {name} of tchar.h"
    used = used_by_several(root / "conformance/catalogue/win32-usage.md")
    if len(used) < 80:
        yield f"win32-usage.md has {len(used)} functions that two or more programs use; its table was not understood"
    for name in used:
        if not {name, name.removesuffix("W")} & {*native, *source}:
            yield f"{name} is used by two or more programs and not offered"


def main():
    root = pathlib.Path(sys.argv[1])
    if sys.argv[2] == "--check":
        sentences = list(missing(root))
        print("\n".join(sentences), file=sys.stderr)
        return len(sentences) > 0
    folder = pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    files = {"win32.cpp": win32(root / "docs/win32.md"), "compat.c": compat(root / "docs/compat.md")}
    for name, text in files.items():
        (folder / name).write_text("/* Written by scripts/offered_checks.py. */\n" + text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
