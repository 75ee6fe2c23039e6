"""The platform image without an engine for containers: its root in a folder, a pod's command in it.

The folder is what the Dockerfile's own script makes of a bare Debian; install.sh keeps its system, and the
programs are put into a copy. A command runs there as Kubernetes would run it: the pods' user, a root
that is read-only, a `/tmp` of its own, the volume where the pod mounts it.
"""
from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

from Support.tools import ROOT, Missing, dsgen_binary, terraform_binary, tools_folder

# In mounts of its own, which end with it: root folder, volume (or ""), "ro" or "rw", user, command….
ENTER = """
mount --make-rprivate /
mount --bind "$1" "$1"
mount -o remount,bind,ro "$1"
mount -t tmpfs tmpfs "$1/tmp"
mount -t proc proc "$1/proc"
[ -z "$2" ] || { mount --bind "$2" "$1/artifacts"; mount -o "remount,bind,$3" "$1/artifacts"; }
root=$1 user=$4
shift 4
exec /usr/sbin/chroot --userspec="$user" "$root" "$@"
"""
PROVIDER = "terraform-provider-kafka-connect_v0.5.0"


class Image:
    """`with Image() as image: image.run(["dsgen", "version"])`."""

    def __init__(self) -> None:
        self.dockerfile = (ROOT / "Dockerfile").read_text()
        self.environment = dict(re.findall(r"^ENV (\w+)=(.*)$", self.dockerfile, re.MULTILINE))
        (self.user,) = re.findall(r"^USER (.*)$", self.dockerfile, re.MULTILINE)

    def __enter__(self) -> "Image":
        if os.geteuid() != 0:
            raise Missing("only root can run programs in a folder as in an image")
        if "swift" in subprocess.run(["ldd", str(dsgen_binary())], capture_output=True, text=True).stdout.lower():
            raise Missing(f"{dsgen_binary()} needs Swift's libraries, which the image does not have: run .ci/build debug")
        kept = tools_folder("image")
        self.folder = Path(tempfile.mkdtemp(prefix="run-", dir=kept))
        self.root = self.folder / "root"
        # The same files by other names: a program that is put in replaces its name.
        subprocess.run(["cp", "-al", str(kept / "root"), str(self.root)], check=True)
        parts = self.root / "parts"
        parts.mkdir()
        shutil.copyfile(dsgen_binary(), parts / "dsgen")
        terraform = Path(terraform_binary()).resolve()
        packed(parts / "terraform.zip", terraform, terraform.name)
        (mirrored,) = (tools_folder("terraform") / "mirror/registry.terraform.io").rglob(PROVIDER)
        packed(parts / "provider.zip", mirrored, PROVIDER)
        subprocess.run(["chroot", str(self.root), "/install.sh", "programs", "/parts"], check=True)
        shutil.rmtree(parts)
        return self

    def __exit__(self, *_) -> None:
        shutil.rmtree(self.folder)

    def command(self, command: list[str], volume: Path | None = None, write: bool = False) -> list[str]:
        """The command that runs a command in the image."""
        return ["unshare", "--mount", "sh", "-euc", ENTER, "sh", str(self.root), str(volume or ""),
                "rw" if write else "ro", self.user, *command]

    def run(self, command: list[str], environment: dict[str, str] | None = None, **volume) -> subprocess.CompletedProcess:
        """What it printed, both streams as one."""
        return subprocess.run(self.command(command, **volume), text=True, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=self.environment | (environment or {}))


def packed(archive: Path, program: Path, name: str) -> None:
    """A program as its project publishes it: alone in an archive, executable."""
    with zipfile.ZipFile(archive, "w") as out:
        entry = zipfile.ZipInfo(name)
        entry.external_attr = 0o755 << 16
        out.writestr(entry, program.read_bytes())
