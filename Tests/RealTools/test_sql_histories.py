"""A thousand random histories through the generated merges, against an oracle that folds them."""
from __future__ import annotations

import random

import pytest

from Support.postgres.histories import COLUMNS, Change, Histories, Oracle
from Support.postgres.merges import ADDED, Merges

DATASET = "{ classification: IP, columns: { hist: integer primary key, id: integer primary key, name: varchar, amount: \"decimal(12,2)\", doc: variant } }"
STORE = f"""
kind: Datastore
name: h
team: main/data
ingestion: {{ type: kafka, container: broker, credential: events, format: debezium, encoding: json-with-schema, topic: "h.{{dataset}}" }}
datasets:
  by_key: {DATASET}
  by_position: {DATASET}
"""
PARTITIONS = 6
BATCHES = 10


class Topic:
    """A topic of several partitions whose records arrive little by little, some of them twice."""

    def __init__(self, dataset: str, seed: int):
        self.dataset, self.random = dataset, random.Random(seed)
        self.pending: list[list[Change]] = [[] for _ in range(PARTITIONS)]
        self.offsets = [self.random.randrange(0, 50) for _ in range(PARTITIONS)]
        self.written: list[tuple] = []

    def deliver(self, partition: int, changes: list[Change]) -> list[tuple]:
        rows = []
        for change in changes:
            # Markers of transactions take offsets too.
            self.offsets[partition] += self.random.choice([1, 1, 1, 2, 3])
            rows.append(change.row(f"h.{self.dataset}", partition, self.offsets[partition]))
        return rows

    def stage(self, merges: Merges, rows: list[tuple]) -> None:
        again = self.random.sample(self.written, min(len(self.written), 300))
        self.written += rows
        batch = list(dict.fromkeys(rows + again))
        self.random.shuffle(batch)
        for platform in ("live", "mile"):
            merges.stage(platform, f"h__{self.dataset}", COLUMNS + ADDED, batch)


def check(merges: Merges, dataset: str, oracle: Oracle) -> None:
    merges.merge("live", "h", dataset)
    merges.merge("mile", "h", dataset)
    table = f"merge.h__{dataset}"
    columns = "hist, id, coalesce(name, '~'), coalesce(amount::text, '~'), coalesce(doc::text, '~')"

    def text(values: tuple) -> tuple:
        return tuple("~" if v is None else v for v in values)

    live = {(int(r[0]), int(r[1])): tuple(r[2:]) for r in merges.sql("live", f"select {columns} from {table}")}
    assert live == {key: text(values) for key, values in oracle.live.items()}
    versions: dict[tuple, list] = {}
    for row in merges.sql("mile", f"select {columns}, dp_out is null from {table} order by hist, id, dp_in"):
        versions.setdefault((int(row[0]), int(row[1])), []).append([tuple(row[2:5]), row[5] == "t"])
    assert versions == {key: [[text(values), is_open] for values, is_open in found]
                        for key, found in oracle.versions.items() if found}
    overlaps = f"""select count(*) from (select dp_in, dp_out, lead(dp_in) over (partition by hist, id order by dp_in) as next
        from {table}) v where dp_in >= dp_out or dp_out > next or (next is not null and dp_out is null)"""
    assert merges.sql("mile", overlaps) == [["0"]]
    counts = "select inserted, updated, deleted from dsgen.metrics where stream = 'h.%s' order by started desc limit 1" % dataset
    for platform in ("live", "mile"):
        assert merges.sql(platform, counts) == [[str(n) for n in oracle.counts]], platform


def replay(merges: Merges, dataset: str) -> None:
    """All of staging once more, as if but one record a partition had been merged: nothing changes."""
    table = f"merge.h__{dataset}"
    for platform in ("live", "mile"):
        assert "nothing new" in merges.merge(platform, "h", dataset)
        before = merges.sql(platform, f"select t::text from {table} t order by 1")
        merges.sql(platform, f"update dsgen.marks set upto = first where staging = 'h__{dataset}'")
        done = merges.merge(platform, "h", dataset)
        assert "0 inserted, 0 updated, 0 deleted" in done
        assert merges.sql(platform, f"select t::text from {table} t order by 1") == before


@pytest.fixture(scope="module")
def merges(postgres, tmp_path_factory) -> Merges:
    made = Merges(postgres, tmp_path_factory.mktemp("histories")).render(STORE)
    for platform in ("live", "mile"):
        made.tables(platform, "h")
    return made


def test_each_key_in_one_partition(merges):
    """Partitions come on at their own pace; what a key has become is what its partition says."""
    histories, topic, oracle = Histories(1, 1000, 18), Topic("by_key", 2), Oracle()
    for change in histories.changes:
        topic.pending[(change.key[0] * 7 + change.key[1]) % PARTITIONS].append(change)
    for batch in range(BATCHES):
        rows, taken = [], []
        for partition, pending in enumerate(topic.pending):
            last = batch == BATCHES - 1
            count = len(pending) if last else topic.random.randrange(1, 2 + len(pending) // 4)
            rows += topic.deliver(partition, pending[:count])
            taken += pending[:count]
            del pending[:count]
        topic.stage(merges, rows)
        oracle.batch(taken)
        check(merges, "by_key", oracle)
    replay(merges, "by_key")


def test_keys_in_any_partition(merges):
    """A key's records may be in several partitions; then the position in the source decides."""
    histories, topic, oracle = Histories(3, 1000, 12), Topic("by_position", 4), Oracle()
    pending = list(histories.changes)
    while pending:
        count = topic.random.randrange(2000, 4000)
        # What has one position in the source stays together.
        while count < len(pending) and pending[count].lsn == pending[count - 1].lsn:
            count += 1
        taken, pending = pending[:count], pending[count:]
        rows = []
        for change in taken:
            rows += topic.deliver(topic.random.randrange(PARTITIONS), [change])
        topic.stage(merges, rows)
        oracle.batch(taken)
        check(merges, "by_position", oracle)
