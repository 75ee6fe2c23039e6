"""Runs load.py and run.py in the Airflow environments, from the tests' own environment."""
from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

from Support.tools import tools_folder

HERE = Path(__file__).parent
VERSIONS = ("3.3.2", "2.11.2")


def python(version: str) -> Path:
    return tools_folder(f"airflow-{version}") / "bin/python"


def _run(version: str, home: Path, script: str, *arguments: str) -> dict:
    home.mkdir(parents=True, exist_ok=True)
    environment = {k: os.environ[k] for k in ("PATH", "LANG", "HOME", "TMPDIR") if k in os.environ}
    environment |= {"AIRFLOW_HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1", "TZ": "UTC"}
    done = subprocess.run([str(python(version)), str(HERE / script), *arguments], env=environment,
                          capture_output=True, text=True, timeout=600, cwd=home)
    if done.returncode:
        raise RuntimeError(f"{script} with Airflow {version}: exit {done.returncode}\n{done.stdout[-1500:]}{done.stderr[-4000:]}")
    return json.loads(done.stdout)


def load(version: str, home: Path, folders: list[Path]) -> dict:
    """Loads several folders, each by itself, in one process; see load.py for the answer."""
    return _run(version, home, "load.py", *map(str, folders)) if folders else {}


def run(version: str, home: Path, folder: Path, dag_ids: list[str]) -> dict:
    """dag.test() of some DAGs of a folder; see run.py for the answer."""
    return _run(version, home, "run.py", str(folder), *dag_ids)


def collect(files: list[Path], folder: Path) -> Path:
    """The DAG files of one platform, both trees, in one folder, as Airflow has them."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in files:
        shutil.copyfile(path, folder / path.name)
    return folder
