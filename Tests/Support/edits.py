"""A model that somebody edits: a few files, and random changes of them such as people make, right and wrong."""
from __future__ import annotations

import random
import re
from pathlib import Path

from Support.cases import EXAMPLES

COLUMN = r"^( {6})(\w+): ([a-z]+(\(\d+\))?)( primary key| not null)?$"
DATASET = r"^  (\w+):\n    description: .*\n(?:    .*\n|      .*\n)+"
TYPES = ("smallint", "integer", "bigint", "varchar(7)", "varchar(70)", "varchar", "date", "real", "binary", "text(")
CLASSES = ("PUB", "IP", "CPI", "PC1", "MNPI")
# A file of this many bytes is read, and kept, by itself.
PADDING = "".join(f"# {'padding ' * 11}{number}\n" for number in range(700))


def ledger(part: int) -> str:
    names = [f"entries_{part}{letter}" for letter in "abcdef"]
    text = "kind: Datasets\ndatastore: ledger\ndatasets:\n"
    for name in names:
        text += (f"  {name}:\n    description: Postings of {name}\n    classification: IP\n    columns:\n"
                 "      posting_id: bigint primary key\n      amount: varchar(20)\n      booked: date\n")
    return text


# Its topics are of the ledger's form, so that a dataset of the one may have a topic of the other.
JOURNAL = """kind: Datastore
name: journal
team: EU/purchasing
description: Entries as they were made
production: true
ingestion: { type: kafka, container: events, credential: catalog_kafka, topic: "ledger.j_{dataset}" }
datasets:
  made:
    description: Entries
    classification: IP
    columns:
      id: bigint primary key
      ledger__made: varchar(9)
  open__made:
    description: Entries that are not closed
    classification: IP
    columns:
      id: bigint primary key
"""
LEDGER = """kind: Datastore
name: ledger
team: EU/purchasing
description: Postings
production: true
slices: 4
ingestion: { type: kafka, container: events, credential: catalog_kafka, topic: "ledger.{dataset}" }
"""
BOOKS = """kind: Workspace
name: books
team: EU/purchasing
description: Reads all postings and the products
priority: high
production: true
container: platform
groups:
  all:
    needs: { history: live, latency: hours }
    reads:
      - { datasets: "ledger.*" }
      - { datasets: "journal.*" }
      - { datasets: "catalog.zz*" }
      - catalog.products
  first:
    needs: { history: live, latency: hours }
    reads:
      - { dataset: ledger.entries_0a, columns: [posting_id, amount] }
"""
# Has nothing to do with what transformers read or make.
DIARY = """kind: Workspace
name: diary
team: EU/purchasing
description: Reads what was entered
priority: medium
production: true
groups:
  all_entries:
    needs: { history: live, latency: hours }
    reads:
      - { datasets: "journal.*" }
"""
SUPPRESSIONS = """kind: Suppressions
suppressions:
  - { rule: slices-sparse, object: web, reason: it will grow, owner: USA/sales, expires: 2030-01-01 }
  - { rule: description-empty, object: diary, reason: nothing to say, owner: EU/purchasing, expires: 2030-01-01 }
"""


class EditedModel:
    """The files of a model, by path, and their versions so far."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.pick = random.Random(seed)
        self.files = {
            str(path.relative_to(EXAMPLES / "northwind")): path.read_text()
            for path in sorted((EXAMPLES / "northwind").rglob("*.yaml"))
        }
        place = "zones/EU/purchasing/"
        self.files[place + "datastores/ledger.yaml"] = LEDGER
        for part in (0, 1):
            self.files[f"{place}datastores/ledger-{part}.yaml"] = ledger(part)
        self.files[place + "datastores/journal.yaml"] = JOURNAL
        self.files[place + "workspaces/books.yaml"] = BOOKS
        self.files[place + "workspaces/diary.yaml"] = DIARY
        if seed % 3 == 0:
            self.files["suppressions.yaml"] = SUPPRESSIONS
        self.files["assignments.yaml"] = self.files["assignments.yaml"].replace(
            "groups:\n", "groups:\n" + "".join(
                f"  {group}: [{{ platform: northwind_live, status: provisioned }}]\n"
                for group in ("books.all", "books.first", "diary.all_entries")), 1)
        # A few datasets more, and a platform has too many connectors or DAG files.
        self.files["platforms/live.yaml"] = (
            self.files["platforms/live.yaml"].replace("connections: 300", f"connections: {self.pick.choice((136, 140, 1000))}")
            .replace("task_rate: 2", f"task_rate: 2, dag_files: {self.pick.choice((10, 11, 1000))}"))
        self.past = [dict(self.files)]
        # The last version that was right.
        self.right = self.files
        self.write({})

    def write(self, before: dict[str, str]) -> None:
        for path in before.keys() - self.files.keys():
            (self.folder / path).unlink()
        for path, text in self.files.items():
            if before.get(path) != text:
                (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
                (self.folder / path).write_text(PADDING + text)

    def edit(self, is_right: bool) -> str:
        """Changes the model once, and says how. Most people mend first what is wrong with it."""
        before = self.files
        if is_right:
            self.right = before
        elif self.pick.random() < 0.7:
            self.files = self.right
        self.files = dict(self.files)
        # Half of all changes are of what is in a dataset: most that people make are.
        inside = [self.retype, self.add_column, self.drop_column, self.classify, self.describe, self.deprecate]
        name = ""
        for _ in range(self.pick.choice((1, 1, 1, 2, 3))):
            change = self.pick.choice(inside + [self.pick.choice(
                [self.priority, self.add_dataset, self.drop_dataset, self.add_dataset, self.drop_dataset, self.blank,
                 self.slices, self.reads, self.lines, self.words, self.remove_file, self.new_file, self.undo, self.move,
                 self.schedule, self.assign, self.name, self.approve])] * 4)
            change()
            name += change.__name__ + " "
        self.past.append(dict(self.files))
        self.write(before)
        return name

    # --- where

    def some(self, pattern: str, files: str = "") -> tuple[str, re.Match[str]] | None:
        found = [(path, match) for path, text in sorted(self.files.items()) if files in path
                 for match in re.finditer(pattern, text, re.M)]
        return self.pick.choice(found) if found else None

    def put(self, place: tuple[str, re.Match[str]] | None, text: str) -> None:
        if place:
            path, match = place
            whole = self.files[path]
            self.files[path] = whole[: match.start()] + text + whole[match.end():]

    # --- what is in a dataset

    def retype(self) -> None:
        if place := self.some(COLUMN):
            match = place[1]
            self.put(place, f"{match[1]}{match[2]}: {self.pick.choice(TYPES)}{match[5] or ''}")

    def add_column(self) -> None:
        if place := self.some(COLUMN):
            self.put(place, f"{place[1][0]}\n      extra_{self.pick.randrange(9)}: {self.pick.choice(TYPES)}")

    def drop_column(self) -> None:
        self.put(self.some(r"^ {6}\w+: .*\n"), "")

    def classify(self) -> None:
        self.put(self.some(r"^    classification: \w+$"), f"    classification: {self.pick.choice(CLASSES)}")

    def describe(self) -> None:
        self.put(self.some(r"^    description: .*$"), f"    description: Words {self.pick.randrange(99)}")

    def deprecate(self) -> None:
        if place := self.some(r"^    deprecated: true\n") if self.pick.random() < 0.5 else None:
            self.put(place, "")
        elif place := self.some(r"^    classification: .*\n"):
            self.put(place, place[1][0] + "    deprecated: true\n")

    # --- everything else

    def priority(self) -> None:
        self.put(self.some(r"^priority: \w+$"), f"priority: {self.pick.choice(('low', 'medium', 'high', 'critical'))}")

    def add_dataset(self) -> None:
        name = self.pick.choice((f"added_{self.pick.randrange(20)}", "j_made", "open_made", "open__made", "made", "zz_new", "n" * 120))
        self.put(self.some(r"^datasets:\n"), f"datasets:\n  {name}:\n    description: New\n    classification: IP\n"
                 "    columns:\n      id: bigint primary key\n      words: varchar(9)\n")

    def name(self) -> None:
        """What is outside calls a dataset otherwise."""
        name = self.pick.choice(("made", "added_1", "entries_0a", "ledger__added_2", "catalog__products", "j_made"))
        field = self.pick.choice(("as: {}", "was: {}", "topic: ledger.{}", "source: {{ table: {} }}"))
        self.put(self.some(r"^    description: .*$"), f"    description: Named\n    {field.format(name)}")

    def approve(self) -> None:
        approved = self.pick.choice(("[added_1, entries_0a]", "[made]", "[]"))
        self.put(self.some(r"^ingestion:"), f"approvals: [{{ group: books.all, datasets: {approved} }}]\ningestion:")

    def drop_dataset(self) -> None:
        self.put(self.some(DATASET), "")

    def blank(self) -> None:
        self.put(self.some(r"^kind: "), "# a remark\n\nkind: ")

    def slices(self) -> None:
        self.put(self.some(r"^(slices: \d+\n)?ingestion:"), f"slices: {self.pick.randrange(1, 6)}\ningestion:")

    def reads(self) -> None:
        if self.pick.random() < 0.4:
            self.put(self.some(r"^      - .*\n", "workspaces"), "")
        elif place := self.some(r"^    reads:\n", "workspaces"):
            store, dataset = self.pick.choice((("catalog", "region"), ("ledger", "entries_1c"), ("web", "clicks_20260101"),
                                               ("catalog", "us_states"), ("sales", "orders"), ("ledger", "nothing"), ("journal", "made")))
            self.put(place, f"{place[1][0]}      - {store}.{dataset}\n")

    def lines(self) -> None:
        self.put(self.some(r"^ .*\n"), self.pick.choice(("", "  odd: line\n", "\t\n", "    - x\n")))

    def words(self) -> None:
        """A name is another one, everywhere."""
        old = self.pick.choice(("entries_0b", "products", "ledger", "books", "catalog", "masking", "posting_id", "finance"))
        new = old + self.pick.choice(("_x", "_y"))
        self.files = {path: re.sub(rf"\b{old}\b", new, text) for path, text in self.files.items()}

    def remove_file(self) -> None:
        path = self.pick.choice(sorted(self.files))
        if path != "dsgen.yaml":
            del self.files[path]

    def new_file(self) -> None:
        part = self.pick.randrange(2, 6)
        self.files[f"zones/EU/purchasing/datastores/ledger-{part}.yaml"] = ledger(part)

    def undo(self) -> None:
        self.files = dict(self.pick.choice(self.past))

    def move(self) -> None:
        path = self.pick.choice(sorted(self.files))
        if path.startswith("zones"):
            self.files[path.replace(".yaml", "-moved.yaml")] = self.files.pop(path)

    def schedule(self) -> None:
        self.put(self.some(r'\*/\d+ \* \* \* \*'), f"*/{self.pick.choice((2, 5, 10, 20))} * * * *")

    def assign(self) -> None:
        self.put(self.some(r"platform: northwind_\w+", "assignments"),
                 f"platform: northwind_{self.pick.choice(('live', 'history'))}")
