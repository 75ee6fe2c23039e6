"""Text that looks like code reaches each target as text: read back with the real parser, it is equal."""
from __future__ import annotations

import ast
import re

import pytest

from Support.cases import Case
from Support.model import documents

HOSTILE = pytest.mark.only("hostile-text")


def of_kind(case: Case, kind: str) -> list[dict]:
    return [d for d in documents(case.model) if d["kind"] == kind]


def expanded(text: str) -> str:
    """What Kubernetes makes of an argument that names no variable: `$$` stands for `$`."""
    return re.sub(r"\$\$", "$", text)


@HOSTILE
def test_descriptions_of_dags(case, loaded):
    (platform,) = case.platforms
    dags = loaded[str(platform)]["dags"]
    seen = 0
    for store in of_kind(case, "Datastore"):
        for dag_id, dag in dags.items():
            if dag_id.startswith(f"{platform.name}.{store['name']}.s") and store.get("description"):
                seen += 1
                assert dag["description"] == store["description"]
                for line in store["description"].splitlines():
                    assert f"    {line}" in dag["doc"].split("\n")
    assert seen


@HOSTILE
def test_commands_of_transformers(case, loaded):
    (platform,) = case.platforms
    for workspace in of_kind(case, "Workspace"):
        if "transformer" not in workspace:
            continue
        dag = loaded[str(platform)]["dags"][f"{platform.name}.transform.{workspace['name']}"]
        images = [task["pod"]["spec"]["containers"][0] for task in dag["tasks"].values()]
        (container,) = [c for c in images if c["image"] == workspace["transformer"]["image"]]
        command = (container.get("command") or []) + (container.get("args") or [])
        assert [expanded(word) for word in command] == workspace["transformer"]["command"]
        for variable in container.get("env") or []:
            assert "$(" not in variable.get("value", "").replace("$$", "")


@HOSTILE
def test_names_of_fields_in_connectors(case):
    (platform,) = case.platforms
    wanted = {f"{column['from']}:{name}" for store in of_kind(case, "Datastore")
              for dataset in store.get("datasets", {}).values() if isinstance(dataset, dict)
              for name, column in dataset.get("columns", {}).items()
              if isinstance(column, dict) and "from" in column}
    found = {value for _, _, config in platform.connectors() for key, value in config.items() if key.endswith(".renames")}
    assert wanted and wanted == found


@HOSTILE
def test_channels_of_messages(case):
    (platform,) = case.platforms
    (model,) = of_kind(case, "Platform")
    seen = 0
    for path in platform.dag_files():
        for statement in ast.parse(path.read_bytes()).body:
            if isinstance(statement, ast.Assign) and getattr(statement.targets[0], "id", "") == "SLACK_CHANNEL":
                assert ast.literal_eval(statement.value) == model["slack"]["channel"], path
                seen += 1
    assert seen == len(platform.dag_files())


def test_python_files_are_plain_data_and_code(case):
    """They compile without a warning, and what stands at their top is literal data."""
    for platform in case.platforms:
        for path in platform.dag_files():
            text = path.read_bytes()
            compile(text, str(path), "exec", dont_inherit=True)
            assert b"\r" not in text and b"\x00" not in text, path
            text.decode("utf-8")
