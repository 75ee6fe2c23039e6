"""The DAGs of a platform, run: dag.test() of Airflow, and each pod's command here, on a private PostgreSQL with
real Terraform. One platform goes through a life; the tests are its stations, in order."""
from __future__ import annotations

import json

import pytest

from Support.airflow.estate import LocalPlatform, shown
from Support.cases import dsgen
from Support.postgres.merges import ADDED, literal

MODEL = """\
kind: Ecosystem
name: Acme
repository: acme/model@ecosystem
live: acme/model@main
zones: { EU: acme/model@eu }
vendors:
  onprem: { cloud: private, description: Our own data centres, locations: { EU: [DUB_1] } }
budgets: { delete_tables: 1, delete_slices: 0 }
---
kind: Zone
name: EU
teams: { core: acme/core@main }
---
kind: Team
name: core
zone: EU
credentials: { kafka: user-password, capture: user-password }
containers:
  events:
    type: kafka
    bootstrap: ["broker-1.acme.internal:9093"]
    security: { protocol: sasl_ssl, mechanism: scram-sha-512 }
    locations: ["onprem:EU/DUB_1"]
  orders_db: { type: postgres, host: db.acme.internal, database: producer, slots: 20, locations: ["onprem:EU/DUB_1"] }
---
kind: Platform
name: prod
type: kubernetes-postgres
environment: prod
merge: live
namespace: data
location: "onprem:EU/DUB_1"
removal: { after: 30d }
images:
  dsgen: "r.acme.internal/dsgen:1"
  postgres: "r.acme.internal/postgres:15.8"
  kafka: "r.acme.internal/kafka:4.3.0"
  connect: "r.acme.internal/connect:4.3.0"
  airflow: "r.acme.internal/airflow:3.3.2"
postgres: { host: pg-data, credential: postgres, storage: 20Gi, databases: [merge_a, merge_b] }
kafka: { cluster: kafka, connect: kafka-connect, credential: connect }
airflow: { name: airflow, credential: airflow }
git: { credential: git }
slack: { channel: "#data-events", credential: slack }
credentials: { postgres: user-password, connect: user-password, airflow: user-password, git: api-token, slack: api-token }
---
kind: Workspace
name: reports
team: EU/core
container: platform
groups:
  live: { needs: { retention: 90d }, reads: [{ datasets: "shop.*" }, { datasets: "web.*" }] }
---
kind: Assignments
groups:
  reports.live: [{ platform: prod, status: provisioned }]
placement: { prod: { shop: merge_a, web: merge_b } }
"""
SHOP = """\
kind: Datastore
name: shop
team: EU/core
ingestion: { type: cdc, container: orders_db, credential: capture, signals: ops.signals }
datasets:
  orders: { classification: IP, columns: { id: bigint primary key, total: varchar(10) } }
"""
WEB = """\
kind: Datastore
name: web
team: EU/core
ingestion: { type: kafka, container: events, credential: kafka, format: debezium, encoding: json-with-schema, topic: "w.{dataset}" }
datasets:
  clicks: { classification: IP, columns: { id: bigint primary key, page: varchar } }
"""
FILES = {"dsgen.yaml": MODEL, "shop.yaml": SHOP, "web.yaml": WEB}
STEPS = ["render", "verify-secrets", "expand", "terraform-apply", "snapshots", "views", "retire"]


@pytest.fixture(scope="module")
def estate(postgres, image_or_none, tmp_path_factory) -> LocalPlatform:
    with LocalPlatform(postgres, tmp_path_factory.mktemp("estate"), FILES, "prod", ("merge_a", "merge_b"), "producer",
                       image_or_none) as running:
        running.load()
        yield running


def applied(estate) -> list[str]:
    """What a run of the infrastructure DAG did anew, beyond rendering."""
    logs = estate.good("_infrastructure")["logs"]
    assert list(logs) == STEPS
    return [line for task in STEPS[2:] for line in logs[task].splitlines() if line.startswith("== ")]


def stage(estate, store: str, dataset: str, rows: list[tuple], columns: str, database: str) -> None:
    """Records as a sink writes them: (offset, id, value)."""
    names = columns.split(", ") + ADDED + ["__connect_topic", "__connect_partition", "__connect_offset"]
    quoted = ", ".join(f'"{n}"' for n in names)
    for offset, *values in rows:
        row = [*values, "false", "c", offset, 1_700_000_000_000_000, 7, dataset, 0, offset]
        estate.sql(f"insert into staging.{store}__{dataset} ({quoted}) values ({', '.join(map(literal, row))})", database)


def test_a_first_run_makes_everything(estate):
    assert applied(estate) == ["== shop/s0000", "== web/s0000", "== shop/s0000", "== shop/source", "== web/s0000",
                               "== web/source", "== sql/workspaces/reports.sql", "== sql/workspaces/reports.sql"]
    assert set(estate.connect.connectors) == {"prod.shop.orders", "prod.shop.source-0", "prod.web.clicks", "prod.web.replicator-0"}
    assert estate.sql("select count(*) from reports.live__shop__orders") == [["0"]]
    assert estate.sql("select count(*) from reports.live__web__clicks", "merge_b") == [["0"]]
    assert estate.sql("select to_regclass('staging.web__clicks') is null") == [["t"]], "each slice has one database"
    record = json.loads((estate.tree / "manifest/run.json").read_text())
    assert len(record["commit"]) == 40


def test_a_second_run_applies_nothing(estate):
    before = dict(estate.connect.requests)
    assert applied(estate) == []
    assert estate.connect.requests == before


def test_pipelines_merge_and_measure(estate):
    estate.load()
    stage(estate, "shop", "orders", [(0, 1, "ten"), (1, 2, "two")], "id, total", "merge_a")
    stage(estate, "web", "clicks", [(0, 1, "/")], "id, page", "merge_b")
    estate.good(".shop.s0000")
    estate.good(".web.s0000")
    assert estate.sql("select id, total from reports.live__shop__orders order by id") == [["1", "ten"], ["2", "two"]]
    assert estate.sql("select stream, state, read, inserted from dsgen.metrics") == [["shop.orders", "committed", "2", "2"]]
    assert estate.sql("select stream, state, read, inserted from dsgen.metrics", "merge_b") == [["web.clicks", "committed", "1", "1"]]
    stage(estate, "shop", "orders", [(2, 3, "new")], "id, total", "merge_a")
    logs = estate.good("_health")["logs"]["metrics"]
    assert "1 tables" in logs and "1 records wait" in logs
    assert estate.sql("select waiting, bytes > 0 from dsgen.tables") == [["1", "t"]]


def test_a_failed_merge_says_what_to_do(estate):
    estate.sql("alter table merge.shop__orders add constraint short check (length(total) < 5)")
    stage(estate, "shop", "orders", [(3, 4, "too long")], "id, total", "merge_a")
    told = len(estate.slack.messages)
    result = estate.run(".shop.s0000")
    assert result["state"] == "failed" and result["tasks"] == {"orders": "failed"}, shown(result)
    [[state, hint]] = estate.sql("select state, hint from dsgen.metrics where stream = 'shop.orders' order by started desc limit 1")
    assert state == "failed"
    assert hint == ('new row for relation "shop__orders" violates check constraint "short" '
                    "Rows break a constraint of the table: compare its key with the source's.")
    assert hint in result["logs"]["orders"]
    [message] = estate.slack.messages[told:]
    assert message["path"] == "/api/chat.postMessage" and message["channel"] == "#data-events"
    assert message["text"].startswith("prod.shop.s0000 failed in run ")
    assert "shop.orders is failed since" in estate.good("_health")["logs"]["metrics"]
    estate.sql("alter table merge.shop__orders drop constraint short")
    estate.good(".shop.s0000")
    assert estate.sql("select count(*) from merge.shop__orders") == [["4"]]


def test_a_stream_that_stops_keeps_its_own_hint(estate):
    estate.sql("update dsgen.marks set upto = 99 where staging = 'shop__orders'")
    result = estate.run(".shop.s0000")
    assert result["state"] == "failed"
    found = estate.sql("select state, hint from dsgen.metrics where stream = 'shop.orders' order by started desc limit 2")
    assert [row[0] for row in found] == ["stopped", "committed"]
    assert "docs/resync.md" in found[0][1]
    estate.sql("update dsgen.marks set upto = 3 where staging = 'shop__orders'")


def test_a_dataset_that_joins_a_running_source_is_asked_for(estate):
    estate.sql("""create schema ops; create table ops.signals (id varchar(42) primary key, type varchar(32), data varchar(2048));
        create table orders (id bigint primary key); create table "order.lines" (id bigint primary key);
        create publication stands for table orders""", "producer")
    publication = estate.connect.connectors["prod.shop.source-0"]["publication.name"]
    estate.sql(f'alter publication stands rename to "{publication}"', "producer")
    joined = SHOP + '  lines: { classification: IP, source: { table: "order.lines" }, columns: { id: bigint primary key } }\n'
    estate.commit({"shop.yaml": joined})
    result = estate.run("_infrastructure")
    assert result["tasks"] == dict.fromkeys(STEPS, "success") | {"snapshots": "failed", "retire": "upstream_failed"}, shown(result)
    assert "must run sql/shop/source.sql" in result["logs"]["snapshots"]
    assert estate.sql("select count(*) from ops.signals", "producer") == [["0"]]
    estate.sql(f'alter publication "{publication}" add table "order.lines"', "producer")
    estate.good("_infrastructure")
    assert estate.sql("select type, data::json ->> 'type', data::json -> 'data-collections' ->> 0 from ops.signals", "producer") == [
        ["execute-snapshot", "incremental", "public.order.lines"]]
    assert applied(estate) == [], "it is asked for once"
    assert estate.sql("select count(*) from reports.live__shop__lines") == [["0"]]


def test_what_cannot_be_expanded_stops_nothing_else(estate):
    """A view of somebody else stands on a column that must grow: its slice waits, all others go on."""
    estate.sql("create view public.foreign_report as select total from merge.shop__orders")
    before = (estate.model / "shop.yaml").read_text()
    estate.commit({"shop.yaml": before.replace("varchar(10)", "varchar(20)"),
                   "web.yaml": WEB.replace("page: varchar", "page: varchar, agent: varchar")})
    result = estate.run("_infrastructure")
    states = {"expand": "failed", "retire": "upstream_failed"}
    assert result["tasks"] == dict.fromkeys(STEPS, "success") | states, shown(result)
    assert "public.foreign_report of" in result["logs"]["expand"] and " shop/s0000\n" in result["logs"]["expand"]
    assert "wait until their tables" not in result["logs"]["terraform-apply"], "the sinks have not changed"
    assert "== web/s0000" in result["logs"]["terraform-apply"]
    assert "agent" in estate.connect.connectors["prod.web.clicks"]["field.include.list"]
    assert estate.sql("select count(agent) from reports.live__web__clicks", "merge_b") == [["0"]]
    # A new column is one that the sink must wait for.
    estate.edit("shop.yaml", ("varchar(20)", "varchar(20), note: varchar"))
    result = estate.run("_infrastructure")
    assert "  shop/s0000\n" in result["logs"]["terraform-apply"].split("wait until their tables")[1]
    assert "note" not in estate.connect.connectors["prod.shop.orders"]["field.include.list"]
    estate.sql("drop view public.foreign_report")
    estate.good("_infrastructure")
    assert "note" in estate.connect.connectors["prod.shop.orders"]["field.include.list"]


def test_an_apply_that_fails_is_repeated(estate):
    name = "prod.web.pages"
    estate.connect.connectors[name] = {"connector.class": "a stranger"}
    estate.edit("web.yaml", ("datasets:\n", "datasets:\n  pages: { classification: IP, columns: { id: bigint primary key } }\n"))
    result = estate.run("_infrastructure")
    assert result["tasks"]["terraform-apply"] == "failed" and result["tasks"]["views"] == "success", shown(result)
    assert "could not be applied" in result["logs"]["terraform-apply"] and "already exists" in result["logs"]["terraform-apply"]
    del estate.connect.connectors[name]
    assert applied(estate) == ["== web/s0000"]
    assert "topics" in estate.connect.connectors[name]


def test_missing_secrets_stop_what_needs_them(estate):
    """Nothing is expanded, applied or shown; the render is there, and all that is missing is told together."""
    estate.edit("web.yaml", ("  pages:", "  likes: { classification: IP, columns: { id: bigint primary key } }\n  pages:"))
    result = estate.run("_infrastructure", without=("eu-core-kafka",))
    skipped = dict.fromkeys(STEPS[2:], "upstream_failed")
    assert result["tasks"] == {"render": "success", "verify-secrets": "failed"} | skipped, shown(result)
    assert "EU_CORE_KAFKA_USER" in result["logs"]["verify-secrets"] and "EU_CORE_KAFKA_PASSWORD" in result["logs"]["verify-secrets"]
    estate.good("_infrastructure")
    assert "prod.web.likes" in estate.connect.connectors


def test_failed_connectors_are_restarted_and_then_reported(estate):
    name = "prod.web.clicks"
    estate.connect.failed[name] = "org.apache.kafka.connect.errors.ConnectException: no route to <database>\n\tat x"
    estate.good("_health")
    assert estate.connect.restarts == [name]
    estate.good("_health")
    assert estate.connect.restarts == [name], "its next restart is not due"
    due = "update dsgen.connectors set next_restart = now()"
    estate.sql(due)
    estate.good("_health")
    estate.sql(due)
    told = len(estate.slack.messages)
    result = estate.run("_health")
    assert result["tasks"] == {"connectors": "failed", "metrics": "success"}, shown(result)
    assert f"{name} has failed since" in result["logs"]["connectors"]
    assert "was restarted 3 times" in result["logs"]["connectors"] and "no route to <database>" in result["logs"]["connectors"]
    assert estate.slack.messages[told]["text"].startswith("prod_health failed")
    assert estate.sql("select next_restart > now() + interval '19 minutes' from dsgen.connectors") == [["t"]]
    estate.connect.failed.clear()
    estate.good("_health")
    assert estate.sql("select count(*) from dsgen.connectors") == [["0"]]


def test_more_than_the_budget_is_not_destroyed(estate):
    """A whole store leaves: a slice, and the budget is none."""
    estate.edit("dsgen.yaml", (', { datasets: "web.*" }', ""))
    result = estate.run("_infrastructure")
    assert result["tasks"]["retire"] == "failed", shown(result)
    assert "1 slices have left the model, and the budget delete_slices is 0" in result["logs"]["retire"]
    assert "removals: [web/s0000]" in result["logs"]["retire"]
    assert "prod.web.clicks" in estate.connect.connectors
    assert estate.sql("select count(*) from pg_views where schemaname = 'reports'", "merge_b") == [["0"]], "nobody reads it"
    estate.edit("dsgen.yaml", ("delete_slices: 0 }", "delete_slices: 0 }\nremovals: [web]"))
    result = estate.good("_infrastructure")
    assert "2 roots had left the model and are destroyed" in result["logs"]["retire"]
    assert set(estate.connect.connectors) == {"prod.shop.orders", "prod.shop.lines", "prod.shop.source-0"}
    assert estate.sql("select root from dsgen.roots order by 1") == [["shop/s0000"], ["shop/source"]]
    assert applied(estate) == []


def test_tables_out_of_the_model_go_in_their_time(estate):
    def removal() -> list[str]:
        log = estate.good("_removal")["logs"]["remove-unused-tables"]
        return [line for line in log.splitlines() if line.startswith("web.")]

    def age(column: str, days: int) -> None:
        estate.sql(f"update dsgen.trash set {column} = {column} - interval '{days} days'", "merge_b")

    estate.sql("create schema a__output; create table a__output.web__clicks (id bigint primary key)", "merge_b")
    assert len(removal()) == 3 and all("goes to the trash after" in line for line in removal())
    age("out_since", 31)
    assert all(": moved to dsgen_trash." in line for line in removal()), "removals mean the store"
    assert estate.sql("select count(*) from pg_tables where schemaname = 'dsgen_trash'", "merge_b") == [["7"]]
    assert estate.sql("select to_regclass('merge.web__clicks') is null", "merge_b") == [["t"]]
    age("moved", 31)
    assert all("is dropped after" in line for line in removal()), "a group asked for 90 days"
    age("out_since", 60)
    estate.sql("create view public.stands as select page from dsgen_trash.%s" % estate.sql(
        "select id || '_' || table_name from dsgen.trash where table_name = 'web__clicks'", "merge_b")[0][0].join('""'), "merge_b")
    estate.edit("dsgen.yaml", ("\nremovals: [web]", ""))
    estate.good("_infrastructure")
    result = estate.run("_removal")
    assert result["state"] == "failed"
    log = result["logs"]["remove-unused-tables"]
    assert "3 tables are out of the model and due, and the budget delete_tables is 1: nothing is moved or dropped." in log
    estate.edit("dsgen.yaml", ("delete_tables: 1,", "delete_tables: 3,"))
    estate.good("_infrastructure")
    dropped = removal()
    assert len([line for line in dropped if line.endswith("is dropped")]) == 2
    assert any("cannot be dropped" in line and "stands of postgres" in line for line in dropped)
    assert len(removal()) == 1
    # It comes back: a table of its own, from the beginning.
    estate.edit("dsgen.yaml", ('{ datasets: "shop.*" }', '{ datasets: "shop.*" }, { datasets: "web.*" }'))
    estate.good("_infrastructure")
    assert estate.sql("select count(*) from reports.live__web__clicks", "merge_b") == [["0"]]
    assert len(removal()) == 1


def test_shards_render_together(estate, tmp_path):
    """What one task does, three do, and a fourth joins: the same tree, and what differs is applied."""
    estate.edit("dsgen.yaml", ('slack: { channel', 'infrastructure: { shards: 3 }\nslack: { channel'))
    estate.edit("web.yaml", ("datasets:\n", "datasets:\n  sharded: { classification: IP, columns: { id: bigint primary key } }\n"))
    estate.bootstrap()
    estate.load()
    result = estate.good("_infrastructure")
    shards = [f"render-{number}" for number in (1, 2, 3)]
    assert set(result["tasks"]) == {"fetch", *shards, *STEPS}
    ran = list(result["logs"])
    assert ran[0] == "fetch" and set(ran[1:4]) == set(shards) and ran[4:] == STEPS
    assert "is rendered by 3 tasks" in result["logs"]["fetch"]
    assert "joined 3 shards" in result["logs"]["render"]
    assert "== web/s0000" in result["logs"]["terraform-apply"] and "prod.web.sharded" in estate.connect.connectors
    dsgen("render", estate.model, "--platform", "prod", "--out", tmp_path)
    def tree(folder):
        return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file() and p.name != "run.json"}
    assert tree(estate.tree) == tree(tmp_path / "prod")
    again = estate.good("_infrastructure")
    assert not [line for task in STEPS[2:] for line in again["logs"][task].splitlines() if line.startswith("== ")]
