"""What dsgen costs by the size of an estate, against the physical limit. See README.md.

Called by Benchmarks/run (`make bench`), which builds what is measured.
"""

import argparse
import pathlib
import shutil
import sys
import tempfile

import curve
import measure
import rest
import startup

# The marks. Ratios are of processor seconds; memory is anonymous, in MiB.
COLD = 2.0
COLD_MEMORY = 250
CHECK = 1.6
CHECK_MEMORY = 1200
WIDE_MEMORY = 2500
SHAPES_MEMORY = 600
NONE = 0.06
ONE = 0.07
DOUBLING = 2.3
RULES = 1.0
FAULTY = 2.0
LINES = 59
DIFFERENCE = 1.2
STARTS = 200
# The estates that marks are set for.
MILLION = 1_000_000
HUNDRED_THOUSAND = 100_000
WIDE = 500_000
SHAPES = 57


class Marks:
    """Prints each, and remembers whether one was missed."""

    def __init__(self) -> None:
        self.passed = True

    def at_most(self, title: str, value: float, most: float) -> None:
        self.passed = self.passed and value <= most
        print(f"{'pass' if value <= most else 'FAIL'}: {title}: {value:.3g}, at most {most:g}")


def judge(marks: Marks, points: list[curve.Point]) -> None:
    """The marks of the curve, for each style by itself."""
    for point in points:
        name = f"{point.title}, {point.style}"
        mib = {run: cost.anonymous / 2**20 for run, cost in point.costs.items()}
        if point.title.startswith("1 store"):
            if point.datasets == WIDE:
                most = WIDE_MEMORY if "distinct" in point.title else SHAPES_MEMORY
                marks.at_most(f"MiB of check, {name}", mib["check"], most)
            continue
        if point.datasets == HUNDRED_THOUSAND:
            marks.at_most(f"cold render over the limit, {name}", point.cold_ratio, COLD)
            marks.at_most(f"MiB of a cold render, {name}", mib["cold"], COLD_MEMORY)
        if point.datasets >= HUNDRED_THOUSAND:
            marks.at_most(f"check over libyaml, {name}", point.check_ratio, CHECK)
            cold = point.costs["cold"].cpu
            marks.at_most(f"nothing changed over cold, {name}", point.costs["none"].cpu / cold, NONE)
            marks.at_most(f"files written where nothing changed, {name}", point.written["none"], 0)
        if point.datasets == MILLION:
            marks.at_most(f"one dataset changed over cold, {name}", point.costs["one"].cpu / cold, ONE)
            marks.at_most(f"one dataset added over cold, {name}", point.costs["added"].cpu / cold, ONE)
            marks.at_most(f"MiB of check, {name}", mib["check"], CHECK_MEMORY)
        half = next((p for p in points if p.style == point.style and p.datasets * 2 == point.datasets), None)
        for run in ("check", "cold") if half else ():
            marks.at_most(f"{run}, {name}, over half of it", point.costs[run].cpu / half.costs[run].cpu, DOUBLING)


def judge_rest(marks: Marks, measured: curve.Curve, datasets: int, repeat: int) -> None:
    clean, faulty = rest.faulty(measured, datasets, repeat)
    marks.at_most(f"all rules over reading, {datasets:,} x 10", clean.phases["check"] / clean.phases["read"], RULES)
    marks.at_most("many equal faults over none", faulty.cpu / clean.cpu, FAULTY)
    lines = faulty.text[: faulty.text.index("phase  ")].count("\n")
    marks.at_most("lines that tell of them", lines, LINES)
    compared, read = rest.difference(measured, repeat)
    marks.at_most("diff of two commits over reading one", compared / read, DIFFERENCE)
    small = measured.work / "small"
    startup.model(small)
    dsgen = str(measured.dsgen.resolve())
    commands = {"true": ["/bin/true"], "version": [dsgen, "version"], "check": [dsgen, "check", str(small)]}
    found = startup.measure(commands, STARTS)
    for name, most in startup.MARKS.items():
        over = max(a / b for a, b in zip(found[name], found["true"]))
        marks.at_most(f"start: dsgen {name} over /bin/true, the worse of clock and processor", over, most)


def main() -> None:
    parser = argparse.ArgumentParser(description="what dsgen costs by the size of an estate")
    parser.add_argument("--dsgen", type=pathlib.Path, required=True)
    parser.add_argument("--limit", type=pathlib.Path, required=True, help="the built limit.c")
    parser.add_argument(
        "--sizes", default="1000,10000,50000,100000", help="datasets, with commas; 1000000 takes 30 GB of disk"
    )
    parser.add_argument("--style", choices=("canonical", "freehand", "both"), default="both")
    parser.add_argument("--columns", type=int, default=10)
    parser.add_argument(
        "--wide", type=int, default=0, metavar="DATASETS",
        help=f"one store of so many datasets of 100 columns, checked, all distinct, with {SHAPES} schemas, and with {SHAPES} shapes; {WIDE} has marks",
    )  # fmt: skip
    parser.add_argument("--no-rest", action="store_true", help="the curve alone: no faults, no commits, no start-up")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--repeat", type=int, default=3, help="runs of each; the least counts")
    parser.add_argument("--jobs", type=int, default=0, help="dsgen's threads; 0: its own choice")
    parser.add_argument(
        "--work", type=pathlib.Path, default=pathlib.Path(".build"),
        help="where to write; on a file system in memory the limit is lower; default: .build",
    )  # fmt: skip
    options = parser.parse_args()
    sizes = sorted({int(size) for size in options.sizes.split(",") if size})
    styles = ("canonical", "freehand") if options.style == "both" else (options.style,)
    options.work.mkdir(parents=True, exist_ok=True)
    work = pathlib.Path(tempfile.mkdtemp(prefix="bench-", dir=options.work.resolve()))
    kind = measure.file_system(work)
    measured = curve.Curve(options.dsgen, options.limit, work, options.repeat, options.jobs)
    marks = Marks()
    points: list[curve.Point] = []
    try:
        for style in styles:
            points += [measured.narrow(style, size, options.columns, options.seed) for size in sizes]
        if options.wide:
            kinds = ((None, False), (SHAPES, False), (SHAPES, True))
            points += [measured.wide(styles[0], options.wide, 100, *kind) for kind in kinds]
        print(f"least of {options.repeat} runs, files on {kind}")
        curve.show(points)
        judge(marks, points)
        if not options.no_rest:
            judge_rest(marks, measured, min(HUNDRED_THOUSAND, sizes[-1] if sizes else HUNDRED_THOUSAND), options.repeat)
    finally:
        shutil.rmtree(work)
    sys.exit(0 if marks.passed else 1)


if __name__ == "__main__":
    main()
