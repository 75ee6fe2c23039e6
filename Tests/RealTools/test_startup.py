"""What a run of dsgen loads: nothing that it does not use."""
from __future__ import annotations

import os
import re
import subprocess

import pytest

from Support.cases import EXAMPLES, ROOT
from Support.tools import dsgen_binary

# What takes longer to load than most commands to run, and what brings it.
HEAVY = re.compile(r"libgit2|libssl|libcrypto|libssh2|libxml2|libicu|Foundation")
MODEL = str(EXAMPLES / "northwind")


def loaded(tmp_path, *arguments: str) -> set[str]:
    """The libraries that a run asks for, as the system's loader tells them."""
    environment = {**os.environ, "LD_DEBUG": "libs", "LD_DEBUG_OUTPUT": str(tmp_path / "loader")}
    run = subprocess.run([dsgen_binary(), *arguments], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert run.returncode in (0, 1), run.stderr
    text = "".join(p.read_text() for p in tmp_path.glob("loader.*"))
    found = set(re.findall(r"find library=(\S+)", text))
    assert "libc.so.6" in found, text
    return found


@pytest.mark.parametrize("arguments", [["version"], ["check", MODEL], ["graph", MODEL]], ids=lambda a: a[0])
def test_what_is_not_used_is_not_loaded(arguments, tmp_path):
    assert [name for name in loaded(tmp_path, *arguments) if HEAVY.search(name)] == []


def test_what_is_used_is_loaded(tmp_path):
    assert any(name.startswith("libxml2") for name in loaded(tmp_path, "check", MODEL, "--format", "junit"))


@pytest.mark.parametrize("library, arguments, words", [
    ("libgit2", ["check", "git:HEAD", "--repo", "repository"], "libgit2, which reads git repositories, cannot be loaded: "),
    ("libxml2", ["check", MODEL, "--format", "junit"], "libxml2, which writes JUnit's XML, cannot be loaded: "),
])
def test_a_library_that_is_missing_is_named(library, arguments, words, tmp_path):
    subprocess.run(["git", "init", "--quiet", tmp_path / "repository"], check=True)
    headers = subprocess.run(["cc", "-E", "-dM", "-I/usr/include/libxml2", "-include", "git2.h", "-include", "libxml/xmlversion.h", "-"],
                             input="", capture_output=True, text=True, check=True).stdout
    name = "libgit2.so." + re.search(r'LIBGIT2_SOVERSION "(.*)"', headers)[1]
    if library == "libxml2":
        name = "libxml2.so.2" if int(re.search(r"LIBXML_VERSION (\d+)", headers)[1]) < 21400 else "libxml2.so.16"
    # A file of its name that is no library, found before it.
    (tmp_path / name).write_text("")
    environment = {**os.environ, "LD_LIBRARY_PATH": str(tmp_path)}
    run = subprocess.run([dsgen_binary(), *arguments], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert run.returncode == 2
    assert words in run.stderr and f"{name}: file too short" in run.stderr and "help: install the package" in run.stderr
    if library == "libgit2":
        check = subprocess.run([dsgen_binary(), "check", MODEL], cwd=tmp_path, env=environment, capture_output=True, text=True)
        assert check.returncode == 0, "a model in a folder needs no libgit2"
