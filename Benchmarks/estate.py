#!/usr/bin/env python3
"""Writes the model of an estate of any size: the same options give the same bytes, everywhere.

Every dataset is read by some group, so that nothing of the estate is left out of the output. See
README.md for what the estate looks like and why.
"""

import argparse
import functools
import hashlib
import multiprocessing
import os
import pathlib
import random

import freehand

LOCATION = "onprem:USA/NY_1"
# A file of datasets holds this many: about what people keep in one file of a generated model.
DATASETS_A_FILE = 500
# What makes a slice that is neither sparse nor overfull.
DATASETS_A_SLICE = 100

WORDS = (
    "account address agent amount asset balance batch branch budget campaign card carrier category "
    "channel city claim client code contact contract country county credit currency customer cycle "
    "delivery department deposit discount district document driver email employee event exchange "
    "exposure facility factor family fee field fiscal fleet forecast freight fund grade gross group "
    "guarantee holder hour index industry interest inventory invoice issue item journal label ledger "
    "legal limit line loan location lot maker margin market material measure member method model "
    "month network note notional number office operator option origin outlet owner package parent "
    "partner party payment period person phone plan plant policy portfolio position postal premium "
    "price product profile program project provider purchase quality quantity quarter quota rate "
    "rating reason receipt record region release request reserve resource result return revenue "
    "review risk role route sales scale schedule scheme sector segment seller sequence series "
    "service session share shipment site source spread staff stage state status stock store street "
    "supplier survey swap target tax team tenant term terminal territory ticket total trade transfer "
    "transport treasury unit usage utility vendor version visit volume voucher warehouse week weight "
    "yield zone"
).split()
# One of each that a connector carries without loss; common ones are listed more than once.
TYPES = (
    "varchar(40)", "varchar(255)", "varchar(30) not null", "varchar(2000)", "char(3) not null",
    "bigint", "bigint not null", "integer", "integer not null", "smallint", "boolean not null",
    "timestamp not null", "timestamp", "date", "decimal(18,2) not null", "decimal(12,4)",
    "double", "uuid", "varchar(100)", "varchar(12) not null",
)  # fmt: skip
# What a random byte stands for.
WORD_OF_BYTE = [WORDS[byte % len(WORDS)] for byte in range(256)]
TYPE_OF_BYTE = [TYPES[byte % len(TYPES)] for byte in range(256)]
CLASSES = ("IP", "CPI", "PUB", "MNPI")


class Estate:
    """The options, and what follows from them."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.datasets: int = options.datasets
        self.columns: int = options.columns
        self.stores: int = min(options.stores or max(1, options.datasets // 1000), options.datasets)
        self.workspaces: int = options.workspaces or max(1, options.datasets // 1000)
        self.schemas = options.schemas or max(1, round(options.datasets * options.distinct))
        self.seed: int = options.seed
        self.faults: int = options.faults
        self.style: str = options.style
        self.shapes: bool = options.shapes
        # A schema that many datasets have is made once.
        keep = functools.lru_cache(None if self.schemas <= 1000 else 0)
        self.schema = keep(self.schema)

    def store(self, index: int) -> range:
        """The numbers of a store's datasets."""
        return range(
            self.datasets * index // self.stores, self.datasets * (index + 1) // self.stores
        )

    def name(self, number: int) -> str:
        """A dataset's name: a word, and its number so that it is the only one."""
        return f"{WORDS[number * 7919 % len(WORDS)]}_{number:07}"

    def schema(self, number: int) -> list[tuple[str, str]]:
        """The columns of one schema: names and definitions. Its key's name makes it the only one."""
        mark = "" if number < self.faults else " primary key"
        columns = [(f"{WORDS[number * 7919 % len(WORDS)]}_{number}_id", "bigint" + mark)]
        names = {columns[0][0]}
        picks = b""
        while len(columns) < self.columns:
            if len(picks) < 3:
                picks = hashlib.blake2b(f"{self.seed} {number} {len(columns)}".encode()).digest()
            name = f"{WORD_OF_BYTE[picks[0]]}_{WORD_OF_BYTE[picks[1]]}"
            if name in names:
                name += f"_{len(columns)}"
            names.add(name)
            columns.append((name, TYPE_OF_BYTE[picks[2]]))
            picks = picks[3:]
        return columns

    def readers(self, store: int) -> list[int]:
        """The workspaces that read a store: the first of them all of it."""
        if self.workspaces <= self.stores:
            return [store % self.workspaces]
        return list(range(store, self.workspaces, self.stores))


def ecosystem() -> str:
    return """\
kind: Ecosystem
name: Estate
description: A generated estate, to measure with
repository: acme/data-model@ecosystem
live: acme/data-model@main
zones:
  USA: acme/data-model@usa
vendors:
  onprem:
    cloud: private
    description: Our own data centres
    locations: { USA: [NY_1] }
---
kind: Zone
name: USA
teams:
  sales: acme/sales-model@main
policies:
  locations: { allow: ["onprem:USA"] }
  clouds: { allow: [private] }
  storage: { allow: [kafka, postgres] }
  classifications: { deny: [PC3] }
"""


def team(estate: Estate) -> str:
    lines = [
        "kind: Team",
        "name: sales",
        "zone: USA",
        "credentials:",
        "  events: user-password",
        "  capture: user-password",
        "  registry: user-password",
        "containers:",
        "  events:",
        "    type: kafka",
        '    bootstrap: ["broker-1.acme.internal:9093", "broker-2.acme.internal:9093"]',
        '    registry: { url: "https://registry.acme.internal", credential: registry }',
        f'    locations: ["{LOCATION}"]',
    ]
    for store in range(estate.stores):
        if ingestion(store) == "cdc":
            lines += [
                f"  db_{store:05}:",
                "    type: postgres",
                f"    host: db-{store:05}.acme.internal",
                "    port: 5432",
                "    database: main",
                "    slots: 20",
                f'    locations: ["{LOCATION}"]',
            ]
    return "\n".join(lines) + "\n"


def ingestion(store: int) -> str:
    """Two thirds of the stores are published to Kafka, one third is captured."""
    return "cdc" if store % 3 == 2 else "kafka"


def datastore(estate: Estate, store: int) -> str:
    datasets = estate.store(store)
    slices = max(1, round(len(datasets) / DATASETS_A_SLICE))
    lines = [
        "kind: Datastore",
        f"name: store_{store:05}",
        "team: USA/sales",
        "production: true",
        f"slices: {slices}",
        f"description: Store {store} of the estate",
        "ingestion:",
    ]
    if ingestion(store) == "cdc":
        lines += [
            "  type: cdc",
            f"  container: db_{store:05}",
            "  credential: capture",
            "  signals: dsgen.signals",
        ]
    else:
        lines += [
            "  type: kafka",
            "  container: events",
            "  credential: events",
            "  format: debezium",
            "  encoding: avro",
            f'  topic: "store_{store:05}.public.{{dataset}}"',
        ]
    # Every tenth store moves as a whole, in one transaction.
    lines.append(f"  consistency: {'store' if store % 10 == 5 else 'dataset'}")
    lines.append('  schedule: "*/5 * * * *"')
    if estate.shapes:
        lines.append("shapes:")
        for number in range(estate.schemas):
            lines.append(f"  schema_{number}:")
            lines += fields(estate, number)
    return "\n".join(lines) + "\n"


def fields(estate: Estate, number: int) -> list[str]:
    """What a dataset or a shape says: one column a line."""
    lines = [f"    classification: {CLASSES[number % len(CLASSES)]}", "    columns:"]
    for name, definition in estate.schema(number % estate.schemas):
        lines.append(f"      {name}: {definition}")
    return lines


def canonical(estate: Estate, numbers: range) -> str:
    """Datasets as `dsgen fmt` would write them: one column a line, short forms, no comments."""
    lines = []
    for number in numbers:
        lines.append(f"  {estate.name(number)}:")
        lines += fields(estate, number)
    return "\n".join(lines) + "\n"


def workspace(estate: Estate, index: int, reads: dict[int, list[int]]) -> str:
    priority = ("low", "medium", "high", "critical")[index % 4]
    lines = [
        "kind: Workspace",
        f"name: workspace_{index:05}",
        "team: USA/sales",
        f"priority: {priority}",
        "production: true",
        "container: platform",
        "groups:",
        "  live:",
        "    needs: { history: live, latency: minutes }",
        "    reads:",
    ]
    for store in reads.get(index, []):
        if estate.readers(store)[0] == index:
            lines.append(f'      - {{ datasets: "store_{store:05}.*" }}')
            continue
        datasets = estate.store(store)
        for position in range(0, len(datasets), max(1, len(datasets) // 20)):
            lines.append(f"      - store_{store:05}.{estate.name(datasets[position])}")
    return "\n".join(lines) + "\n"


def platform(estate: Estate) -> str:
    lines = [
        "kind: Platform",
        "name: prod_live",
        "type: kubernetes-postgres",
        "environment: prod",
        "merge: live",
        "namespace: ds-prod",
        f'location: "{LOCATION}"',
        "images:",
    ]
    for image in ("dsgen", "postgres", "kafka", "connect", "airflow"):
        lines.append(f'  {image}: "registry.acme.internal/{image}:1.0.0"')
    lines += [
        "connectors: per-dataset",
        "jobs: per-stream",
        f"postgres: {{ host: pg-data, credential: postgres, storage: 100Gi, "
        f"connections: {min(262_143, 3 * estate.datasets + 100)} }}",
        "kafka: { cluster: kafka, connect: kafka-connect, credential: connect }",
        f"airflow: {{ name: airflow, credential: airflow, slots: 64, "
        f"task_rate: {max(2, min(10_000, estate.datasets // 250))}, "
        f"dag_files: {min(1_000_000, 2 * estate.datasets // DATASETS_A_SLICE + 1000)} }}",
        "git: { credential: git }",
        'slack: { channel: "#data-events", credential: slack }',
        'infrastructure: { schedule: "*/15 * * * *" }',
        "credentials:",
        "  postgres: user-password",
        "  connect: user-password",
        "  airflow: user-password",
        "  git: api-token",
        "  slack: api-token",
        "---",
        "kind: Assignments",
        "groups:",
    ]
    for index in range(estate.workspaces):
        lines.append(
            f"  workspace_{index:05}.live: [{{ platform: prod_live, status: provisioned }}]"
        )
    return "\n".join(lines) + "\n"


def put(file: pathlib.Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def write_store(estate: Estate, root: pathlib.Path, store: int, part: range) -> None:
    """Writes one file of a store's datasets, and before the first of them the store."""
    folder = root / f"zones/USA/sales/datastores/store_{store:05}"
    first = part.start - estate.store(store).start
    if first == 0:
        put(folder / "store.yaml", datastore(estate, store))
    head = f"kind: Datasets\ndatastore: store_{store:05}\ndatasets:\n"
    if estate.shapes:
        body = "".join(f"  {estate.name(n)}: schema_{n % estate.schemas}\n" for n in part)
    elif estate.style == "canonical":
        body = canonical(estate, part)
    else:
        entries = [(estate.name(n), estate.schema(n % estate.schemas)) for n in part]
        body = freehand.datasets(entries, CLASSES, random.Random(f"{estate.seed} {part}"))
    put(folder / f"datasets-{first // DATASETS_A_FILE:04}.yaml", head + body)


def write(estate: Estate, root: pathlib.Path, jobs: int) -> None:
    put(root / "dsgen.yaml", ecosystem())
    put(root / "platforms/prod.yaml", platform(estate))
    put(root / "zones/USA/sales/team.yaml", team(estate))
    reads: dict[int, list[int]] = {}
    for store in range(estate.stores):
        for reader in estate.readers(store):
            reads.setdefault(reader, []).append(store)
    for index in range(estate.workspaces):
        if index in reads:
            text = workspace(estate, index, reads)
            put(root / f"zones/USA/sales/workspaces/workspace_{index:05}.yaml", text)
    files = (
        (store, range(first, min(first + DATASETS_A_FILE, numbers.stop)))
        for store in range(estate.stores)
        for numbers in [estate.store(store)]
        for first in range(numbers.start, numbers.stop, DATASETS_A_FILE)
    )
    if jobs == 1:
        for store, part in files:
            write_store(estate, root, store, part)
        return
    # Processes inherit the estate.
    global job
    job = functools.partial(write_store, estate, root)
    with multiprocessing.get_context("fork").Pool(jobs) as pool:
        for _ in pool.imap_unordered(call, files, chunksize=8):
            pass
        # Else they would be ended by a signal, which whoever started this may have blocked for good.
        pool.close()
        pool.join()


def call(arguments: tuple[int, range]) -> None:
    job(*arguments)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=pathlib.Path, help="the folder to write, which must not exist")
    parser.add_argument("--datasets", type=int, default=10_000)
    parser.add_argument("--columns", type=int, default=10, help="columns of a dataset")
    parser.add_argument("--stores", type=int, help="default: one for 1,000 datasets")
    parser.add_argument("--workspaces", type=int, help="default: one for 1,000 datasets")
    parser.add_argument(
        "--distinct", type=float, default=1.0, help="share of distinct schemas, from 0 to 1"
    )
    parser.add_argument(
        "--schemas", type=int, help="so many distinct schemas, in place of a share"
    )
    parser.add_argument(
        "--shapes", action="store_true", help="each store has its schemas as shapes, which its datasets name"
    )  # fmt: skip
    parser.add_argument("--style", choices=("canonical", "freehand"), default="canonical")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--faults", type=int, default=0, help="so many schemas lack their key: equal faults"
    )
    parser.add_argument(
        "--jobs", type=int, default=len(os.sched_getaffinity(0)), help="processes that write"
    )
    options = parser.parse_args()
    if options.datasets < 1 or options.columns < 1 or not 0 <= options.distinct <= 1:
        parser.error("an estate has a dataset, a dataset has a column, a share is from 0 to 1")
    options.out.mkdir(parents=True)
    write(Estate(options), options.out, options.jobs)


if __name__ == "__main__":
    main()
