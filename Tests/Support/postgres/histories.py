"""Random histories of rows, as a source would send them, and what must become of them."""
from __future__ import annotations

import random
from dataclasses import dataclass

from Support.postgres.merges import PLACEHOLDER

COLUMNS = ["hist", "id", "name", "amount", "doc"]
IDS = 4


@dataclass(frozen=True)
class Change:
    """One record: the row after it, and what it is known by."""

    key: tuple[int, int]
    values: tuple | None  # None: the row is gone
    sent: tuple  # the values as the record has them
    op: str
    lsn: int

    def row(self, topic: str, partition: int, offset: int) -> tuple:
        gone = "true" if self.values is None else "false"
        return (*self.key, *self.sent, gone, self.op, self.lsn, 1_700_000_000_000_000, 7, topic, partition, offset)


class Histories:
    """Many histories side by side; each has a few keys of its own."""

    def __init__(self, seed: int, count: int, steps: int):
        self.random = random.Random(seed)
        self.lsn = 0
        self.changes: list[Change] = []
        states: list[dict[int, tuple]] = [{} for _ in range(count)]
        for _ in range(steps):
            for hist in self.random.sample(range(count), count):
                self.step(hist, states[hist])

    def step(self, hist: int, rows: dict[int, tuple]) -> None:
        draw = self.random.random()
        free = [n for n in range(IDS) if n not in rows]
        if free and (draw < 0.3 or not rows):
            self.put(hist, self.random.choice(free), rows, self.values(), "c" if draw < 0.25 else "r")
        elif draw < 0.45:
            self.drop(hist, self.random.choice(sorted(rows)), rows)
        elif draw < 0.55 and free:  # a change of the key: both records have one position
            old, new = self.random.choice(sorted(rows)), self.random.choice(free)
            values = rows[old]
            self.drop(hist, old, rows)
            self.lsn -= 1
            self.put(hist, new, rows, values, "c")
        else:
            number = self.random.choice(sorted(rows))
            values = rows[number]
            if draw < 0.9:
                name, amount, doc = self.values()
                values = (self.random.choice([name, values[0]]), self.random.choice([amount, values[1]]),
                          self.random.choice([doc, values[2], values[2]]))
            same = values[2] == rows[number][2]
            sent = (*values[:2], PLACEHOLDER if same and self.random.random() < 0.7 else values[2])
            self.put(hist, number, rows, values, "u", sent)

    def values(self) -> tuple:
        pick = self.random.choice
        return (pick([None, "", "a", "ab", "x'\"\\y"]), pick([None, "0.00", "-1.50", "9999999999.99"]),
                pick([None, '{"a": 1}', "[]", '"text"']))

    def put(self, hist: int, number: int, rows: dict, values: tuple, op: str, sent: tuple | None = None) -> None:
        self.lsn += 1
        rows[number] = values
        self.changes.append(Change((hist, number), values, sent or values, op, self.lsn))

    def drop(self, hist: int, number: int, rows: dict) -> None:
        """A delete says nothing true but the key."""
        self.lsn += 1
        del rows[number]
        self.changes.append(Change((hist, number), None, (None, "0.00", PLACEHOLDER), "d", self.lsn))


class Oracle:
    """The live rows and all versions, by folding what each batch brought."""

    def __init__(self):
        self.live: dict[tuple, tuple] = {}
        self.versions: dict[tuple, list[list]] = {}
        self.counts = (0, 0, 0)

    def batch(self, changes: list[Change]) -> None:
        """Changes of one batch, in their true order."""
        last = {change.key: change.values for change in changes}
        inserted = updated = deleted = 0
        for key, values in last.items():
            old = self.live.get(key)
            if old == values:
                continue
            versions = self.versions.setdefault(key, [])
            if old is not None:
                versions[-1][1] = False
            if values is None:
                del self.live[key]
                deleted += 1
            else:
                self.live[key] = values
                versions.append([values, True])
                inserted, updated = (inserted + 1, updated) if old is None else (inserted, updated + 1)
        self.counts = (inserted, updated, deleted)
