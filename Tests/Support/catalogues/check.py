"""Checks every connector of a generated tree against the key catalogues.

    .tools/test/bin/python Tests/Support/catalogues/check.py generated [...]

Prints what is wrong, one line each; exit 1 if anything is.
"""
from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from Support.catalogues.catalogue import problems  # noqa: E402
from Support.terraform.hcl import connectors_below  # noqa: E402


def main(folders: list[str]) -> int:
    count = wrong = 0
    for folder in folders:
        for place, name, config in connectors_below(Path(folder)):
            count += 1
            for problem in problems(config):
                wrong += 1
                print(f"{place}: {name}: {problem}")
    print(f"{count} connectors, {wrong} problems", file=sys.stderr)
    return 1 if wrong or not count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
