"""Twice as many datasets cost about twice as much: instructions of the program, as valgrind counts them, so that
no busy machine can fail it and no quick one hide it."""
from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys

import pytest

from Support.tools import ROOT, Missing, dsgen_binary

SIZES = (250, 500, 1000)
MOST = 2.3


@pytest.fixture(scope="module")
def counted(tmp_path_factory):
    """The instructions of a command on an estate of each size, by the command's name."""
    for tool in ("valgrind", "strip"):
        if not shutil.which(tool):
            raise Missing(f"{tool} is not on the PATH: run Tests/Support/install.sh")
    folder = tmp_path_factory.mktemp("growth")
    # valgrind cannot read what Swift writes for debuggers.
    program = folder / "dsgen"
    subprocess.run(["strip", "--strip-debug", "-o", program, dsgen_binary()], check=True)
    counts: dict[str, list[int]] = {"check": [], "render": []}
    for size in SIZES:
        model = folder / f"model-{size}"
        subprocess.run(
            [sys.executable, ROOT / "Benchmarks/estate.py", model, "--datasets", str(size), "--stores", str(size // 125)]
            + ["--workspaces", str(size // 250), "--style", "freehand", "--jobs", "1"],
            check=True,
        )
        counts["check"].append(instructions(folder, program, "check", model))
        counts["render"].append(instructions(folder, program, "render", model, "--out", folder / f"tree-{size}"))
    return counts


def instructions(folder, program, *arguments) -> int:
    """What a command executes, its threads together; without a simulated cache, which would take twice as long."""
    options = ["--tool=cachegrind", "--cache-sim=no", f"--cachegrind-out-file={folder / 'counts'}"]
    done = subprocess.run(
        ["valgrind", *options, program, *arguments, "--jobs", "1"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return int(re.search(r"I +refs: +([\d,]+)", done.stderr).group(1).replace(",", ""))


def test_an_estate_is_written_where_signals_are_blocked(tmp_path):
    """A program that starts others may hold signals back, and they inherit that."""
    for number in range(6):
        subprocess.run(
            [sys.executable, ROOT / "Benchmarks/estate.py", tmp_path / str(number), "--datasets", "300", "--jobs", "2"],
            preexec_fn=lambda: signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM}), check=True, timeout=60,
        )


@pytest.mark.parametrize("command", ["check", "render"])
def test_doubling(counted, command):
    counts = counted[command]
    for small, large, size in zip(counts, counts[1:], SIZES[1:]):
        assert large <= MOST * small, f"{command} of {size} datasets takes {large:,} instructions, of half {small:,}"
    # A count that does not grow counts something else.
    assert counts[-1] > 1.5 * counts[0]
