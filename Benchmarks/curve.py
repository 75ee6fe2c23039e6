"""How cost grows with an estate: cold, with nothing changed, with one dataset changed or added, by size and style."""

import pathlib
import shutil
from dataclasses import dataclass, field

import measure

EMPTY = "empty"
# Trees of estates that are not larger stay until the end.
KEPT = 100_000


@dataclass
class Point:
    """One estate: what each command cost, and its physical limit."""

    title: str
    style: str
    datasets: int
    limit: measure.Limit
    costs: dict[str, measure.Cost] = field(default_factory=dict)
    # What the renders behind the first wrote.
    written: dict[str, int] = field(default_factory=dict)

    @property
    def cold_ratio(self) -> float:
        return self.costs["cold"].cpu / (self.limit.parse + self.limit.write)

    @property
    def check_ratio(self) -> float:
        return self.costs["check"].cpu / self.limit.parse


def least(costs: list[measure.Cost]) -> measure.Cost:
    """The run that the machine disturbed the least; its memory is the most of all."""
    best = min(costs, key=lambda cost: cost.cpu)
    best.anonymous = max(cost.anonymous for cost in costs)
    return best


class Curve:
    """Measures estates one after the other; of each no more than one tree is kept at a time."""

    def __init__(self, dsgen: pathlib.Path, limit: pathlib.Path, work: pathlib.Path, repeat: int, jobs: int) -> None:
        self.dsgen, self.limit, self.work, self.repeat = dsgen, limit, work, repeat
        self.jobs = ["--jobs", jobs] if jobs else []
        self.count = 0
        self.caches = 0

    def command(self, *arguments: object, expected: int = 0, known: bool = False) -> measure.Cost:
        """Runs dsgen, which knows nothing, or what the run before has left."""
        self.caches += 0 if known else 1
        command = [self.dsgen, *arguments, *self.jobs, "--stats"]
        cache = {"DSGEN_CACHE": str(self.work / f"cache-{self.caches}")}
        return measure.run(command, self.work / "log", expected, cache)

    def render(self, model: pathlib.Path, out: pathlib.Path, known: bool = False) -> measure.Cost:
        return self.command("render", model, "--out", out, "--format", "concise", known=known)

    def folder(self, datasets: int) -> pathlib.Path:
        """Where to write next. A file system that has just lost many files gives numbers to new ones so slowly
        that nothing else would be measured: small trees stay until the end. Of large ones there is one at a time.
        """
        if datasets > KEPT:
            shutil.rmtree(self.work / "out", ignore_errors=True)
            return self.work / "out"
        self.count += 1
        return self.work / f"out-{self.count}"

    def floor(self, model: pathlib.Path, tree: pathlib.Path | None, datasets: int) -> measure.Limit:
        """The least of several runs of the limit; without a tree of its reading alone."""
        source = tree or self.work / EMPTY
        source.mkdir(exist_ok=True)
        found = []
        for number in range(self.repeat):
            out = self.work / f"limit-{self.count}-{number}"
            found.append(measure.limit(self.limit, measure.names_of(model), source, out))
            if datasets > KEPT:
                shutil.rmtree(out, ignore_errors=True)
        best = min(found, key=lambda run: run.parse + run.write)
        best.parse = min(run.parse for run in found)
        return best

    def narrow(self, style: str, datasets: int, columns: int, seed: int) -> Point:
        """An estate of many stores: checked, rendered, again, and again after one dataset has changed, and one has come."""
        model = measure.estate(
            self.work / f"model-{style}-{datasets}", "--datasets", datasets, "--columns", columns,
            "--style", style, "--seed", seed,
        )  # fmt: skip
        checks, colds = [], []
        for _ in range(self.repeat):
            checks.append(self.command("check", model, "--format", "concise"))
            tree = self.folder(datasets)
            colds.append(self.render(model, tree))
        point = Point(f"{datasets:,} x {columns}", style, datasets, self.floor(model, tree, datasets))
        point.costs["check"], point.costs["cold"] = least(checks), least(colds)
        point.costs["none"] = least([self.render(model, tree, known=True) for _ in range(self.repeat)])
        measure.change_one(model)
        point.costs["one"] = self.render(model, tree, known=True)
        measure.add_one(model)
        point.costs["added"] = self.render(model, tree, known=True)
        for name in ("none", "one", "added"):
            point.written[name] = wrote(point.costs[name].text)
        if datasets > KEPT:
            shutil.rmtree(tree)
        shutil.rmtree(model)
        return point

    def wide(self, style: str, datasets: int, columns: int, schemas: int | None, shapes: bool = False) -> Point:
        """One store, checked: all schemas distinct, or so many, written out or as shapes."""
        extra = (["--schemas", schemas] if schemas else []) + (["--shapes"] if shapes else [])
        model = measure.estate(
            self.work / f"model-wide-{schemas}-{shapes}", "--datasets", datasets, "--columns", columns,
            "--stores", 1, "--style", style, *extra,
        )  # fmt: skip
        kind = f"{schemas} {'shapes' if shapes else 'schemas'}" if schemas else "all distinct"
        point = Point(f"1 store, {datasets:,} x {columns}, {kind}", style, datasets, self.floor(model, None, datasets))
        point.costs["check"] = self.command("check", model, "--format", "concise")
        shutil.rmtree(model)
        return point


def wrote(text: str) -> int:
    """The files that `render` says it wrote."""
    for line in text.splitlines():
        if line.startswith("wrote "):
            return int(line.split()[1].replace(",", ""))
    return 0


def show(points: list[Point]) -> None:
    """A line for each run of each estate."""
    titles = ("run", "CPU s", "wall s", "anon MiB", "files", "MB", "ratio", "to")
    print(f"{'estate':<44}" + "".join(f"{title:>10}" for title in titles))
    for point in points:
        for name, cost in point.costs.items():
            if name == "check":
                ratio, of = point.check_ratio, "libyaml"
                files, size = point.limit.read
            elif name == "cold":
                ratio, of = point.cold_ratio, "limit"
                files, size = point.limit.written
            else:
                ratio, of = cost.cpu / point.costs["cold"].cpu, "cold"
                files, size = point.written[name], 0
            print(
                f"{point.title + ', ' + point.style:<44}{name:>10}{cost.cpu:>10.2f}{cost.wall:>10.2f}"
                f"{cost.anonymous / 2**20:>10.0f}{files:>10,}{size / 1e6:>10.0f}{ratio:>10.3f}{of:>10}"
            )
        print(
            f"{'':<44}{'limit':>10}{point.limit.parse:>10.2f} libyaml's parse"
            f"{point.limit.write:>10.2f} creating the files"
        )
