"""Holds the rules across methods (conformance/catalogue/rules) against their tests.

conformance/proofs/TOPIC.tsv has a line for each rule and each decision table of
conformance/catalogue/rules/TOPIC.json, three columns between tabs:

    RULE    TEST; TEST    NOTE

RULE is the id of a rule or `table:` with the id of a table. TEST is a file below tests/ and, after a
colon, the case in it: the name of a Criterion test or of a function, what a shell test is `doing`.
`api:` and a row of the catalogue is a case of the API suite. A rule without a test has `-` there
and the reason in NOTE, which is optional otherwise. Lines that begin with # are comments.
"""
import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RULES = ROOT / "conformance" / "catalogue" / "rules"
PROOFS = ROOT / "conformance" / "proofs"


class Topic:
    """The rules of one file: which are proved by which tests, and which are excused."""

    def __init__(self, path):
        self.name = path.stem
        self.wrong = []
        self.proofs, self.excuses = {}, {}
        document = json.loads((RULES / f"{path.stem}.json").read_text())
        self.rows = [rule["id"] for rule in document["rules"]]
        self.rows += [f"table:{table['id']}" for table in document.get("tables", [])]
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if line and not line.startswith("#"):
                self.read_line(f"{path.name}:{number}", line)

    def read_line(self, place, line):
        rule, tests, note = (line.split("\t") + ["", ""])[:3]
        if rule not in self.rows:
            self.wrong.append(f"{place}: {rule} is no rule")
        elif rule in self.proofs or rule in self.excuses:
            self.wrong.append(f"{place}: {rule} stands twice")
        elif tests.strip() not in ("", "-"):
            self.proofs[rule] = [test.strip() for test in tests.split(";")]
        elif note.strip():
            self.excuses[rule] = note
        else:
            self.wrong.append(f"{place}: {rule} has neither a test nor a reason")

    @property
    def missing(self):
        return [row for row in self.rows if row not in self.proofs and row not in self.excuses]


def case_is_there(source, case):
    if source.suffix == ".sh":
        pattern = rf"""doing=(['"]){re.escape(case)}\1|^{re.escape(case)}\(\)"""
    else:
        pattern = rf"^(?!\s*(//|\*|/\*)).*\b{re.escape(case)}\b"
    return re.search(pattern, source.read_text(), re.MULTILINE) is not None


def complaint(test, passed):
    """What is wrong with a TEST, or None; `passed` are the cases of the API suite that passed."""
    place, _, case = test.partition(":")
    source = ROOT / "tests" / place
    if place == "api":
        return None if case in passed else f"no case {case} of the API suite passed"
    if not source.is_file():
        return f"there is no tests/{place}"
    if case and not case_is_there(source, case):
        return f"tests/{place} has no {case}"
    return None


def read(folder, passed):
    topics = [Topic(path) for path in sorted(folder.glob("*.tsv"))]
    for topic in topics:
        for rule, tests in topic.proofs.items():
            topic.wrong += [f"{topic.name}.tsv: {rule}: {said}"
                            for said in (complaint(test, passed) for test in tests) if said]
    return topics


def print_table(topics):
    for topic in topics:
        print(f"{topic.name:36}{len(topic.rows):6}{len(topic.proofs):8}{len(topic.excuses):9}"
              f"{len(topic.missing):9}")


def figures(topics):
    return {"across": sum(len(topic.proofs) for topic in topics),
            "across_excused": sum(len(topic.excuses) for topic in topics)}
