"""Platforms that read a primary's merge tables in place of the source, by the generated files."""
from __future__ import annotations

import random

import pytest

from Support.postgres.histories import COLUMNS, Histories, Oracle
from Support.postgres.merges import ADDED, Merges

DATASET = "{ classification: IP, columns: { hist: integer primary key, id: integer primary key, name: varchar, amount: \"decimal(12,2)\", doc: variant } }"
STORE = f"""
kind: Datastore
name: h
team: main/data
ingestion: {{ type: kafka, container: broker, credential: events, format: debezium, encoding: json-with-schema, topic: "h.{{dataset}}" CONSISTENCY }}
datasets:
  rows: {DATASET}
  more: {DATASET}
"""
TABLES = ("h__rows", "h__more")
VALUES = "hist, id, coalesce(name, '~'), coalesce(amount::text, '~'), coalesce(doc::text, '~')"


def estate(postgres, tmp_path, platforms: dict[str, str], primary: str, whole: bool = False) -> Merges:
    merges = Merges(postgres, tmp_path, platforms=platforms)
    merges.render(STORE.replace(" CONSISTENCY", ", consistency: store" if whole else ""),
                  extra=f"---\nkind: Assignments\nprimary: {{ h: [{primary}] }}\n")
    merges.tables(primary, "h")
    return merges


def merge(merges: Merges, platform: str, whole: bool, source: str | None = None) -> None:
    for stream in ["h"] if whole else ["rows", "more"]:
        merges.merge(platform, "h", stream, source=source and merges.database(source), whole=whole)


def live(merges: Merges, platform: str, table: str) -> list[list[str]]:
    is_open = " where dp_out is null" if merges.platforms[platform] == "milestoned" else ""
    return merges.sql(platform, f"select {VALUES} from merge.{table}{is_open} order by 1, 2")


def oracle_rows(oracle: Oracle) -> list[list[str]]:
    return [[str(n) for n in key] + ["~" if v is None else v for v in values] for key, values in sorted(oracle.live.items())]


@pytest.mark.parametrize("whole", [False, True])
def test_histories_of_a_milestoned_primary(postgres, tmp_path, whole):
    """Readers come at any time, see several batches at once or none, and are run twice."""
    merges = estate(postgres, tmp_path, {"mile": "milestoned", "copy": "milestoned", "live": "live", "late": "live"}, "mile", whole)
    draw = random.Random(f"primary {whole}")
    topics = {table: (Histories(seed, count=150, steps=12).changes, Oracle()) for seed, table in enumerate(TABLES)}
    position = 0
    while any(position < len(changes) for changes, _ in topics.values()):
        size = draw.randrange(100, 500)
        for table, (changes, oracle) in topics.items():
            chunk = changes[position:position + size]
            rows = [change.row(table, 0, position + n) for n, change in enumerate(chunk)]
            merges.stage("mile", table, COLUMNS + ADDED, rows)
            oracle.batch(chunk)
        position += size
        merge(merges, "mile", whole)
        for platform in ("copy", "live"):
            if draw.random() < 0.6:
                merge(merges, platform, whole, "mile")
                compare(merges, platform, topics)
    for _ in range(2):
        for platform in ("copy", "live", "late"):
            merge(merges, platform, whole, "mile")
            compare(merges, platform, topics)


def compare(merges: Merges, platform: str, topics: dict) -> None:
    for table, (_, oracle) in topics.items():
        assert live(merges, platform, table) == oracle_rows(oracle), (platform, table)
        if merges.platforms[platform] == "milestoned":
            versions = f"select {VALUES}, dp_in, dp_out from merge.{table} order by hist, id, dp_in"
            assert merges.sql(platform, versions) == merges.sql("mile", versions)


def test_a_batch_costs_what_has_changed(postgres, tmp_path):
    merges = estate(postgres, tmp_path, {"mile": "milestoned", "copy": "milestoned", "live": "live"}, "mile")

    def write(first: int, *records: tuple) -> None:
        rows = [(1, number, name, "0.00", None, "true" if op == "d" else "false", op, offset, 1, 7, "t", 0, offset)
                for offset, (op, number, name) in enumerate(records, first)]
        merges.stage("mile", "h__rows", COLUMNS + ADDED, rows)
        merges.merge("mile", "h", "rows")
        for platform in ("copy", "live"):
            merges.merge(platform, "h", "rows", source=merges.database("mile"))

    write(0, *[("c", n, "a") for n in range(100)])
    write(100, ("u", 1, "b"), ("d", 2, None))
    counts = "select read, inserted, updated, deleted from dsgen.metrics where stream = 'h.rows' order by batch"
    assert merges.sql("live", counts) == [["100", "100", "0", "0"], ["2", "0", "1", "1"]]
    # The old version is closed, the new one opened; that of the deleted row is closed.
    assert merges.sql("copy", counts) == [["100", "100", "0", "0"], ["3", "1", "2", "0"]]


def test_reading_everything_again_repairs_a_live_reader(postgres, tmp_path):
    merges = estate(postgres, tmp_path, {"mile": "milestoned", "live": "live"}, "mile")
    rows = [(1, number, "a", "0.00", None, "false", "c", number, 1, 7, "t", 0, number) for number in range(3)]
    merges.stage("mile", "h__rows", COLUMNS + ADDED, rows)
    merges.merge("mile", "h", "rows")
    merges.merge("live", "h", "rows", source=merges.database("mile"))
    merges.sql("live", "delete from merge.h__rows where id = 1; insert into merge.h__rows (hist, id) values (1, 9)")
    merges.merge("live", "h", "rows", source=merges.database("mile"))
    assert [row[1] for row in live(merges, "live", "h__rows")] == ["0", "2", "9"]
    merges.sql("live", "update dsgen.streams set high = null where stream = 'h.rows'")
    merges.merge("live", "h", "rows", source=merges.database("mile"))
    assert [row[1] for row in live(merges, "live", "h__rows")] == ["0", "1", "2"]


def test_a_live_primary_is_read_as_a_whole(postgres, tmp_path):
    """Its deletes leave nothing behind that could be asked for; history begins with the reader."""
    merges = estate(postgres, tmp_path, {"live": "live", "mile": "milestoned", "copy": "live"}, "live")
    row = (1, 5, "a", "0.00", None, "false", "c", 1, 1, 7, "t", 0, 0)
    gone = (1, 5, None, "0.00", None, "true", "d", 2, 1, 7, "t", 0, 1)
    for record, there in ((row, 1), (gone, 0)):
        merges.stage("live", "h__rows", COLUMNS + ADDED, [record])
        merges.merge("live", "h", "rows")
        for platform in ("mile", "copy"):
            merges.merge(platform, "h", "rows", source=merges.database("live"))
            assert len(live(merges, platform, "h__rows")) == there
    assert merges.sql("mile", "select name, dp_out is null from merge.h__rows") == [["a", "f"]]


def test_a_primary_that_has_no_batch_yet(postgres, tmp_path):
    merges = estate(postgres, tmp_path, {"mile": "milestoned", "live": "live"}, "mile")
    merges.merge("live", "h", "rows", source=merges.database("mile"))
    assert live(merges, "live", "h__rows") == []
