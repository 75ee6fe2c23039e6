"""The pipeline that `make demo` ends with."""
from __future__ import annotations

import re
import subprocess
import sys

import pytest

from Support.cases import ROOT


@pytest.mark.only("northwind")
def test_the_demos_pipeline_merges_what_the_source_did(case):
    done = subprocess.run([sys.executable, str(ROOT / ".ci/pipeline.py"), str(case.output / "generated")],
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    live, history = [re.split(r"\n\n", part)[0] for part in done.stdout.rsplit("-- northwind_", 2)[1:]]
    assert re.findall(r"\| (\w+) +\| +([\d.]+) \|", live) == [("Chai", "21.5"), ("Chang", "19"), ("Pavlova", "17.45")]
    versions = re.findall(r"\| (\w[\w ]*?) +\| +([\d.]+) \| ([\d:.]+) \| ([\d:.]*)", history)
    assert [(name, price, bool(end)) for name, price, _, end in versions] == [
        ("Chai", "18", True), ("Chai", "21.5", False), ("Chang", "19", False), ("Aniseed Syrup", "10", True),
        ("Pavlova", "17.45", False)]
