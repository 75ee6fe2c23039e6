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
# The marks: the whole command against the limit, the cost of twice as many datasets, anonymous memory
# in MiB; all rules of a clean estate against reading it; many equal faults against none, and the lines
# that tell of them.
RATIO = 4.0
DOUBLING = 2.2
MEMORY = 250
RULES = 1.0
FAULTY = 2.0
LINES = 59
# A difference of two commits against reading one of them, and the datasets that differ.
DIFFERENCE = 1.2
CHANGED = 10
FAULTS = 40_000


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


def render(options: argparse.Namespace, model: pathlib.Path, out: pathlib.Path) -> dict:
    """Renders once into a folder that is not there yet."""
    shutil.rmtree(out, ignore_errors=True)
    return run(options, ["render", model, "--out", out, "--format", "concise"], out.parent / "log")


def run(
    options: argparse.Namespace, arguments: list, log: pathlib.Path, expected: int = 0
) -> dict:
    """Runs a command once: processor seconds, by phase too, and the most anonymous memory seen."""
    command = [options.dsgen, *arguments, "--stats"]
    if options.jobs:
        command += ["--jobs", str(options.jobs)]
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
    if process.returncode != expected:
        sys.exit(f"{' '.join(map(str, command))} ended with {process.returncode}:\n{text}")
    return {
        "wall": time.monotonic() - started,
        "cpu": usage.ru_utime + usage.ru_stime,
        "phases": phases(text),
        "anonymous": peak,
        "resident": usage.ru_maxrss * 1024,
        "lines": text[: text.index("phase  ")].count("\n"),
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
    shutil.rmtree(out, ignore_errors=True)
    done = subprocess.run([program, names, tree, out], check=True, capture_output=True, text=True)
    result = {}
    for line in done.stdout.splitlines():
        part, user, system, files, size = line.split()
        result[part] = (float(user) + float(system), int(files), int(size))
    return result


def estate(
    options: argparse.Namespace, work: pathlib.Path, datasets: int, faults: int = 0
) -> pathlib.Path:
    """Makes a model in a folder of its own."""
    model = work / f"model-{datasets}-{faults}"
    subprocess.run(
        [sys.executable, HERE / "estate.py", model, "--datasets", str(datasets)]
        + ["--columns", str(options.columns), "--distinct", str(options.distinct)]
        + ["--style", options.style, "--seed", str(options.seed), "--faults", str(faults)],
        check=True,
    )
    return model


def measure(options: argparse.Namespace, work: pathlib.Path, datasets: int) -> dict:
    """Renders one estate as often as asked for, each time between two runs of its limit.

    One render more comes first: the limit writes the tree that it has made, and both sides find the
    same warm files and pages. The ratio is that of the median to the least limit seen: what a busy file
    system adds to a limit is no merit.
    """
    model = estate(options, work, datasets)
    names = work / f"files-{datasets}"
    names.write_text("".join(f"{file}\n" for file in sorted(model.rglob("*.yaml"))))
    tree = work / f"tree-{datasets}"
    render(options, model, tree)
    shape = tree_size(tree)
    # On a disk no output is removed before the end: a file system that has just lost many files gives
    # numbers to new ones so slowly that nothing else would be measured.
    many = not is_memory(work)

    def out(name: str, number: int) -> pathlib.Path:
        return work / (f"{name}-{datasets}-{number}" if many else name)

    runs, limits = [], []
    for number in range(options.repeat):
        limits.append(limit(options.limit, names, tree, out("limit", 2 * number)))
        runs.append(render(options, model, out("out", number)))
        limits.append(limit(options.limit, names, tree, out("limit", 2 * number + 1)))
    runs.sort(key=lambda run: run["cpu"])
    limits.sort(key=lambda run: run["parse"][0] + run["write"][0])
    middle = runs[len(runs) // 2]
    middle["limit"] = limits[0]
    floors = [run["parse"][0] + run["write"][0] for run in limits]
    middle["floors"] = (floors[0], floors[-1])
    middle["ratio"] = middle["cpu"] / (middle["limit"]["parse"][0] + middle["limit"]["write"][0])
    middle["spread"] = (runs[0]["cpu"], runs[-1]["cpu"])
    middle["tree"] = shape
    if not many:
        shutil.rmtree(tree)
    return middle


def check(options: argparse.Namespace, work: pathlib.Path, datasets: int) -> tuple[dict, dict]:
    """Checks a clean estate and the same with many equal faults: the runs with the middle cost."""
    found = []
    for faults in (0, min(FAULTS, datasets)):
        model = estate(options, work, datasets, faults) if faults else work / f"model-{datasets}-0"
        runs = [
            run(options, ["check", model], work / "log", expected=1 if faults else 0)
            for _ in range(options.repeat)
        ]
        runs.sort(key=lambda run: run["cpu"])
        found.append(runs[len(runs) // 2])
    return found[0], found[1]


def difference(options: argparse.Namespace, work: pathlib.Path, datasets: int) -> tuple[float, float]:
    """Two commits of an estate with a few datasets changed: the processor seconds of `dsgen diff`, and of
    reading one of the two. The runs in the middle."""
    model = work / f"model-{datasets}-0"

    def git(*arguments: str) -> None:
        who = ["-c", "user.name=bench", "-c", "user.email=bench@example.com"]
        subprocess.run(["git", "-C", model, *who, *arguments], check=True)

    git("init", "-q", "-b", "main")
    git("add", "-A")
    git("commit", "-q", "-m", "base")
    files = sorted(file for file in model.rglob("*.yaml") if "varchar(" in file.read_text("utf-8"))
    for file in files[:: max(1, len(files) // CHANGED)][:CHANGED]:
        text = file.read_text("utf-8")
        file.write_text(text.replace("varchar(", "varchar(1", 1), "utf-8")
    git("commit", "-q", "-a", "-m", "head")
    seconds = []
    for arguments in (["diff", "git:main~1", "git:main"], ["check", "git:main"]):
        runs = [
            run(options, [*arguments, "--repo", model], work / "log") for _ in range(options.repeat)
        ]
        costs = sorted(
            sum(run["phases"].values())
            if arguments[0] == "diff"
            else sum(run["phases"][name] for name in ("find", "read", "link"))
            for run in runs
        )
        seconds.append(costs[len(costs) // 2])
    return seconds[0], seconds[1]


def is_memory(folder: pathlib.Path) -> bool:
    """Whether a folder is on a file system in memory."""
    return file_system(folder) == "tmpfs"


def file_system(folder: pathlib.Path) -> str:
    """The type of the file system that holds a folder."""
    found = ("", "")
    for line in pathlib.Path("/proc/mounts").read_text(encoding="utf-8").splitlines():
        point, kind = line.split()[1:3]
        if folder.resolve().is_relative_to(point) and len(point) >= len(found[0]):
            found = (point, kind)
    return found[1]


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
    row("CPU s, least to most", [f"{a:.2f} to {b:.2f}" for a, b in (run["spread"] for run in columns)])
    row("limit, least to most", [f"{a:.2f} to {b:.2f}" for a, b in (run["floors"] for run in columns)])


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
        "--work", type=pathlib.Path, default=pathlib.Path(".build"),
        help="where to write; on a file system in memory the limit is lower; default: .build",
    )
    options = parser.parse_args()
    sizes = sorted({int(size) for size in options.sizes.split(",")})
    options.work.mkdir(parents=True, exist_ok=True)
    work = pathlib.Path(tempfile.mkdtemp(prefix="bench-", dir=options.work.resolve()))
    kind = file_system(work)
    try:
        results = {size: measure(options, work, size) for size in sizes}
        clean, faulty = check(options, work, sizes[-1])
        compared, read = difference(options, work, sizes[-1])
    finally:
        shutil.rmtree(work)
    print(f"{options.columns} columns, {options.distinct:.0%} of the schemas distinct, "
          f"{options.style}, median of {options.repeat} runs, files on {kind}")
    table(results)
    passed = True

    def mark(title: str, value: float, most: float) -> None:
        nonlocal passed
        passed = passed and value <= most
        print(f"{'pass' if value <= most else 'FAIL'}: {title} is {value:.2f}, at most {most}")

    last = sizes[-1]
    mark(f"ratio to the limit, {last:,} datasets", results[last]["ratio"], RATIO)
    if len(sizes) > 1 and sizes[-2] * 2 == last:
        growth = results[last]["cpu"] / results[sizes[-2]]["cpu"]
        mark(f"time of {last:,} over time of {sizes[-2]:,} datasets", growth, DOUBLING)
    anonymous = max(run["anonymous"] for run in results.values())
    mark("peak anonymous memory, MiB,", anonymous / 2**20, MEMORY)
    rules = clean["phases"]["check"] / clean["phases"]["read"]
    mark(f"all rules over reading, {last:,} clean datasets,", rules, RULES)
    mark(f"check of {min(FAULTS, last):,} equal faults over a clean one",
         faulty["cpu"] / clean["cpu"], FAULTY)
    mark("lines that tell of them", faulty["lines"], LINES)
    mark(f"diff of two commits of {last:,} datasets over reading one", compared / read, DIFFERENCE)
    sys.exit(0 if passed else 1)


if __name__ == "__main__":
    main()
