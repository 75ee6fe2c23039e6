"""Where the installed tools are, and small things that every part of the support needs."""
from __future__ import annotations

import os
import shutil
import socket
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Missing(Exception):
    """A tool is not here; the text says how to get it."""


def tools_folder(name: str) -> Path:
    """`.tools/<name>`, made whole by Tests/Support/install.sh."""
    folder = Path(os.environ.get("DSGEN_TOOLS", ROOT / ".tools")).resolve() / name
    if not (folder / ".stamp").exists():
        raise Missing(f"{folder} is not there or not whole: run Tests/Support/install.sh")
    return folder


def terraform_binary() -> str:
    """Terraform, or OpenTofu where only that is installed."""
    named = os.environ.get("TERRAFORM")
    for candidate in [named] if named else ["terraform", "tofu"]:
        if found := shutil.which(candidate):
            return found
    raise Missing("neither terraform nor tofu is on the PATH: Tests/Support/install.sh says where to get them")


def dsgen_binary() -> Path:
    """The program under test: $DSGEN, else the newer of the release and the debug build."""
    if named := os.environ.get("DSGEN"):
        return Path(named).resolve()
    built = [p for c in ("release", "debug") if (p := ROOT / ".build" / c / "dsgen").exists()]
    if not built:
        raise Missing("dsgen is not built: run swift build, or name the program in DSGEN")
    return max(built, key=lambda p: p.stat().st_mtime)


def free_port() -> int:
    """A TCP port on loopback that nobody holds right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
