"""Measures `dsgen render` against the physical limit, and how its time grows. See README.md.

Called by Benchmarks/run (`make bench`), which builds what is measured.
"""

import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
# The marks: the whole command against the limit, and the cost of twice as many datasets.
RATIO = 4.0
DOUBLING = 2.2


def tree_size(root: pathlib.Path) -> tuple[int, int]:
    """Files below a folder and their bytes."""
    files = [file for file in root.rglob("*") if file.is_file()]
    return len(files), sum(file.stat().st_size for file in files)


def anonymous(pid: int) -> int:
    """Anonymous memory of a process in bytes, 0 where it has ended."""
    try:
        with open(f"/proc/{pid}/status", encoding="ascii") as status:
            for line in status:
                if line.startswith("RssAnon:"):
                    return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


def render(
    program: pathlib.Path, model: pathlib.Path, out: pathlib.Path, log: pathlib.Path, jobs: int
) -> dict:
    """Runs the command once: processor seconds, by phase too, and the most anonymous memory seen."""
    command = [program, "render", model, "--out", out, "--stats", "--format", "concise"]
    if jobs:
        command += ["--jobs", str(jobs)]
    with open(log, "wb") as messages:
        started = time.monotonic()
        process = subprocess.Popen(command, stdout=messages, stderr=messages)
        peak = 0
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            peak = max(peak, anonymous(process.pid))
            time.sleep(0.01)
    process.returncode = os.waitstatus_to_exitcode(status)
    text = log.read_text(encoding="utf-8")
    if process.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} ended with {process.returncode}:\n{text}")
    return {
        "wall": time.monotonic() - started,
        "cpu": usage.ru_utime + usage.ru_stime,
        "phases": phases(text),
        "anonymous": peak,
        "resident": usage.ru_maxrss * 1024,
    }


def phases(text: str) -> dict[str, float]:
    """The processor seconds of each phase, from the table that `--stats` prints."""
    rows = text[text.index("phase  ") :].splitlines()[1:]
    found: dict[str, float] = {}
    for row in rows:
        fields = row.split()
        if fields[0] == "total":
            return found
        found[fields[0]] = float(fields[2])
    sys.exit("--stats printed no total")


def limit(program: pathlib.Path, names: pathlib.Path, tree: pathlib.Path, out: pathlib.Path) -> dict:
    """The physical limit: processor seconds of reading the model and of writing the tree."""
    done = subprocess.run([program, names, tree, out], check=True, capture_output=True, text=True)
    result = {}
    for line in done.stdout.splitlines():
        part, user, system, files, size = line.split()
        result[part] = (float(user) + float(system), int(files), int(size))
    return result


def measure(options: argparse.Namespace, work: pathlib.Path, datasets: int) -> dict:
    """Renders one estate as often as asked for, each time beside its limit."""
    model = work / f"model-{datasets}"
    subprocess.run(
        [sys.executable, HERE / "estate.py", model, "--datasets", str(datasets)]
        + ["--columns", str(options.columns), "--distinct", str(options.distinct)]
        + ["--style", options.style, "--seed", str(options.seed)],
        check=True,
    )
    names = work / f"files-{datasets}"
    names.write_text("".join(f"{file}\n" for file in sorted(model.rglob("*.yaml"))))
    runs = []
    for number in range(options.repeat):
        # No output is removed before the end: a file system that has just lost many files gives
        # numbers to new ones so slowly that nothing else would be measured.
        out = work / f"out-{datasets}-{number}"
        run = render(options.dsgen, model, out, work / "log", options.jobs)
        run["limit"] = limit(options.limit, names, out, work / f"limit-{datasets}-{number}")
        run["ratio"] = run["cpu"] / (run["limit"]["parse"][0] + run["limit"]["write"][0])
        run["tree"] = tree_size(out)
        runs.append(run)
    runs.sort(key=lambda run: run["ratio"])
    middle = runs[len(runs) // 2]
    middle["ratios"] = [run["ratio"] for run in runs]
    middle["least"] = min(run["cpu"] for run in runs)
    return middle


def table(results: dict[int, dict]) -> None:
    """One column an estate; the figures are those of the run with the middle ratio."""
    columns = list(results.values())

    def row(title: str, values: list[str]) -> None:
        print(f"{title:<34}" + "".join(f"{value:>14}" for value in values))

    row("datasets", [f"{datasets:,}" for datasets in results])
    row("files in", [f"{run['limit']['parse'][1]:,}" for run in columns])
    row("bytes in", [f"{run['limit']['parse'][2]:,}" for run in columns])
    row("files out", [f"{run['tree'][0]:,}" for run in columns])
    row("bytes out", [f"{run['tree'][1]:,}" for run in columns])
    for phase in columns[0]["phases"]:
        row(f"CPU s, {phase}", [f"{run['phases'][phase]:.3f}" for run in columns])
    row("CPU s, whole command", [f"{run['cpu']:.3f}" for run in columns])
    row("wall s", [f"{run['wall']:.3f}" for run in columns])
    row("peak anonymous memory, MiB", [f"{run['anonymous'] / 2**20:.0f}" for run in columns])
    row("peak resident memory, MiB", [f"{run['resident'] / 2**20:.0f}" for run in columns])
    row("limit CPU s, libyaml's parse", [f"{run['limit']['parse'][0]:.3f}" for run in columns])
    row("limit CPU s, creating the files", [f"{run['limit']['write'][0]:.3f}" for run in columns])
    row("ratio to the limit", [f"{run['ratio']:.2f}" for run in columns])
    row("ratio, each run", ["/".join(f"{r:.2f}" for r in run["ratios"]) for run in columns])


def main() -> None:
    parser = argparse.ArgumentParser(description="dsgen render against the physical limit")
    parser.add_argument("--dsgen", type=pathlib.Path, required=True)
    parser.add_argument("--limit", type=pathlib.Path, required=True, help="the built limit.c")
    parser.add_argument(
        "--sizes", default="10000,50000,100000", help="datasets; the last two show the growth"
    )
    parser.add_argument("--columns", type=int, default=10)
    parser.add_argument("--distinct", type=float, default=1.0)
    parser.add_argument("--style", choices=("canonical", "freehand"), default="canonical")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--repeat", type=int, default=3, help="runs of each size")
    parser.add_argument("--jobs", type=int, default=0, help="dsgen's threads; 0: its own choice")
    parser.add_argument(
        "--work", type=pathlib.Path, default=pathlib.Path(".build"), help="where to write"
    )
    options = parser.parse_args()
    sizes = sorted({int(size) for size in options.sizes.split(",")})
    options.work.mkdir(parents=True, exist_ok=True)
    work = pathlib.Path(tempfile.mkdtemp(prefix="bench-", dir=options.work.resolve()))
    try:
        results = {size: measure(options, work, size) for size in sizes}
    finally:
        shutil.rmtree(work)
    print(f"{options.columns} columns, {options.distinct:.0%} of the schemas distinct, "
          f"{options.style}, {options.repeat} runs each")
    table(results)
    passed = True

    def mark(title: str, value: float, most: float) -> None:
        nonlocal passed
        passed = passed and value <= most
        print(f"{'pass' if value <= most else 'FAIL'}: {title} is {value:.2f}, at most {most}")

    last = sizes[-1]
    mark(f"ratio to the limit, {last:,} datasets", results[last]["ratio"], RATIO)
    if len(sizes) > 1 and sizes[-2] * 2 == last:
        growth = results[last]["least"] / results[sizes[-2]]["least"]
        mark(f"time of {last:,} over time of {sizes[-2]:,} datasets", growth, DOUBLING)
    sys.exit(0 if passed else 1)


if __name__ == "__main__":
    main()
