"""What does not belong to the curve: faults in masses, and two commits compared."""

import pathlib
import subprocess

import measure
from curve import Curve, least

FAULTS = 40_000
CHANGED = 10


def faulty(curve: Curve, datasets: int, repeat: int) -> tuple[measure.Cost, measure.Cost]:
    """`check` of a clean estate, and of the same with many equal faults."""
    found = []
    for faults in (0, min(FAULTS, datasets)):
        model = measure.estate(curve.work / f"faulty-{faults}", "--datasets", datasets, "--faults", faults)
        expected = 1 if faults else 0
        found.append(least([curve.command("check", model, expected=expected) for _ in range(repeat)]))
    return found[0], found[1]


def difference(curve: Curve, repeat: int) -> tuple[float, float]:
    """Two commits of the clean estate of `faulty`, a few datasets changed: the processor seconds of `dsgen diff`,
    and of reading one of the two."""
    model = curve.work / "faulty-0"

    def git(*arguments: str) -> None:
        who = ["-c", "user.name=bench", "-c", "user.email=bench@example.com"]
        subprocess.run(["git", "-C", model, *who, *arguments], check=True)

    git("init", "-q", "-b", "main")
    git("add", "-A")
    git("commit", "-q", "-m", "base")
    files = sorted(model.rglob("datasets-*.yaml"))
    for file in files[:: max(1, len(files) // CHANGED)][:CHANGED]:
        text = file.read_text("utf-8")
        file.write_text(text.replace("varchar(", "varchar(1", 1), "utf-8")
    git("commit", "-q", "-a", "-m", "head")
    seconds = []
    for arguments in (["diff", "git:main~1", "git:main"], ["check", "git:main", "--no-cache"]):
        runs = [curve.command(*arguments, "--repo", model) for _ in range(repeat)]
        seconds.append(
            min(
                sum(run.phases.values())
                if arguments[0] == "diff"
                else sum(run.phases[name] for name in ("find", "read", "link"))
                for run in runs
            )
        )
    return seconds[0], seconds[1]
