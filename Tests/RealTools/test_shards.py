"""Eight shards in processes of their own, then the join: byte for byte what one run writes."""
from __future__ import annotations

import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import yaml

from Support.cases import EXAMPLES, GOLDEN, ROOT, dsgen
from Support.kubernetes.manifests import schema_problems
from Support.tools import dsgen_binary

MODELS = ["northwind", "estate", "per-slice-jobs", "transactional-store", "transformer-chain", "primary-platform",
          "several-databases", "two-platforms-one-group", "hostile-text", "milestoned"]


@pytest.fixture(scope="module")
def estate(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("estate") / "model"
    subprocess.run([sys.executable, ROOT / "Benchmarks/estate.py", folder, "--datasets", "3000", "--columns", "4"],
                   check=True, stdout=subprocess.DEVNULL)
    return folder


def model(name: str, estate: Path) -> Path:
    if name == "estate":
        return estate
    return EXAMPLES / name if (EXAMPLES / name).is_dir() else GOLDEN / name / "input"


def tree(folder: Path) -> dict[str, bytes]:
    """Every file; what says when a run was is left out."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*"))
            if p.is_file() and p.name != "run.json"}


def shards(source: Path, out, count: int, *arguments: str) -> None:
    """All at once, each a process of its own; `out` names the folder of each."""
    def one(number: int) -> None:
        dsgen("render", source, "--out", out(number), "--shard", f"{number}/{count}", "--jobs", "1", *arguments)
    with ThreadPoolExecutor(count) as pool:
        list(pool.map(one, range(1, count + 1)))


def refused(*arguments: str | Path) -> str:
    done = subprocess.run([dsgen_binary(), *map(str, arguments)], capture_output=True, text=True)
    assert done.returncode == 2, done.stderr
    return done.stderr


@pytest.mark.parametrize("name", MODELS)
def test_eight_shards_in_one_folder_are_one_run(name, estate, tmp_path):
    source = model(name, estate)
    dsgen("render", source, "--out", tmp_path / "whole")
    shards(source, lambda _: tmp_path / "shared", 8)
    dsgen("render", source, "--out", tmp_path / "shared", "--join", "8")
    assert tree(tmp_path / "shared") == tree(tmp_path / "whole")
    assert "up to date" in subprocess.run([dsgen_binary(), "render", source, "--out", tmp_path / "shared", "--check"],
                                          capture_output=True, text=True, check=True).stderr


def test_eight_folders_are_disjoint_and_complete(estate, tmp_path):
    dsgen("render", estate, "--out", tmp_path / "whole")
    shards(estate, lambda number: tmp_path / f"part-{number}", 8)
    parts = [tree(tmp_path / f"part-{number}") for number in range(1, 9)]
    own = [{path for path in part if "/manifest/shard-" not in path and path != "dsgen-manifest.json"} for part in parts]
    assert sum(map(len, own)) == len(set().union(*own)), "no file is made twice"
    assert min(map(len, own)) * 2 > max(map(len, own)), [len(files) for files in own]
    for number in range(1, 9):
        shutil.copytree(tmp_path / f"part-{number}", tmp_path / "all", dirs_exist_ok=True)
    dsgen("render", estate, "--out", tmp_path / "all", "--join", "8")
    assert tree(tmp_path / "all") == tree(tmp_path / "whole")


def test_edits_and_another_number_of_shards(estate, tmp_path):
    """What went is removed by the join, and by nobody before; a foreign file stays."""
    edited = tmp_path / "model"
    shutil.copytree(estate, edited)
    out = tmp_path / "out"
    shards(edited, lambda _: out, 8)
    dsgen("render", edited, "--out", out, "--join", "8")
    (out / "prod_live/terraform/mine.txt").write_text("mine")
    before = tree(out)
    store = next(p for p in sorted(edited.rglob("*.yaml")) if re.search(r"^slices: \d", p.read_text(), re.M))
    store.write_text(re.sub(r"^slices: \d+", "slices: 7", store.read_text(), flags=re.M))
    shards(edited, lambda _: out, 5)
    assert set(before) <= set(tree(out)), "a shard removes nothing"
    shards(edited, lambda _: out, 3)  # and now it was another number
    dsgen("render", edited, "--out", out, "--join", "3")
    dsgen("render", edited, "--out", tmp_path / "whole")
    expected = tree(tmp_path / "whole") | {"prod_live/terraform/mine.txt": b"mine"}
    after = tree(out)
    assert after == expected and set(before) - set(after), "slices have gone"
    # A single run takes over what shards have begun.
    shutil.rmtree(edited)
    shutil.copytree(estate, edited)
    dsgen("render", edited, "--out", out, "--shard", "1/2")
    dsgen("render", edited, "--out", out)
    assert tree(out) == before


def test_a_shard_may_be_missing_run_twice_or_of_another_model(estate, tmp_path):
    out = tmp_path / "out"
    assert "no shard of 3 was rendered into" in refused("render", estate, "--out", out, "--join", "3")
    shards(estate, lambda _: out, 3)
    shard = out / "prod_live/manifest/shard-2-of-3.json"
    before = tree(out)
    kept = shard.read_text()
    shard.unlink()
    said = refused("render", estate, "--out", out, "--join", "3")
    assert f"shard 2/3 of {out}/prod_live is missing" in said and "--shard 2/3" in said
    shard.write_text(re.sub('"dsgen": "[^"]*"', '"dsgen": "0.0.1"', kept))
    assert "was rendered by dsgen 0.0.1, and this is" in refused("render", estate, "--out", out, "--join", "3")
    shard.write_text(re.sub('"model": "[^"]*"', '"model": "other"', kept))
    assert "was rendered from another model than this one" in refused("render", estate, "--out", out, "--join", "3")
    shard.write_text(kept)
    lost = next(p for p in sorted((out / "prod_live/terraform").rglob("main.tf")))
    text = lost.read_bytes()
    lost.unlink()
    assert f"{lost} is not what shard" in refused("render", estate, "--out", out, "--join", "3")
    lost.write_bytes(text)
    assert tree(out) == before, "what is refused changes nothing"
    dsgen("render", estate, "--out", out, "--shard", "2/3")
    dsgen("render", estate, "--out", out, "--join", "3")
    whole = tree(out)
    dsgen("render", estate, "--out", out, "--shard", "1/3")  # once more, when all is done
    dsgen("render", estate, "--out", out)
    assert tree(out) == whole


def test_the_indexed_job_of_the_documentation(tmp_path):
    text = (ROOT / "docs/shards.md").read_text()
    jobs = [d for block in re.findall(r"```yaml\n(.*?)```", text, re.S) for d in yaml.safe_load_all(block)]
    assert [job["kind"] for job in jobs] == ["Job", "Job"]
    assert [problem for job in jobs for problem in schema_problems(job)] == []
    indexed, join = jobs
    assert indexed["spec"]["completionMode"] == "Indexed"
    container = indexed["spec"]["template"]["spec"]["containers"][0]
    joined = join["spec"]["template"]["spec"]["containers"][0]
    source, out = EXAMPLES / "northwind", tmp_path / "out"
    program = tmp_path / "bin/dsgen"
    program.parent.mkdir()
    program.symlink_to(dsgen_binary())
    def run(pod: dict, environment: dict[str, str]) -> None:
        words = [w.replace("git:main", str(source)).replace("--repo /artifacts/model.git ", "").replace("/artifacts/generated", str(out))
                 for w in [*pod["command"], *pod.get("args", [])]]
        subprocess.run(words, check=True, env={"PATH": f"{program.parent}:/usr/bin:/bin", **environment}, capture_output=True)
    for index in range(indexed["spec"]["completions"]):
        own = {v["name"]: v["value"] for v in container.get("env", [])}
        run(container, {**own, "JOB_COMPLETION_INDEX": str(index)})
    run(joined, {})
    dsgen("render", source, "--out", tmp_path / "whole")
    assert tree(out) == tree(tmp_path / "whole")


def test_a_selection_makes_what_it_names_and_no_more(estate, tmp_path):
    dsgen("render", estate, "--out", tmp_path / "whole")
    whole = tree(tmp_path / "whole")
    store = next(path.split("/")[2] for path in whole if path.startswith("prod_live/manifest/store_"))
    said = subprocess.run([dsgen_binary(), "render", estate, "--out", tmp_path / "part", "--select", store, "--stats"],
                          capture_output=True, text=True, check=True).stderr
    part = tree(tmp_path / "part")
    own = {path for path in part if path not in ("dsgen-manifest.json", "prod_live/manifest/index.json")}
    assert {path: part[path] for path in own} == {path: text for path, text in whole.items() if store in path and "workspaces" not in path}
    assert int(re.search(r"files out +([\d,]+)", said)[1].replace(",", "")) == len(own) < len(whole) / 2
