"""What a run leaves out because an earlier one has done it is never missed: after any edits, output and findings
are those of a run that starts from nothing.

DSGEN_EDITS=10000 runs so many sequences of edits (DSGEN_EDITS_FROM: the first seed) in place of a few.
"""
from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from Support.edits import EditedModel
from Support.tools import dsgen_binary

SEQUENCES = int(os.environ.get("DSGEN_EDITS", "12"))
FIRST = int(os.environ.get("DSGEN_EDITS_FROM", "0"))
EDITS = 4
# Of each ingestion, read by transformers and made by one.
STORES = ["ledger", "catalog.products", "masked_sales", "sales", "web", "journal", "nothing"]
# What went wrong once: datasets of a store that is not there are in no part of a model.
ONCE = [200048]


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([dsgen_binary(), *arguments, "--stats"], cwd=folder, capture_output=True, text=True)


def told(process: subprocess.CompletedProcess[str]) -> tuple[int, str, str]:
    """What a run says of the model; how much work it was is another matter."""
    words = process.stderr[: process.stderr.index("phase  ")] if "phase  " in process.stderr else process.stderr
    return process.returncode, process.stdout, re.sub(r"^(wrote|nothing to write|removed).* in (out|clean)\n", "", words, flags=re.M)


def way(process: subprocess.CompletedProcess[str]) -> str:
    found = re.search(r"^done anew +(\w+)$", process.stderr, re.M)
    return found[1] if found else "all"


def tree(folder: Path) -> dict[str, bytes]:
    found = {}
    for parent, _, names in os.walk(folder):
        for name in names:
            if name != "run.json":
                with open(f"{parent}/{name}", "rb", buffering=0) as file:
                    found[f"{parent}/{name}"[len(str(folder)):]] = file.read()
    return found


def compare(folder: Path, what: str) -> tuple[str, str, bool]:
    """Checks and renders with and without the cache. Returns how much of either was done, and whether the model is right."""
    known = run(folder, "check", "model", "--cache", "cache", "--format", "json")
    clean = run(folder, "check", "model", "--no-cache", "--format", "json")
    assert told(known) == told(clean), what
    rendered = run(folder, "render", "model", "--cache", "cache", "--out", "out")
    anew = run(folder, "render", "model", "--no-cache", "--out", "clean")
    assert told(rendered) == told(anew), what
    assert known.returncode in (0, 1, 2) and rendered.returncode in (0, 1, 2), what
    if (folder / "clean").exists():
        assert tree(folder / "out") == tree(folder / "clean"), what
    return way(known), way(rendered), clean.returncode != 1


def compare_selected(folder: Path, store: str, what: str) -> str:
    """Renders one store with and without the cache. Returns how much was done."""
    for out, cache in (("part", ("--cache", "cache")), ("part-clean", ("--no-cache",))):
        shutil.rmtree(folder / out, ignore_errors=True)
        done = run(folder, "render", "model", *cache, "--select", store, "--out", out)
        if out == "part":
            known = done
    shown = [re.sub(r"(?<= in )part(-clean)?", "out", text) for run in (known, done) for text in told(run)[1:]]
    assert (known.returncode, *shown[:2]) == (done.returncode, *shown[2:]), what
    if (folder / "part-clean").exists():
        assert tree(folder / "part") == tree(folder / "part-clean"), what
    return way(known)


def test_edits_give_what_a_clean_run_gives(tmp_path):
    ways: Counter[tuple[str, str]] = Counter()
    for seed in [*ONCE, *range(FIRST, FIRST + SEQUENCES)]:
        folder = tmp_path / str(seed)
        (folder / "model").mkdir(parents=True)
        model = EditedModel(folder / "model", seed)
        is_right = compare(folder, f"{seed}: first")[2]
        for number in range(EDITS):
            edit = model.edit(is_right)
            what = f"seed {seed}, edit {number}: {edit}"
            if number == 1:
                # Before what the run before knew is known no more.
                ways["select", compare_selected(folder, STORES[seed % len(STORES)], what)] += 1
            check, render, is_right = compare(folder, what)
            ways["check", check] += 1
            ways["render", render] += 1
        shutil.rmtree(folder)
    print(dict(ways))
    # Nothing is shown by runs that leave nothing out.
    for expected in [("check", "datasets"), ("render", "datasets"), ("render", "stores"), ("select", "selection")]:
        assert ways[expected] > 0, ways


def test_platforms_in_turns_give_what_clean_runs_give(tmp_path):
    ways: Counter[str] = Counter()
    for seed in range(700, 708):
        folder = tmp_path / str(seed)
        (folder / "model").mkdir(parents=True)
        model, is_right = EditedModel(folder / "model", seed), True
        for number in range(5):
            edit = model.edit(is_right) if number else "first"
            named = [[], ["--platform", "northwind_live"], ["--platform", "northwind_history"]][(seed + number) % 3]
            known = run(folder, "render", "model", "--cache", "cache", "--out", "out", *named)
            clean = run(folder, "render", "model", "--no-cache", "--out", "clean", *named)
            what = f"seed {seed}, edit {number}: {edit} {named}"
            assert told(known) == told(clean), what
            is_right = clean.returncode == 0
            if (folder / "clean").exists():
                assert tree(folder / "out") == tree(folder / "clean"), what
            ways[way(known)] += 1
    assert ways["datasets"] > 0 and ways["stores"] > 0, ways


@pytest.fixture
def model(tmp_path) -> EditedModel:
    (tmp_path / "model").mkdir()
    made = EditedModel(tmp_path / "model", 1)
    assert compare(tmp_path, "first") == ("all", "all", True)
    return made


def test_nothing_changed(model, tmp_path):
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")}
    assert compare(tmp_path, "again") == ("nothing", "nothing", True)
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")} == before


@pytest.mark.parametrize("store", STORES[:-1])
def test_a_selection_is_made_of_what_is_known(model, tmp_path, store):
    assert compare_selected(tmp_path, store, store) == "selection"
    model.retype()
    model.add_dataset()
    model.write({})
    compare_selected(tmp_path, store, store)


def test_a_selection_knows_what_one_before_has_found(model, tmp_path):
    shutil.rmtree(tmp_path / "cache")
    assert compare_selected(tmp_path, "ledger", "first") == "all"
    assert compare_selected(tmp_path, "journal", "second") == "selection"
    assert compare(tmp_path, "whole")[1] == "all"


def test_new_files_do_not_replace_others(model, tmp_path):
    """A dataset more can need a slice more: its files stop where somebody else's are."""
    path = "zones/EU/purchasing/datastores/journal.yaml"
    live = tmp_path / "model/platforms/live.yaml"
    live.write_text(re.sub(r"(connections|dag_files): \d+", r"\1: 1000", live.read_text()))

    def slices(count, datasets):
        names = "".join(f"  {name}: {{ classification: IP, columns: {{ id: bigint primary key }} }}\n" for name in datasets)
        (tmp_path / "model" / path).write_text(
            model.files[path].split("datasets:")[0].replace("ledger.j_", "journal.")
            .replace("ingestion:", f"slices: {count}\ningestion:") + "datasets:\n" + names)
    slices(2, ["first"])
    compare(tmp_path, "one slice of two")
    known = {path.name for path in (tmp_path / "out/northwind_live/sql/journal").iterdir() if path.is_dir()}
    foreign = tmp_path / "out/northwind_live/sql/journal" / ({"s0000", "s0001"} - known).pop() / "tables.sql"
    foreign.parent.mkdir()
    foreign.write_text("mine\n")
    slices(2, ["first", *(f"more_{number}" for number in range(9))])
    done = run(tmp_path, "render", "model", "--cache", "cache", "--out", "out")
    assert done.returncode == 2 and "dsgen did not write" in done.stderr, done.stderr
    assert foreign.read_text() == "mine\n"
    foreign.unlink()
    assert compare(tmp_path, "both slices")[1] == "datasets"
    slices(2, ["first"])
    assert compare(tmp_path, "one again")[1] == "datasets"
    assert not foreign.parent.exists(), "nothing is left of what is gone"


@pytest.mark.parametrize("damage", ["change", "remove", "touch"])
def test_output_that_somebody_changed_is_made_again(model, tmp_path, damage):
    # Whether what dsgen writes of its own output is legible is not the cache's matter.
    victims = sorted(path for path in (tmp_path / "out").rglob("*")
                     if path.is_file() and path.name not in ("run.json", "index.json", "dsgen-manifest.json")
                     and (damage == "touch" or "manifest" not in path.parts))
    for victim in victims[:: max(1, len(victims) // 12)]:
        if damage == "change":
            text = victim.read_bytes()
            victim.write_bytes(text[:-2] + b"#\n")
        elif damage == "remove":
            victim.unlink()
        else:
            victim.touch()
    compare(tmp_path, damage)


def test_a_change_of_equal_size_and_time_is_seen_by_verify(model, tmp_path):
    victim = next((tmp_path / "out").rglob("merge.sql"))
    status, text = victim.stat(), victim.read_bytes()
    with open(victim, "r+b") as file:
        file.write(b"#")
    os.utime(victim, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert way(run(tmp_path, "render", "model", "--cache", "cache", "--out", "out")) == "nothing"
    verified = run(tmp_path, "render", "model", "--cache", "cache", "--out", "out", "--verify")
    assert verified.returncode == 0 and victim.read_bytes() == text


def test_what_is_kept_is_its_owners_alone(model, tmp_path):
    folders = [path for path in (tmp_path / "cache").iterdir() if path.is_dir()]
    assert folders and all(path.stat().st_mode & 0o77 == 0 for path in folders)


@pytest.mark.parametrize("kind", ["sources", "runs", "trees"])
@pytest.mark.parametrize("damage", ["flip", "cut", "empty", "gone"])
def test_a_damaged_entry_is_none(model, tmp_path, kind, damage):
    entries = [path for path in sorted((tmp_path / "cache").rglob("*")) if path.is_file() and f"/{kind}/" in str(path)]
    assert entries
    for entry in entries:
        data = bytearray(entry.read_bytes())
        if damage == "flip":
            data[len(data) * 2 // 3] ^= 4
        elif damage == "cut":
            del data[len(data) // 2:]
        elif damage == "empty":
            data.clear()
        entry.unlink() if damage == "gone" else entry.write_bytes(data)
    model.retype()
    model.write({})
    compare(tmp_path, f"{kind} {damage}")


def test_runs_at_once_share_a_cache(model, tmp_path):
    model.add_dataset()
    model.write({})
    many = [subprocess.Popen([dsgen_binary(), "render", "model", "--cache", "cache", "--out", f"out{number % 3}"],
                             cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for number in range(8)]
    assert [process.wait() for process in many] == [0] * 8
    compare(tmp_path, "after")
    for number in range(3):
        assert tree(tmp_path / f"out{number}") == tree(tmp_path / "out")


def test_a_run_that_was_killed_is_completed(model, tmp_path):
    for number in range(6):
        model.retype()
        model.add_dataset()
        model.write({})
        process = subprocess.Popen([dsgen_binary(), "render", "model", "--cache", "cache", "--out", "out"], cwd=tmp_path,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            process.wait(timeout=0.02 * number)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        compare(tmp_path, f"kill {number}")
