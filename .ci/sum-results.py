"""Adds up the results of both test runs: sum-results.py FOLDER SWIFT-EXIT PYTHON-EXIT."""
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path


def count(files: list[Path]) -> tuple[int, int, int]:
    """Passed, failed and skipped test cases."""
    passed = failed = skipped = 0
    for file in files:
        for case in ElementTree.parse(file).iter("testcase"):
            if case.find("failure") is not None or case.find("error") is not None:
                failed += 1
            elif case.find("skipped") is not None:
                skipped += 1
            else:
                passed += 1
    return passed, failed, skipped


def main() -> int:
    folder, exits = Path(sys.argv[1]), {"swift": int(sys.argv[2]), "python": int(sys.argv[3])}
    passed = failed = skipped = 0
    for name, code in exits.items():
        part = count(sorted(folder.glob(f"{name}*.xml")))
        # A run that broke off counts as a failure, whatever it managed to say before.
        broken = code != 0 and part[1] == 0 or sum(part) == 0
        if broken:
            print(f"the {name} tests did not run to their end (exit {code})")
        passed += part[0]
        failed += part[1] + (1 if broken else 0)
        skipped += part[2]
    also = f", {skipped} skipped" if skipped else ""
    print(f"{passed} passed, {failed} failed{also}")
    return 1 if failed else 0


sys.exit(main())
