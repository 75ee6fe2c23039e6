"""Runs Terraform (or OpenTofu) on a root module, offline, with the stand-in provider."""
from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from Support.tools import terraform_binary, tools_folder


HERE = Path(__file__).parent


class TerraformError(Exception):
    """Terraform failed; the text is what it said."""


class RunningProvider:
    """One stand-in provider that several Terraform runs share, one after the other.

    Terraform starts a provider seven times between `validate` and the second `plan`; that is most
    of a small root's time. The provider reads its KAFKA_CONNECT_… variables from `variables`, since
    Terraform doesn't start it; `environment` is what makes Terraform use it.
    """

    def __init__(self, variables: dict[str, str]):
        self.variables = variables

    def __enter__(self) -> "RunningProvider":
        command = [str(tools_folder("test") / "bin/python"), "-I", "-u", str(HERE / "run_provider.py"), "--dev"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                                        env={**os.environ, **self.variables, "HOME": str(tools_folder("terraform") / "home")})
        for line in self.process.stdout:
            if found := re.search(r"TF_REATTACH_PROVIDERS='(.*)'", line):
                self.environment = {"TF_REATTACH_PROVIDERS": found[1]}
                return self
        raise TerraformError("the stand-in provider did not start")

    def __exit__(self, *_) -> None:
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


class Terraform:
    """One root module, copied aside so that the tree under test stays as it is."""

    def __init__(self, root: Path, work: Path, environment: dict[str, str], shared: RunningProvider | None = None):
        self.root, self.shared = work, shared
        shutil.copytree(root, work, ignore=shutil.ignore_patterns(".terraform*"))
        keep = ("PATH", "TMPDIR", "LANG", "HOME")
        self.environment = {
            **{k: os.environ[k] for k in keep if k in os.environ},
            "TF_CLI_CONFIG_FILE": str(tools_folder("terraform") / "terraformrc"),
            "CHECKPOINT_DISABLE": "1", "TF_IN_AUTOMATION": "1", "TF_INPUT": "0", **environment}

    def run(self, *arguments: str, accept: tuple[int, ...] = (0,)) -> subprocess.CompletedProcess:
        # `init` always installs from the mirror, so that source and version are tried.
        shared = self.shared.environment if self.shared and arguments[0] != "init" else {}
        done = subprocess.run([terraform_binary(), *arguments], cwd=self.root, env={**self.environment, **shared},
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=600)
        if done.returncode not in accept:
            raise TerraformError(f"terraform {' '.join(arguments)} in {self.root}: exit {done.returncode}\n"
                                 f"{done.stdout[-4000:]}{done.stderr[-4000:]}")
        return done

    def init(self) -> None:
        self.run("init", "-no-color")

    def validate(self) -> None:
        self.run("validate", "-no-color")

    def apply(self) -> None:
        self.run("apply", "-no-color", "-auto-approve", "-parallelism=4", "-lock-timeout=60s")

    def plan_is_empty(self) -> bool:
        """Would another apply change nothing? (Exit code 2 means changes.)"""
        return self.run("plan", "-no-color", "-detailed-exitcode", "-parallelism=4", "-lock-timeout=60s", accept=(0, 2)).returncode == 0

    def destroy(self) -> None:
        self.run("destroy", "-no-color", "-auto-approve", "-parallelism=4")


def format_check(folder: Path) -> str:
    """The files that `terraform fmt` would change, with the change; empty when there are none."""
    done = subprocess.run([terraform_binary(), "fmt", "-check", "-diff", "-recursive", "-no-color", str(folder)],
                          capture_output=True, text=True, env={**os.environ, "TF_CLI_CONFIG_FILE": os.devnull})
    return "" if done.returncode == 0 else done.stdout + done.stderr
