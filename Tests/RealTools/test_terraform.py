"""Terraform itself takes every root module: formatted, valid, applied, and then nothing left to do."""
from __future__ import annotations

import concurrent.futures
import os
import queue
import re
import time
from dataclasses import dataclass, field

import pytest

from Support.terraform.connect_server import ConnectServer
from Support.terraform.hcl import read
from Support.terraform.runner import RunningProvider, Terraform, TerraformError, format_check

USER, PASSWORD = "connect-user", "connect-password"
# Platforms that are applied at the same time.
WORKERS = 3


@dataclass
class Applied:
    """What came of one platform's roots."""

    errors: dict[str, str] = field(default_factory=dict)
    connectors: dict[str, dict[str, str]] = field(default_factory=dict)
    schemas: list[str] = field(default_factory=list)
    secrets_in_state: list[str] = field(default_factory=list)


def environment(postgres, database: str, server: ConnectServer) -> dict[str, str]:
    """As the infrastructure DAG's pod gets it."""
    return {**postgres.environment(database, "terraform", "terraform"), "KAFKA_CONNECT_URL": server.url,
            "KAFKA_CONNECT_BASIC_AUTH_USERNAME": USER, "KAFKA_CONNECT_BASIC_AUTH_PASSWORD": PASSWORD}


def apply_root(root, work, variables, provider) -> str:
    """Initialise, validate, apply, plan again; what went wrong."""
    try:
        terraform = Terraform(root, work, variables, provider)
        terraform.init()
        terraform.validate()
        terraform.apply()
        return "" if terraform.plan_is_empty() else "a second plan is not empty"
    except TerraformError as error:
        return str(error)


def apply_roots(roots, work, variables) -> dict[str, str]:
    """One after the other, as the infrastructure DAG does; {root: what went wrong}.

    The pg backend makes a state's schema under a lock on the whole database.
    """
    with RunningProvider(variables) as provider:
        found = {str(root): apply_root(root, work / str(number), variables, provider)
                 for number, root in enumerate(roots)}
    return {root: problem for root, problem in found.items() if problem}


def apply_platform(platform, work, postgres, databases: queue.Queue) -> Applied:
    """All roots of a platform, in a database that holds no other's states meanwhile."""
    database = databases.get()
    try:
        with ConnectServer(user=USER, password=PASSWORD, conflicts=7) as server:
            errors = apply_roots(platform.roots(), work, environment(postgres, database, server))
            result = Applied(errors, server.connectors)
        result.schemas = sorted(r[0] for r in postgres.sql(
            "select nspname from pg_namespace where nspname like 'tf_%'", database))
        for schema in result.schemas:
            state = postgres.sql(f'select data from "{schema}".states', database)
            if re.search(USER + "|" + PASSWORD, str(state)):
                result.secrets_in_state.append(schema)
            postgres.sql(f'drop schema "{schema}" cascade', database)
        return result
    finally:
        databases.put(database)


@pytest.fixture(scope="session")
def applied(every_case, postgres, tmp_path_factory) -> dict[str, Applied]:
    """Every root of every case, applied; one Kafka Connect a platform, and a database for its time.

    To make a database for each platform, and to throw it away, would take longer than the applies.
    """
    work = tmp_path_factory.mktemp("terraform")
    databases: queue.Queue = queue.Queue()
    for number in range(WORKERS):
        postgres.database(f"terraform_{number}", "terraform")
        databases.put(f"terraform_{number}")
    with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
        waiting = {str(platform): pool.submit(apply_platform, platform, work / str(number), postgres, databases)
                   for number, platform in enumerate(every_case.platforms()) if platform.roots()}
        return {name: job.result() for name, job in waiting.items()}


def test_format(case):
    for platform in case.platforms:
        if platform.roots():
            assert format_check(platform.generated / "terraform") == "", platform


def test_every_root_is_applied_and_stays_so(case, applied):
    for platform in case.platforms:
        if platform.roots():
            errors = applied[str(platform)].errors
            assert not errors, f"{platform}:\n" + "\n".join(errors.values())


def test_kafka_connect_got_what_the_files_say(case, applied):
    for platform in case.platforms:
        wanted = {name: config for _, name, config in platform.connectors()}
        assert len(wanted) == len(platform.connectors()), f"{platform}: two connectors share a name"
        if platform.roots():
            assert applied[str(platform)].connectors == wanted, platform


def test_each_root_has_its_own_state(case, applied):
    for platform in case.platforms:
        declared = []
        for root in platform.roots():
            blocks = [b for path in root.glob("*.tf") for t in read(path).blocks if t.type == "terraform" for b in t.blocks]
            backends = [b for b in blocks if b.type == "backend"]
            assert [b.labels for b in backends] == [["pg"]], root
            declared.append(backends[0].attributes["schema_name"])
        assert all(re.fullmatch(r"tf_[0-9a-f]{24}", name) for name in declared), declared
        assert len(set(declared)) == len(declared), f"{platform}: roots share a state"
        if platform.roots():
            assert applied[str(platform)].schemas == sorted(declared), platform


def test_no_credential_in_a_state(case, applied):
    for platform in case.platforms:
        if platform.roots():
            assert not applied[str(platform)].secrets_in_state, platform


def test_provider_is_pinned_and_config_sensitive_is_not_used(case):
    for platform in case.platforms:
        for root in platform.roots():
            text = "".join(p.read_text(encoding="utf-8") for p in sorted(root.glob("*.tf")))
            assert re.search(r'version\s*=\s*"0\.5\.0"', text), root
            assert "config_sensitive" not in text, f"{root}: its values lie in the state in clear"
            assert not re.search(r"\b(for_each|count)\s*=", text), f"{root}: one resource block a connector"


@pytest.mark.only("estate-per-dataset")
def test_a_hundred_connectors_one_a_dataset(case, applied):
    (platform,) = case.platforms
    sinks = [c for c in applied[str(platform)].connectors.values() if "topics" in c and c["connector.class"].endswith("JdbcSinkConnector")]
    assert len(sinks) == 100 and all("," not in c["topics"] for c in sinks)


@pytest.mark.only("estate-per-slice")
def test_a_hundred_datasets_one_connector_a_slice(case, applied):
    (platform,) = case.platforms
    sinks = [c for c in applied[str(platform)].connectors.values() if c["connector.class"].endswith("JdbcSinkConnector")]
    assert len(sinks) == 2 and sum(len(c["topics"].split(",")) for c in sinks) == 100


@pytest.mark.only("estate-long-names")
def test_stores_that_agree_in_127_bytes_keep_their_states_apart(case, applied):
    (platform,) = case.platforms
    result = applied[str(platform)]
    stores = {root.relative_to(platform.generated / "terraform").parts[0] for root in platform.roots()}
    assert len(stores) == 2 and not result.errors
    assert len(result.schemas) == len(platform.roots())
    assert len([c for c in result.connectors.values() if c["connector.class"].endswith("JdbcSinkConnector")]) == 4


@pytest.mark.only("starter")
def test_a_changed_and_a_lost_connector_are_repaired(case, postgres, tmp_path):
    (platform,) = case.platforms
    root = next(r for r in platform.roots() if r.name.startswith("s0"))
    postgres.database(f"repair_{int(time.time() * 1000)}", "terraform")
    database = postgres.sql("select datname from pg_database where datname like 'repair_%' order by 1 desc limit 1")[0][0]
    with ConnectServer(user=USER, password=PASSWORD) as server:
        terraform = Terraform(root, tmp_path / "root", environment(postgres, database, server))
        terraform.init()
        terraform.apply()
        before = {name: dict(config) for name, config in server.connectors.items()}
        name = sorted(server.connectors)[0]
        server.connectors[name]["tasks.max"] = "9"
        assert not terraform.plan_is_empty()
        terraform.apply()
        assert server.connectors == before
        del server.connectors[name]
        terraform.apply()
        assert server.connectors == before and terraform.plan_is_empty()
        terraform.destroy()
        assert server.connectors == {}
