#!/usr/bin/env python3
"""What dsgen costs before it does anything: `dsgen version`, and `dsgen check` of a model of 30 files, each over
/bin/true. All are run by turns, many times; the least of each counts, which a busy machine makes no smaller."""

import argparse
import os
import pathlib
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).parent
MARKS = {"version": 4.0, "check": 10.0}


def once(command: list[str]) -> tuple[float, float]:
    """Seconds of the clock, and of the processor, of one run."""
    null = [(os.POSIX_SPAWN_OPEN, n, "/dev/null", os.O_WRONLY, 0) for n in (1, 2)]
    start = time.perf_counter()
    process = os.posix_spawn(command[0], command, os.environ, file_actions=null)
    _, status, used = os.wait4(process, 0)
    wall = time.perf_counter() - start
    if status:
        sys.exit(f"{' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}")
    return wall, used.ru_utime + used.ru_stime


def measure(commands: dict[str, list[str]], runs: int) -> dict[str, tuple[float, float]]:
    """The least of the clock and of the processor, by name."""
    times = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            times[name].append(once(command))
    return {name: tuple(map(min, zip(*found))) for name, found in times.items()}


def model(folder: pathlib.Path) -> int:
    """A model of 30 files; their number."""
    options = ("--datasets", "60", "--stores", "9", "--workspaces", "9")
    subprocess.run([sys.executable, HERE / "estate.py", folder, *options], check=True, stdout=subprocess.DEVNULL)
    return sum(1 for _ in folder.rglob("*.yaml"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dsgen", default=".build/release/dsgen")
    parser.add_argument("--runs", type=int, default=200)
    options = parser.parse_args()
    dsgen = str(pathlib.Path(options.dsgen).resolve())
    missed = False
    with tempfile.TemporaryDirectory() as work:
        folder = pathlib.Path(work) / "model"
        files = model(folder)
        commands = {"true": ["/bin/true"], "version": [dsgen, "version"], "check": [dsgen, "check", str(folder)]}
        found = measure(commands, options.runs)
        print(f"start-up              wall     CPU   over /bin/true: wall, CPU (model of {files} files)")
        for name, (wall, cpu) in found.items():
            ratios = [a / b for a, b in zip((wall, cpu), found["true"])]
            mark = MARKS.get(name, 1.0)
            verdict = "" if name == "true" else "met" if max(ratios) <= mark else "MISSED"
            missed |= verdict == "MISSED"
            print(f"  {name:14} {wall * 1e3:6.2f} ms {cpu * 1e3:6.2f} ms   {ratios[0]:5.2f} {ratios[1]:5.2f}"
                  + (f"   at most {mark:.1f}: {verdict}" if verdict else ""))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
