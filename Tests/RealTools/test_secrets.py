"""One set of Secrets: named alike by manifests, DAGs, connectors, README and `dsgen secrets`; no value anywhere."""
from __future__ import annotations

import re

import pytest

from conftest import join
from Support import cases
from Support.airflow import runs
from Support.kubernetes.manifests import kustomize
from Support.kubernetes.secrets import (USER_AND_PASSWORD, clear_values_in_connector, clear_values_in_object,
                                        in_connector, in_object)


# In any configuration: `${dir:/mnt/secrets/NAME:KEY}` or a file's path.
REFERENCED = re.compile(r"/mnt/secrets/([^/:{}\s\"']+)[:/]")


@pytest.fixture(scope="session")
def pods(loads) -> dict[str, list[dict]]:
    """platform -> every pod that its DAGs would ask for (Airflow 3.3)."""
    return {platform: [task["pod"] for dag in answer["dags"].values() for task in dag["tasks"].values() if task["pod"]]
            for platform, answer in loads[runs.VERSIONS[0]].items()}


def used(platform, pods) -> dict[tuple[str, str | None], str]:
    """{(Secret, key): who names it}; the key is None where the whole Secret is taken."""
    out: dict[tuple[str, str | None], str] = {}
    for document in kustomize(platform.manifests()):
        for pair in in_object(document):
            out.setdefault(pair, f"{document['kind']} {document['metadata']['name']}")
    for pod in pods.get(str(platform), []):
        for pair in in_object(pod):
            out.setdefault(pair, f"pod {pod['metadata']['name']}")
    for place, name, config in platform.connectors():
        for pair in in_connector(config):
            out.setdefault(pair, f"connector {name}")
    return out


def in_readme(platform) -> set[str]:
    """The first cell of each row of the README's secrets table: the table whose head says Secret."""
    names: set[str] = set()
    head: list[str] | None = None
    for line in (platform.bootstrap / "README.md").read_text(encoding="utf-8").splitlines():
        cells = [c.strip() for c in line.strip().strip("|").split("|")] if line.lstrip().startswith("|") else None
        if cells is None:
            head = None
        elif head is None:
            head = cells
        elif head[0].lower().startswith("secret") and not re.fullmatch(r"[-: ]+", cells[0]):
            names.add(cells[0].strip("`"))
    return names


def test_all_name_the_same_secrets(case, pods):
    declared = cases.secrets_of(case)
    for platform in case.platforms:
        wanted = declared.get(platform.name, set())
        named = used(platform, pods)
        names = {secret for secret, _ in wanted}
        unknown = [f"{who} names {secret}/{key}" for (secret, key), who in named.items()
                   if (secret, key) not in wanted and not (key is None and secret in names)]
        assert not unknown, f"{platform}: not in `dsgen secrets`: " + join(unknown)
        whole = {secret for secret, key in named if key is None}
        unread = [f"{secret}/{key}" for secret, key in sorted(wanted) if (secret, key) not in named and secret not in whole]
        assert not unread, f"{platform}: in `dsgen secrets`, and nothing reads them: " + join(unread)
        assert in_readme(platform) == names, f"{platform}: README.md's table differs"


def test_kafka_connect_mounts_what_connectors_read(case):
    for platform in case.platforms:
        wanted = {secret for _, _, config in platform.connectors() for secret, _ in in_connector(config)}
        documents = [d for d in kustomize(platform.manifests()) if d["kind"] in ("Deployment", "StatefulSet")]
        mounted: set[str] = set()
        for document in documents:
            spec = document["spec"]["template"]["spec"]
            volumes = {v["name"]: v["secret"]["secretName"] for v in spec.get("volumes") or [] if v.get("secret")}
            for container in spec["containers"]:
                mounted |= {volumes[m["name"]] for m in container.get("volumeMounts") or []
                            if m["name"] in volumes and m["mountPath"] == f"/mnt/secrets/{volumes[m['name']]}"}
        if not documents_lack_connect(documents):
            assert wanted <= mounted, f"{platform}: not mounted: {sorted(wanted - mounted)}"
        # A mounted Secret that nothing names would be a login that was asked for and never used.
        worker = {secret for path in platform.manifests().rglob("*.yaml")
                  for secret in REFERENCED.findall(path.read_text(encoding="utf-8"))}
        assert mounted <= wanted | worker, f"{platform}: mounted, and never read: {sorted(mounted - wanted - worker)}"


def documents_lack_connect(documents: list[dict]) -> bool:
    """A platform on an external Kafka may have no Kafka Connect of its own."""
    return not any("connect" in d["metadata"]["name"] for d in documents)


def test_no_value_of_a_secret_anywhere(case, pods):
    found = []
    for platform in case.platforms:
        for document in kustomize(platform.manifests()):
            found += [f"{platform}: {document['kind']} {document['metadata']['name']}{p}" for p in clear_values_in_object(document)]
        for pod in pods.get(str(platform), []):
            found += [f"{platform}: pod {pod['metadata']['name']}{p}" for p in clear_values_in_object(pod)]
        for place, name, config in platform.connectors():
            found += [f"{place}: {name}: {p}" for p in clear_values_in_connector(config)]
        for path in platform.files():
            text = path.read_text(encoding="utf-8")
            found += [f"{path}: {m.group()}" for m in USER_AND_PASSWORD.finditer(text)]
            if re.search(r"-----BEGIN [A-Z ]*PRIVATE KEY-----|\b(AKIA[0-9A-Z]{16}|gh[pousr]_\w{30,}|xox[abpr]-[\w-]{10,})", text):
                found.append(f"{path}: a key or a token")
    assert not found, join(found)


@pytest.mark.parametrize("value", [
    {"name": "PGPASSWORD", "value": "hunter2"}, {"name": "API_TOKEN", "value": "x"},
    {"kind": "Secret", "data": {"a": "eA=="}}, {"args": ["postgresql://u:pw@host/db"]}])
def test_a_written_value_in_an_object_is_found(value):
    assert list(clear_values_in_object(value))


@pytest.mark.parametrize("value", [
    {"name": "PGPASSWORD", "valueFrom": {"secretKeyRef": {"name": "a", "key": "PASSWORD"}}},
    {"name": "PGUSER", "value": "dsgen"}, {"name": "PGPASSFILE", "value": ""}, {"args": ["postgresql://host/db"]}])
def test_a_reference_in_an_object_is_left_alone(value):
    assert not list(clear_values_in_object(value))


def test_a_written_value_in_a_connector_is_found():
    right = {"connection.password": "${dir:/mnt/secrets/a:PASSWORD}",
             "consumer.override.sasl.jaas.config": 'x required username="${dir:/mnt/secrets/a:USER}" password="${dir:/mnt/secrets/a:PASSWORD}";'}
    assert not list(clear_values_in_connector(right))
    assert list(in_connector(right)) == [("a", "PASSWORD"), ("a", "USER"), ("a", "PASSWORD")]
    assert list(clear_values_in_connector({"connection.password": "hunter2"}))
    assert list(clear_values_in_connector({"consumer.override.sasl.jaas.config": 'x required username="u" password="p";'}))
    assert list(clear_values_in_connector({"connection.url": "jdbc:postgresql://u:p@h/d"}))
