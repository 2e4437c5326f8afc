#!/usr/bin/env python3
"""Writes the checks that hold the SDK headers against the catalogue.

    header_checks.py CATALOGUE OUT

CATALOGUE is conformance/catalogue, OUT a folder of the build tree. The files written:

    values.c      slots, signatures, layouts, enumerations, result codes: all by static assertion
    functions.c   the types of the exported functions
    uuids.cpp     interface ids under both names, against the text of the catalogue
    writer.cpp    the members of CVssWriter, CVssWriterEx and CVssWriterEx2
    made_c.c, call_cpp.cpp    objects written in C, each method called through the C++ class
    made_cpp.cpp, call_c.c    objects written in C++, each method called through the C vtable

Every method there notes its own name in vstest_called, so a caller sees where a call arrived.
"""
import copy
import json
import pathlib
import re
import sys

HEADERS = ["vss.h", "vsserror.h", "vswriter.h", "vsbackup.h", "vsprov.h", "vsmgmt.h", "vsadmin.h"]
IUNKNOWN = [
    "HRESULT QueryInterface(REFIID riid, void **ppvObject)",
    "ULONG AddRef()",
    "ULONG Release()",
]


class Method:
    """A signature of the catalogue, taken apart."""

    def __init__(self, text, slot=None):
        text = re.sub(r"\b(STDAPICALLTYPE|APIENTRY|virtual)\s+", "", text.strip())
        match = re.match(r"^(.*?)(\w+)\(([^()]*)\)(\s*const)?(\s*=\s*0)?$", text)
        if not match:
            raise ValueError(f"not a signature: {text}")
        self.returns = match.group(1).strip()
        self.name = match.group(2)
        self.const = bool(match.group(4))
        self.slot = slot
        self.types, self.names, self.defaults = [], [], []
        for param in filter(None, (p.strip() for p in match.group(3).split(","))):
            param, _, default = (part.strip() for part in param.partition("="))
            match = re.match(r"^(.*?)(\w+)$", param)
            self.types.append(match.group(1).strip())
            self.names.append(match.group(2))
            self.defaults.append(default)

    def params(self, this=None):
        """The parameter list of a declaration."""
        return ", ".join(([this] if this else []) +
                         [f"{t} {n}" for t, n in zip(self.types, self.names)]) or "void"

    def slot_on_windows(self):
        """The slot of a method that returns a struct: the result's address comes last."""
        slot = copy.copy(self)
        slot.types, slot.names, slot.defaults = [self.returns + " *"], ["pResult"], [""]
        slot.returns = self.returns + " *"
        return slot

    def param_types(self, this=None):
        """The same without names."""
        return ", ".join(([this] if this else []) + self.types) or "void"


class Interface:
    """An interface with the methods it inherits, in the order of its (first) vtable."""

    def __init__(self, data, known):
        self.name, self.iid = data["interface"], data["iid"]
        bases = [b.strip() for b in (data["inherits"] or "").split(",") if b.strip()]
        self.two_bases = len(bases) == 2
        self.base = bases[0] if bases else None
        if self.base in known:
            self.inherited = known[self.base].methods
        elif self.base == "IUnknown":
            self.inherited = [Method(text, slot) for slot, text in enumerate(IUNKNOWN)]
        else:
            self.inherited = []
        self.methods = list(self.inherited)
        for entry in data["methods"]:
            slot = entry.get("vtable_slot")
            method = Method(entry["signature"], len(self.methods) if slot is None else slot)
            if method.slot != len(self.methods):
                raise ValueError(f"{self.name}::{method.name} is not in the order of its slot")
            self.methods.append(method)
        self.is_com = self.methods[:1] != [] and self.methods[0].name == "QueryInterface"


class Catalogue:
    def __init__(self, folder):
        self.interfaces, self.enums, self.structs, self.functions = {}, [], [], []
        self.classes, self.hresults, waiting = {}, [], []
        for path in sorted(pathlib.Path(folder, "api").glob("*.json")):
            data = json.loads(path.read_text())
            if isinstance(data, list):
                self.hresults = data
                continue
            for entry in data.get("interfaces", [data] if "interface" in data else []):
                if entry["interface"].startswith("CVss"):
                    self.classes[entry["interface"]] = entry["methods"]
                elif entry["interface"].startswith("functions."):
                    self.functions += entry["methods"]
                else:
                    waiting.append(entry)
            self.functions += data.get("functions", [])
            self.enums += data.get("enums", [])
            self.structs += data.get("structs", [])
        while waiting:  # a base before what derives from it
            names = {entry["interface"] for entry in waiting}
            entry = next(e for e in waiting
                         if (e["inherits"] or "").split(",")[0].strip() not in names)
            waiting.remove(entry)
            self.interfaces[entry["interface"]] = Interface(entry, self.interfaces)


def includes(*more):
    return "".join(f"#include <{h}>\n" for h in [*HEADERS, *more]) + "\n"


def by_platform(m, lines):
    """lines(m); for a method that returns a struct also what its slot is on Windows."""
    if m.returns != "VSS_ID":
        return lines(m)
    return ["#ifdef _WIN32", *lines(m.slot_on_windows()), "#else", *lines(m), "#endif"]


def values(catalogue):
    out = [includes("stddef.h"), "#define CHECK(c) _Static_assert(c, #c)\n"]
    for face in catalogue.interfaces.values():
        vtbl = face.name + "Vtbl"
        out.append(f"CHECK(sizeof({vtbl}) == {len(face.methods)} * sizeof(void *));")
        out.append(f"CHECK(offsetof({face.name}, lpVtbl) == 0);")
        if face.two_bases:
            out.append(f"CHECK(offsetof({face.name}, IUnknown_base) == sizeof(void *));")
            out.append(f"CHECK(sizeof({face.name}) == 2 * sizeof(void *));")
        out += [f"CHECK(offsetof({vtbl}, {m.name}) == {m.slot} * sizeof(void *));"
                for m in face.methods]
        out.append(f"void check_{face.name}(const {vtbl} *vtbl);")
        out.append(f"void check_{face.name}(const {vtbl} *vtbl)\n{{")
        for m in face.methods:
            out += by_platform(m, lambda m: [
                f"    {m.returns} (STDMETHODCALLTYPE *{m.name}_)"
                f"({m.param_types(face.name + ' *')}) = vtbl->{m.name};"])
        out += [f"    (void){m.name}_;" for m in face.methods]
        out.append("}\n")
    for enum in catalogue.enums:
        out += [f"CHECK((unsigned int){v['name']} == {v['value'] & 0xffffffff}u);"
                for v in enum["values"]]
        out.append(f"CHECK(sizeof({enum['name']}) == 4);")
    for struct in catalogue.structs:
        name = struct["name"]
        layout = struct.get("layout", {}).get("x64")
        if layout:
            out.append(f"CHECK(sizeof(void *) != 8 || sizeof({name}) == {layout['size']});")
            out += [f"CHECK(sizeof(void *) != 8 || offsetof({name}, {field}) == {offset});"
                    for field, offset in layout["offsets"].items()]
        out.append(f"void check_{name}(const {name} *s);\nvoid check_{name}(const {name} *s)\n{{")
        for field in struct["fields"]:
            out.append(f"    {field['type']} const *{field['name']}_ = &s->{field['name']};")
            out.append(f"    (void){field['name']}_;")
        out.append("}\n")
    for code in catalogue.hresults:
        out.append(f"CHECK((unsigned int){code['name']} == {code['value']}u);")
        out.append(f"CHECK(SUCCEEDED({code['name']}) == {int(code['success'])});")
    return "\n".join(out) + "\n"


def functions(catalogue):
    out = [includes(), "void check_functions(void);\nvoid check_functions(void)\n{"]
    for entry in catalogue.functions:
        m = Method(entry["signature"])
        if "CVssWriter" in entry["signature"]:
            continue  # inline in C++, see writer.cpp
        out.append(f"    {m.returns} (STDAPICALLTYPE *{m.name}_)({m.param_types()}) = {m.name};")
        out.append(f"    (void){m.name}_;")
    return "\n".join(out) + "\n}\n"


def uuids(catalogue):
    out = [includes("cstdio"), "static int failures;\n",
           "static void check(bool ok, const char *name)\n{\n    if (ok)\n        return;\n"
           "    std::printf(\"%s\\n\", name);\n    failures++;\n}\n", "int main()\n{"]
    for face in catalogue.interfaces.values():
        if not face.iid:
            continue
        a, b, c, d, e = face.iid.split("-")
        rest = ", ".join("0x" + (d + e)[i:i + 2] for i in range(0, 16, 2))
        out.append(f"    {{\n        static const GUID iid = {{0x{a}, 0x{b}, 0x{c}, {{{rest}}}}};")
        out.append(f"        {face.name} *pointer = nullptr;\n        (void)pointer;")
        out.append(f"        check(IID_{face.name} == iid, \"IID_{face.name}\");")
        out.append(f"        check(__uuidof({face.name}) == iid, \"__uuidof({face.name})\");")
        out.append(f"        check(__uuidof(pointer) == iid, \"__uuidof({face.name} *)\");\n    }}")
    return "\n".join(out) + "\n    return failures != 0;\n}\n"


def writer(catalogue):
    out = [includes("type_traits")]
    for name, members in catalogue.classes.items():
        out.append(f"static_assert(std::is_abstract<{name}>::value, \"pure handlers\");")
        out.append(f"static_assert(std::has_virtual_destructor<{name}>::value, \"destructor\");")
        out.append(f"struct open_{name} : {name} {{\n    static void check()\n    {{")
        for entry in members:
            if name in entry["signature"]:
                continue  # constructor, destructor
            m = Method(entry["signature"])
            const = " const" if m.const else ""
            if name != "CVssWriter" and not m.name.startswith(("Initialize", "Subscribe", "On")):
                const = " const"  # pages do not say; const suits both
            out.append(f"        {{\n            {m.returns} (STDMETHODCALLTYPE {name}::*member)"
                       f"({m.param_types()}){const} = &open_{name}::{m.name};\n"
                       "            (void)member;\n        }")
        out.append("    }\n};\n")
    for entry in catalogue.functions:
        if "CVssWriter" in entry["signature"]:
            m = Method(entry["signature"])
            out.append(f"{m.returns} (*check_{m.name})({m.param_types()}) = {m.name};")
    for name in catalogue.classes:
        out.append(f"void check_{name}();\nvoid check_{name}()\n{{\n    open_{name}::check();\n}}")
    return "\n".join(out) + "\n"


def answer(m):
    """What a test object's method returns."""
    if m.returns == "void":
        return ""
    if m.returns == "VSS_ID":
        return "return vstest_id;"
    if m.names == ["pResult"]:
        return "*pResult = vstest_id; return pResult;"
    if m.returns.endswith("*"):
        return "return NULL;"
    return f"return ({m.returns})7;"


def arrived(face, m):
    """Notes the call and the arguments that have defaults."""
    out = [f"vstest_called = \"{face}.{m.name}\";"]
    for t, n, default in zip(m.types, m.names, m.defaults):
        if not default:
            out.append(f"(void){n};")
        elif t == "VSS_ID":
            out.append(f"vstest_defaults += memcmp(&{n}, &GUID_NULL, sizeof {n}) == 0;")
        else:
            out.append(f"vstest_defaults += {n} == ({default});")
    return out + ([answer(m)] if answer(m) else [])


SHARED = """#include <string.h>
#include "faces.h"

"""


def faces_of(interface):
    """Interface, its methods, and where the IUnknown methods of a second base are."""
    unknown = [Method(text, slot) for slot, text in enumerate(IUNKNOWN)]
    return interface.methods, unknown if interface.two_bases else []


def made_c(catalogue):
    out = [includes(), SHARED]
    for face in catalogue.interfaces.values():
        methods, unknown = faces_of(face)
        for m, this in [(m, face.name) for m in methods] + [(m, "IUnknown") for m in unknown]:
            out += by_platform(m, lambda m: [
                f"static {m.returns} STDMETHODCALLTYPE {face.name}_{m.name}_"
                f"({m.params(this + ' *This')})\n{{\n    (void)This;",
                *("    " + line for line in arrived(face.name, m)), "}"])
        fill = ", ".join(f".{m.name} = {face.name}_{m.name}_" for m in methods)
        out.append(f"static const {face.name}Vtbl {face.name}_vtbl = {{{fill}}};")
        more = ""
        if unknown:
            fill = ", ".join(f".{m.name} = {face.name}_{m.name}_" for m in unknown)
            out.append(f"static const IUnknownVtbl {face.name}_unknown = {{{fill}}};")
            more = f", .IUnknown_base = {{&{face.name}_unknown}}"
        out.append(f"static {face.name} {face.name}_object = "
                   f"{{.lpVtbl = &{face.name}_vtbl{more}}};")
        out.append(f"void *vstest_c_{face.name}(void);\nvoid *vstest_c_{face.name}(void)\n"
                   f"{{\n    return &{face.name}_object;\n}}\n")
    return "\n".join(out) + "\n"


def made_cpp(catalogue):
    out = [includes(), SHARED]
    for face in catalogue.interfaces.values():
        methods, unknown = faces_of(face)
        out.append(f"namespace\n{{\nstruct my_{face.name} final : {face.name} {{")
        for m in unknown + methods:
            out += by_platform(m, lambda m: [
                f"    {m.returns} STDMETHODCALLTYPE {m.name}({m.params()}) override\n    {{",
                *("        " + line for line in arrived(face.name, m)), "    }"])
        out.append("};\n}")
        out.append(f"extern \"C\" void *vstest_cpp_{face.name}(void);\n"
                   f"extern \"C\" void *vstest_cpp_{face.name}(void)\n{{\n"
                   f"    static my_{face.name} object;\n"
                   f"    return static_cast<{face.name} *>(&object);\n}}\n")
    return "\n".join(out) + "\n"


def zero(kind, cpp):
    """An argument of a type, all zero."""
    if kind == "REFIID":
        return "vstest_id" if cpp else "&vstest_id"
    if kind.endswith("*"):
        return "nullptr" if cpp else "NULL"
    return f"{kind}()" if cpp else f"({kind}){{0}}"


def calls(catalogue, maker, cpp):
    """One function that makes every call and counts the ones that went elsewhere."""
    out = [includes("stdio.h"), SHARED]
    for face in catalogue.interfaces.values():
        linkage = 'extern "C" ' if cpp else ""
        out.append(f"{linkage}void *vstest_{maker}_{face.name}(void);")
        out.append(f"static int call_{face.name}(void)\n{{\n    int failures = 0;\n"
                   f"    {face.name} *object = ({face.name} *)vstest_{maker}_{face.name}();\n")
        methods, unknown = faces_of(face)
        for m in methods + unknown:
            defaults = sum(1 for d in m.defaults if d) if cpp else 0
            given = m.types[:len(m.types) - defaults]
            args = [zero(t, cpp) for t in given]
            if cpp:
                call = f"object->{m.name}({', '.join(args)})"
            else:
                call = f"{face.name}_{m.name}({', '.join(['object'] + args)})"
            out.append("    vstest_called = \"\";\n    vstest_defaults = 0;")
            if m.returns == "void":
                out.append(f"    {call};")
            elif m.returns == "VSS_ID":
                out.append(f"    {{\n        VSS_ID id = {call};\n"
                           "        failures += memcmp(&id, &vstest_id, sizeof id) != 0;\n    }")
            elif m.returns.endswith("*"):
                out.append(f"    failures += {call} != NULL;")
            else:
                out.append(f"    failures += {call} != ({m.returns})7;")
            out.append(f"    failures += vstest_arrived(\"{face.name}.{m.name}\", {defaults});")
        out.append("    return failures;\n}\n")
    out.append("int main(void)\n{\n    int failures = 0;\n")
    out += [f"    failures += call_{face}();" for face in catalogue.interfaces]
    return "\n".join(out) + "\n    return failures != 0;\n}\n"


def main():
    catalogue, folder = Catalogue(sys.argv[1]), pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    files = {
        "values.c": values(catalogue),
        "functions.c": functions(catalogue),
        "uuids.cpp": uuids(catalogue),
        "writer.cpp": writer(catalogue),
        "made_c.c": made_c(catalogue),
        "made_cpp.cpp": made_cpp(catalogue),
        "call_cpp.cpp": calls(catalogue, "c", True),
        "call_c.c": calls(catalogue, "cpp", False),
    }
    for name, text in files.items():
        (folder / name).write_text("/* Written by scripts/header_checks.py. */\n" + text)


if __name__ == "__main__":
    main()
