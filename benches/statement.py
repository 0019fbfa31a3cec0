"""Prints the last logged statement that contains a text, with its parameters put in, as a pgbench script.

Usage: statement.py LOG TEXT
"""

import re
import sys

log, wanted = sys.argv[1:]
entries = re.split(r"\n(?=\d{4}-\d\d-\d\d )", open(log, encoding="utf-8").read())
found = None
for entry, following in zip(entries, entries[1:] + [""]):
    statement = re.search(r"execute [^:]*: (.*)", entry, re.S)
    if statement and wanted in statement[1]:
        found = (statement[1], following)
if found is None:
    sys.exit(f"no statement with {wanted} in {log}")
statement, detail = found
values = dict(re.findall(r"\$(\d+) = ('(?:[^']|'')*'|NULL)", detail))
print(re.sub(r"\$(\d+)", lambda parameter: values[parameter[1]], statement).strip().replace("\n", " ") + ";")
