"""The generated merges, run by psql on PostgreSQL, against what they must do."""
from __future__ import annotations

import pytest

from Support.postgres.merges import ADDED, Merges

STORE = """
kind: Datastore
name: shop
team: main/data
ingestion: { type: kafka, container: broker, credential: events, format: FORMAT, encoding: json-with-schema, topic: "s.{dataset}" }
datasets:
  people: { classification: IP, columns: { id: bigint primary key, name: varchar, born: date } }
"""


@pytest.fixture
def shop(postgres, tmp_path) -> Merges:
    merges = Merges(postgres, tmp_path).render(STORE.replace("FORMAT", "debezium"))
    for platform in ("live", "mile"):
        merges.tables(platform, "shop")
    return merges


class Log:
    """Records of one topic, in their order."""

    def __init__(self, merges: Merges, columns: list[str], table: str = "shop__people"):
        self.merges, self.columns, self.table, self.offset = merges, columns, table, 0

    def record(self, op: str, *values, lsn: int | None = None) -> tuple:
        self.offset += 1
        lsn = self.offset * 10 if lsn is None else lsn
        return (*values, "true" if op == "d" else "false", op, lsn, 1_700_000_000_000_000, 7, "s.people", 0, self.offset - 1)

    def write(self, *records) -> None:
        rows = [self.record(*record) for record in records]
        for platform in ("live", "mile"):
            self.merges.stage(platform, self.table, self.columns + ADDED, rows)


def test_the_five_batches(shop):
    log = Log(shop, ["id", "name"])
    live = "select id, name, __batch from merge.shop__people order by id"
    mile = ("select name, dense_rank() over (order by dp_in), dp_out is null from merge.shop__people order by id, dp_in")

    def merge() -> None:
        for platform in ("live", "mile"):
            shop.merge(platform, "shop", "people")

    assert "nothing new" in shop.merge("live", "shop", "people")
    log.write(*[("c", n, f"p{n}") for n in range(1, 6)])
    merge()
    assert shop.sql("live", live) == [[str(n), f"p{n}", "1"] for n in range(1, 6)]
    log.write(("u", 1, "P1"), ("d", 3, None))
    merge()
    assert shop.sql("live", live) == [["1", "P1", "2"], ["2", "p2", "1"], ["4", "p4", "1"], ["5", "p5", "1"]]
    log.write(("c", 3, "p3"))
    merge()
    log.write(("u", 1, "P1"))
    merge()
    assert shop.sql("live", live) == [["1", "P1", "2"], ["2", "p2", "1"], ["3", "p3", "3"], ["4", "p4", "1"], ["5", "p5", "1"]]
    assert shop.sql("mile", mile) == [["p1", "1", "f"], ["P1", "2", "t"], ["p2", "1", "t"], ["p3", "1", "f"], ["p3", "3", "t"],
                                      ["p4", "1", "t"], ["p5", "1", "t"]]
    metrics = "select batch, state, read, inserted, updated, deleted, latency > '1 day' from dsgen.metrics order by batch"
    for platform in ("live", "mile"):
        assert shop.sql(platform, metrics) == [["1", "committed", "5", "5", "0", "0", "t"], ["2", "committed", "2", "0", "1", "1", "t"],
                                               ["3", "committed", "1", "1", "0", "0", "t"], ["4", "committed", "1", "0", "0", "0", "t"]], platform


def test_a_source_without_positions(shop):
    """Not every database has them; a key that comes by another partition is still changed."""
    for platform in ("live", "mile"):
        for batch, rows in enumerate([[(1, "a", 0), (2, "x", 1)], [(1, "b", 1)], [(1, "c", 0), (1, "d", 0)]]):
            records = [(number, name, "false", "u", None, None, None, "s.people", partition, batch * 10 + n)
                       for n, (number, name, partition) in enumerate(rows)]
            shop.stage(platform, "shop__people", ["id", "name"] + ADDED, records)
            shop.merge(platform, "shop", "people")
        open = " where dp_out is null" if platform == "mile" else ""
        assert shop.sql(platform, f"select id, name from merge.shop__people{open} order by id") == [["1", "d"], ["2", "x"]]
    versions = "select name from merge.shop__people where id = 1 order by dp_in"
    assert shop.sql("mile", versions) == [["a"], ["b"], ["d"]]
