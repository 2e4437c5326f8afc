#!/usr/bin/env python3
"""Writes the decision tables of conformance/catalogue/rules as rows for tests.

    table_rows.py CATALOGUE OUT     a C header OUT/table_ID.h for each table
    table_rows.py CATALOGUE ID      that table for a shell: a row a line, COLUMN=VALUE between tabs

A header has one array, `table_ID`, of `struct ID_row`, whose members are the columns as texts:
true, false, a number, what a list holds with " | " between; NULL where the row has no such column.
A column that C has for itself (do, case) has a _ at its end.
"""
import json
import sys
from pathlib import Path


def tables(catalogue):
    for path in sorted((catalogue / "rules").glob("*.json")):
        for table in json.loads(path.read_text()).get("tables", []):
            if isinstance(table, dict) and "rows" in table:
                yield path.name, table


def text_of(cell):
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, list):
        return " | ".join(text_of(part) for part in cell)
    if isinstance(cell, dict):
        return json.dumps(cell, ensure_ascii=False)
    return str(cell)


def columns_of(table):
    return list(dict.fromkeys(column for row in table["rows"] for column in row))


def literal(row, column):
    return json.dumps(text_of(row[column]), ensure_ascii=False) if row.get(column) is not None else "NULL"


def member(column):
    return f"    const char *{column}{'_' if column in ('do', 'case') else ''};\n"


def header(source, table):
    columns, name = columns_of(table), table["id"]
    members = "".join(map(member, columns))
    rows = "".join("    {" + ", ".join(literal(row, column) for column in columns) + "},\n"
                   for row in table["rows"])
    return (f"/* {table.get('title', name)} (rules/{source}, table {name}) */\n#include <stddef.h>\n\n"
            f"struct {name}_row {{\n{members}}};\n\n"
            f"static const struct {name}_row table_{name}[] = {{\n{rows}}};\n")


def lines(table):
    for row in table["rows"]:
        yield "\t".join(f"{column}={text_of(cell)}" for column, cell in row.items() if cell is not None)


def main():
    catalogue, what = Path(sys.argv[1]), sys.argv[2]
    found = list(tables(catalogue))
    for _, table in found:
        if table["id"] == what:
            print("\n".join(lines(table)))
            return
    for source, table in found:
        (Path(what) / f"table_{table['id']}.h").write_text(header(source, table))


main()
