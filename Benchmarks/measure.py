"""Runs a command once and says what it cost; makes models, and the physical limit of each."""

import os
import pathlib
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field

HERE = pathlib.Path(__file__).resolve().parent


@dataclass
class Cost:
    """Of one run: seconds of all processors, by phase too, and bytes of memory."""

    cpu: float
    wall: float
    anonymous: int
    resident: int
    text: str = ""
    phases: dict[str, float] = field(default_factory=dict)


@dataclass
class Limit:
    """What the physical limit took: processor seconds, files and bytes of each part."""

    parse: float = 0.0
    read: tuple[int, int] = (0, 0)
    write: float = 0.0
    written: tuple[int, int] = (0, 0)


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


def run(command: list, log: pathlib.Path, expected: int = 0, variables: dict[str, str] | None = None) -> Cost:
    """Runs a command with more environment variables; the most anonymous memory is that seen in looks 10 ms apart."""
    with open(log, "wb") as messages:
        started = time.monotonic()
        process = subprocess.Popen(
            list(map(str, command)), stdout=messages, stderr=messages, env={**os.environ, **(variables or {})}
        )
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
    wall = time.monotonic() - started
    cpu = usage.ru_utime + usage.ru_stime
    return Cost(cpu, wall, peak, usage.ru_maxrss * 1024, text, phases(text))


def phases(text: str) -> dict[str, float]:
    """The processor seconds of each phase, from the table that `--stats` prints; none where it is not there."""
    found: dict[str, float] = {}
    if "phase  " not in text:
        return found
    for row in text[text.index("phase  ") :].splitlines()[1:]:
        fields = row.split()
        if fields[0] == "total":
            break
        found[fields[0]] = float(fields[2])
    return found


def limit(program: pathlib.Path, names: pathlib.Path, tree: pathlib.Path, out: pathlib.Path) -> Limit:
    """The physical limit of reading the files that are named and writing a tree."""
    shutil.rmtree(out, ignore_errors=True)
    done = subprocess.run([program, names, tree, out], check=True, capture_output=True, text=True)
    result = Limit()
    for line in done.stdout.splitlines():
        part, user, system, files, size = line.split()
        seconds = float(user) + float(system)
        if part == "parse":
            result.parse, result.read = seconds, (int(files), int(size))
        else:
            result.write, result.written = seconds, (int(files), int(size))
    return result


def estate(out: pathlib.Path, *options: object) -> pathlib.Path:
    """Writes a model, and beside it the list of its files."""
    subprocess.run([sys.executable, HERE / "estate.py", out, *map(str, options)], check=True)
    names_of(out).write_text("".join(f"{file}\n" for file in sorted(out.rglob("*.yaml"))))
    return out


def names_of(model: pathlib.Path) -> pathlib.Path:
    return model.with_name(model.name + ".files")


def change_one(model: pathlib.Path) -> None:
    """Changes the type of one column in the middle of a model."""
    files = sorted(model.rglob("datasets-*.yaml"))
    file = files[len(files) // 2]
    text = file.read_text("utf-8")
    if "varchar(" not in text:
        sys.exit(f"{file} has no varchar to change")
    file.write_text(text.replace("varchar(", "varchar(1", 1), "utf-8")


def add_one(model: pathlib.Path) -> None:
    """Adds a dataset in the middle of a model, in another store than `change_one` changes."""
    files = sorted(model.rglob("datasets-*.yaml"))
    file = files[len(files) // 3]
    head, rest = file.read_text("utf-8").split("datasets:\n", 1)
    added = "  added:\n    classification: PUB\n    columns:\n      id: bigint primary key\n      name: varchar(40)\n"
    file.write_text(f"{head}datasets:\n{added}{rest}", "utf-8")


def file_system(folder: pathlib.Path) -> str:
    """The type of the file system that holds a folder."""
    found = ("", "")
    for line in pathlib.Path("/proc/mounts").read_text(encoding="utf-8").splitlines():
        point, kind = line.split()[1:3]
        if folder.resolve().is_relative_to(point) and len(point) >= len(found[0]):
            found = (point, kind)
    return found[1]
