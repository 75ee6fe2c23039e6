"""Stores that are pulled from a producer's PostgreSQL, and tables that transformers fill."""
from __future__ import annotations

import pytest

from Support.postgres.merges import Merges

PLATFORMS = ("live", "mile")
COLUMNS = "columns: { id: bigint primary key, name: varchar, seen: timestamp not null }"
SNAPSHOT = f"""
kind: Datastore
name: snap
team: main/data
ingestion: {{ type: sql-snapshot, container: database, credential: login }}
datasets:
  people: {{ classification: IP, source: {{ schema: "app's", table: 'Peo"ple %s :x' }}, COLUMNS }}
""".replace("COLUMNS", COLUMNS.replace("name: varchar", "name: { type: varchar, from: \"full %L 'name' n\" }"))
WATERMARK = f"""
kind: Datastore
name: water
team: main/data
ingestion: {{ type: sql-watermark, container: database, credential: login, watermark: seen CONSISTENCY }}
datasets:
  people: {{ classification: IP, {COLUMNS} }}
  pets: {{ classification: IP, {COLUMNS} }}
"""
WHOLE = SNAPSHOT.replace("login }", "login, consistency: store }").replace(
    "datasets:", f"datasets:\n  pets: {{ classification: IP, {COLUMNS} }}")


def producer(postgres, tmp_path) -> str:
    name = "producer_" + "".join(c for c in tmp_path.name if c.isalnum())[:40].lower()
    postgres.database(name)
    postgres.sql("""create schema "app's";
        create table "app's"."Peo""ple %s :x" (id bigint, "full %L 'name' n" text, seen timestamp, more text);
        create table people (id bigint, name text, seen timestamp);
        create table pets (id bigint, name text, seen timestamp)""", name)
    return name


PEOPLE = '"app\'s"."Peo""ple %s :x"'


def versions(merges: Merges, table: str) -> list[list[str]]:
    return merges.sql("mile", f"""select id, coalesce(name, '~'), dense_rank() over (order by dp_in),
        dp_out is null from {table} order by id, dp_in""")


def test_five_snapshots(postgres, tmp_path):
    """billy; billy and laura; william and laura; laura; billy and laura."""
    merges, source = Merges(postgres, tmp_path).render(SNAPSHOT), producer(postgres, tmp_path)
    now = "'2026-01-01 10:00:00.123456'"
    for rows in (f"(1, 'billy', {now})", f"(1, 'billy', {now}), (2, 'lau\tra\\', {now})", f"(1, '', {now}), (2, 'lau\tra\\', {now})",
                 f"(2, 'lau\tra\\', {now})", f"(1, null, {now}), (2, 'lau\tra\\', {now})"):
        postgres.sql(f"truncate {PEOPLE}; insert into {PEOPLE} values {rows}", source)
        for platform in PLATFORMS:
            merges.merge(platform, "snap", "people", source=source)
    assert merges.sql("live", "select id, coalesce(name, '~'), __batch, seen from merge.snap__people order by id") == [
        ["1", "~", "5", "2026-01-01 10:00:00.123456"], ["2", "lau\tra\\", "2", "2026-01-01 10:00:00.123456"]]
    assert versions(merges, "merge.snap__people") == [
        ["1", "billy", "1", "f"], ["1", "", "3", "f"], ["1", "~", "4", "t"], ["2", "lau\tra\\", "2", "t"]]
    for platform in PLATFORMS:
        assert merges.sql(platform, "select inserted, updated, deleted from dsgen.metrics order by batch") == [
            ["1", "0", "0"], ["1", "0", "0"], ["0", "1", "0"], ["0", "0", "1"], ["1", "0", "0"]]


def test_a_source_that_fails_changes_nothing(postgres, tmp_path):
    merges, source = Merges(postgres, tmp_path).render(SNAPSHOT), producer(postgres, tmp_path)
    postgres.sql(f"insert into {PEOPLE} values (1, 'a', now())", source)
    merges.merge("live", "snap", "people", source=source)
    postgres.sql("alter schema \"app's\" rename to gone", source)
    done = merges.psql("live", "snap/s0000/merge.sql", "people", source=source)
    assert done.code != 0 and "does not exist" in done.error
    assert merges.sql("live", "select count(*) from merge.snap__people") == [["1"]]
    assert merges.sql("live", "select count(*) from dsgen.metrics") == [["1"]]


@pytest.mark.parametrize("whole", [False, True])
def test_rows_at_the_high_mark_wait(postgres, tmp_path, whole):
    text = WATERMARK.replace(" CONSISTENCY", ", consistency: store" if whole else "")
    merges, source = Merges(postgres, tmp_path).render(text), producer(postgres, tmp_path)

    def merge(sql: str) -> list:
        postgres.sql(sql, source)
        for platform in PLATFORMS:
            for stream in ["water"] if whole else ["people", "pets"]:
                merges.merge(platform, "water", stream, source=source, whole=whole)
        live = merges.sql("live", "select id, name from merge.water__people order by id")
        assert live == merges.sql("mile", "select id, name from merge.water__people where dp_out is null order by id")
        return live

    assert merge("select 1") == []
    day = "timestamp '2026-01-01'"
    first = f"insert into people values (1, 'a', {day}), (2, 'b', {day} + interval '1 s'), (3, 'c', {day} + interval '1 s')"
    assert merge(first) == [["1", "a"]]
    assert merge("select 1") == [["1", "a"]]
    assert merge(f"insert into people values (4, 'd', {day} + interval '2 s')") == [["1", "a"], ["2", "b"], ["3", "c"]]
    late = f"update people set name = 'A', seen = {day} + interval '3 s' where id = 1; delete from people where id = 2"
    # Deletes cannot be seen.
    assert merge(late) == [["1", "a"], ["2", "b"], ["3", "c"], ["4", "d"]]
    assert merge(f"insert into people values (5, 'e', {day} + interval '4 s')")[0] == ["1", "A"]
    # A row of another dataset moves the mark of the whole store.
    rows = merge(f"insert into pets values (1, 'rex', {day} + interval '9 s')")
    assert (["5", "e"] in rows) == whole
    assert [row[:2] for row in versions(merges, "merge.water__people") if row[0] == "1"] == [["1", "a"], ["1", "A"]]


def test_a_whole_store_is_read_at_one_moment(postgres, tmp_path):
    merges, source = Merges(postgres, tmp_path).render(WHOLE), producer(postgres, tmp_path)
    row = """(1, 'x,"(\\) y', '2026-01-01'), (2, '', 'infinity'), (3, null, '0001-01-01 BC')"""
    postgres.sql(f"insert into {PEOPLE} values {row}; insert into pets values {row}", source)
    for platform in PLATFORMS:
        merges.merge(platform, "snap", "snap", source=source, whole=True)
        for table in ("people", "pets"):
            assert merges.sql(platform, f"select id, coalesce(name, '~'), seen from merge.snap__{table} order by id") == [
                ["1", 'x,"(\\) y', "2026-01-01 00:00:00"], ["2", "", "infinity"], ["3", "~", "0001-01-01 00:00:00 BC"]]


OUTPUT = """
kind: Datastore
name: shop
team: main/data
ingestion: { type: kafka, container: broker, credential: events, format: upsert, encoding: json-with-schema, topic: "s.{dataset}" }
datasets:
  people: { classification: IP, columns: { id: bigint primary key, name: varchar } }
---
kind: Workspace
name: job
team: main/data
groups: { input: { reads: [shop.people] } }
transformer: { image: "job:1", output: made, mode: MODE }
---
kind: Datastore
name: made
team: main/data
ingestion: { type: transformer, workspace: job }
datasets:
  totals: { classification: IP, columns: { id: bigint primary key, name: varchar } }
"""


@pytest.mark.parametrize("mode", ["snapshot", "upsert", "changes"])
def test_outputs_of_transformers(postgres, tmp_path, mode):
    merges = Merges(postgres, tmp_path).render(OUTPUT.replace("MODE", mode))
    table = "job__output.made__totals"
    op = ", __op" if mode == "changes" else ""

    def run(*rows: tuple) -> list:
        values = ", ".join(f"({r[0]}, '{r[1]}'" + (f", '{r[2]}')" if op else ")") for r in rows)
        for platform in PLATFORMS:
            clear = f"truncate {table};" if mode == "snapshot" else ""
            merges.sql(platform, f"{clear} insert into {table} (id, name{op}) values {values}")
            merges.merge(platform, "made", "made", whole=True)
        live = merges.sql("live", "select id, name from merge.made__totals order by id")
        assert live == merges.sql("mile", "select id, name from merge.made__totals where dp_out is null order by id")
        return live

    for platform in PLATFORMS:
        merges.tables(platform, "made")
    assert run((1, "a", "I"), (2, "b", "I")) == [["1", "a"], ["2", "b"]]
    after = {"snapshot": [["2", "B"], ["3", "c"]], "upsert": [["1", "a"], ["2", "B"], ["3", "c"]],
             "changes": [["1", "a"], ["2", "B"], ["3", "c"]]}
    assert run((2, "B", "U"), (3, "c", "I")) == after[mode]
    if mode == "changes":
        assert run((1, "", "D"), (3, "", "D"), (3, "again", "I")) == [["2", "B"], ["3", "again"]]
    if mode == "upsert":
        assert run((1, "x", ""), (1, "y", "")) == [["1", "y"], ["2", "B"], ["3", "c"]]
    if mode != "snapshot":
        assert merges.sql("live", f"select count(*) from {table}") == [["0"]]


def test_upserts(postgres, tmp_path):
    merges = Merges(postgres, tmp_path).render(OUTPUT.replace("MODE", "snapshot"))
    for platform in PLATFORMS:
        merges.tables(platform, "shop")
        merges.stage(platform, "shop__people", ["id", "name"], [(1, "a", "s", 0, 0), (2, "b", "s", 0, 1), (1, "A", "s", 0, 2)])
        merges.merge(platform, "shop", "people")
        merges.stage(platform, "shop__people", ["id", "name"], [(2, None, "s", 0, 3), (1, "A", "s", 0, 4)])
        merges.merge(platform, "shop", "people")
        open = " where dp_out is null" if platform == "mile" else ""
        assert merges.sql(platform, f"select id, coalesce(name, '~') from merge.shop__people{open} order by id") == [["1", "A"], ["2", "~"]]
    assert versions(merges, "merge.shop__people") == [["1", "A", "1", "t"], ["2", "b", "1", "f"], ["2", "~", "2", "t"]]
