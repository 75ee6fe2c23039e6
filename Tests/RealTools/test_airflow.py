"""Airflow itself loads, serialises and runs every DAG; each pod it would ask for is checked."""
from __future__ import annotations

import pytest

from conftest import join
from Support.kubernetes.manifests import schema_problems
from Support.kubernetes.restricted import promised, restricted


def test_files_load_without_error_or_warning(case, loaded, version):
    for platform in case.platforms:
        if not platform.dag_files():
            continue
        found = loaded[str(platform)]
        assert found["version"] == version
        assert not found["errors"], join(f"{k}: {v}" for k, v in found["errors"].items())
        assert not found["warnings"], join(found["warnings"])
        named = {dag["file"].rsplit("/", 1)[-1] for dag in found["dags"].values()}
        assert named == {p.name for p in platform.dag_files()}, f"{platform}: a file without a DAG"


def test_dags_are_as_designed(case, loaded):
    for platform in case.platforms:
        if not platform.dag_files():
            continue
        for dag_id, dag in loaded[str(platform)]["dags"].items():
            assert len(dag_id) <= 200, dag_id
            assert dag_id.startswith(platform.name), dag_id
            assert dag["tasks"], f"{dag_id} has no task"
            assert dag["max_active_runs"] == 1 and dag["catchup"] is False, dag_id
            for task_id, task in dag["tasks"].items():
                # What looks every five minutes is not repeated in between; all else is worth another try.
                assert task["retries"] > 0 or dag_id.endswith("_health"), f"{dag_id}.{task_id} is never retried"


def pod_problems(place: str, pod: dict) -> list[str]:
    found = schema_problems(pod) + restricted(pod["spec"]) + promised(pod["spec"])
    return [f"{place}: {problem}" for problem in found]


def test_every_pod_is_valid_and_restricted(case, loaded):
    found, pods = [], 0
    for platform in case.platforms:
        for dag_id, dag in loaded.get(str(platform), {"dags": {}})["dags"].items():
            for task_id, task in dag["tasks"].items():
                if task["pod"]:
                    pods += 1
                    found += pod_problems(f"{dag_id}.{task_id}", task["pod"])
    assert not found, join(found)
    assert pods or not any(p.dag_files() for p in case.platforms)


@pytest.mark.only("northwind", "starter")
def test_dags_run(case, version, loaded, tried):
    """dag.test() of the infrastructure DAG and of one pipeline DAG of each kind."""
    for platform in case.platforms:
        dags = loaded[str(platform)]["dags"]
        for dag_id in tried.wanted(platform, version):
            result = tried[version][dag_id]
            assert result["state"] == "success", f"{dag_id}: {result['state']}"
            ran = {call["task_id"] for call in result["calls"]}
            assert ran == {t for t, task in dags[dag_id]["tasks"].items() if task["pod"]}, dag_id
            assert result["calls"][0]["failed"] and any(call["try"] > 1 for call in result["calls"]), f"{dag_id}: no retry"
            found = [p for call in result["calls"] for p in pod_problems(f"{dag_id}.{call['task_id']}", call["pod"])]
            assert not found, join(found)
            left = [c["task_id"] for c in result["calls"] if "{{" in str(c["pod"]) or "{%" in str(c["pod"])]
            assert not left, f"{dag_id}: templates were not rendered in {left}"
