"""The trees that go through the real tools: the golden ones, the examples, and a few made ones."""
from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from Support.estate import write_model
from Support.terraform.hcl import connectors_in
from Support.tools import ROOT, dsgen_binary

GOLDEN = ROOT / "Tests/Golden/cases"
EXAMPLES = ROOT / "Examples"
# Two stores with names of 128 bytes that differ in the last one only.
LONG = "a" * 127
MADE = {
    "estate-per-dataset": {"stores": {"estate": 100}, "connectors": "per-dataset"},
    "estate-per-slice": {"stores": {"estate": 100}, "connectors": "per-slice", "slices": 2},
    "estate-long-names": {"stores": {LONG + "x": 2, LONG + "y": 2}, "connectors": "per-dataset"},
}


@dataclass
class Platform:
    """One platform's two trees; either may be absent."""

    name: str
    case: str
    model: Path
    generated: Path
    bootstrap: Path

    def roots(self) -> list[Path]:
        """The Terraform root modules."""
        return sorted({p.parent for p in self.generated.glob("terraform/**/*.tf")})

    def connectors(self) -> list[tuple[str, str, dict[str, str]]]:
        return [item for root in self.roots() for item in connectors_in(root)]

    def dag_files(self) -> list[Path]:
        return sorted([*self.generated.glob("airflow/*.py"), *self.bootstrap.glob("airflow/*.py")])

    def manifests(self) -> Path | None:
        folder = self.bootstrap / "kubernetes"
        return folder if folder.is_dir() else None

    def files(self) -> list[Path]:
        return sorted(p for tree in (self.generated, self.bootstrap) if tree.is_dir()
                      for p in tree.rglob("*") if p.is_file())

    def __str__(self) -> str:
        return f"{self.case}/{self.name}"


@dataclass
class Case:
    """A model and the trees that dsgen made of it."""

    name: str
    model: Path
    output: Path
    platforms: list[Platform] = field(default_factory=list)

    def find(self) -> "Case":
        names = sorted({p.name for tree in ("generated", "bootstrap") if (self.output / tree).is_dir()
                        for p in (self.output / tree).iterdir() if p.is_dir()})
        self.platforms = [Platform(n, self.name, self.model, self.output / "generated" / n,
                                   self.output / "bootstrap" / n) for n in names]
        return self


def golden_names() -> list[str]:
    """The golden cases with an expected tree."""
    return sorted(p.parent.parent.name for p in GOLDEN.glob("*/expected/generated") if p.is_dir())


def example_names() -> list[str]:
    return sorted(p.parent.name for p in EXAMPLES.glob("*/dsgen.yaml"))


def all_names() -> list[str]:
    return [*example_names(), *MADE, *golden_names()]


def dsgen(*arguments: str | Path) -> str:
    """Runs the program; its standard output. A failure is an error that shows what it said."""
    command = [str(dsgen_binary()), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: exit {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
    return done.stdout


def render(name: str, model: Path, output: Path) -> Case:
    dsgen("render", model, "--out", output / "generated")
    dsgen("bootstrap", model, "--out", output / "bootstrap")
    return Case(name, model, output).find()


def make(name: str, work: Path) -> Case:
    """The case; an example or a made model is rendered into `work`. A golden tree is taken as it is
    kept; where its bootstrap is not kept, that is rendered too."""
    if name in MADE:
        settings = dict(MADE[name])
        write_model(work / "model", settings.pop("stores"), **settings)
        return render(name, work / "model", work / "out")
    if (EXAMPLES / name / "dsgen.yaml").exists():
        return render(name, EXAMPLES / name, work / "out")
    model, kept, output = GOLDEN / name / "input", GOLDEN / name / "expected", work / "out"
    shutil.copytree(kept, output)
    # What is the same in all trees is kept in one of them.
    constant = GOLDEN / "minimal/expected/generated/prod"
    for platform in (output / "generated").glob("*/manifest"):
        shutil.copytree(constant / "run", platform.parent / "run", dirs_exist_ok=True)
        for path in ("sql/platform.sql", "sql/infrastructure.sql"):
            (platform.parent / "sql").mkdir(exist_ok=True)
            shutil.copyfile(constant / path, platform.parent / path)
    if not (output / "bootstrap").is_dir():
        dsgen("bootstrap", model, "--out", output / "bootstrap")
    return Case(name, model, output).find()


def secrets_of(case: Case) -> dict[str, set[tuple[str, str]]]:
    """platform -> {(Secret, key)}, as `dsgen secrets` says."""
    out: dict[str, set[tuple[str, str]]] = {}
    for line in dsgen("secrets", case.model, "--format", "json").splitlines():
        if line.strip():
            item = json.loads(line)
            out.setdefault(item["platform"], set()).update((item["secret"], key) for key in item["keys"])
    return out
