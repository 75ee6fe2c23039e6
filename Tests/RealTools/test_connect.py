"""Kafka Connect itself takes every connector, and records land in the tables that were planned."""
from __future__ import annotations

import re
from collections import Counter

import pytest

from conftest import join
from Support import cases, model
from Support.catalogues.catalogue import load, problems
from Support.kafka_connect.capture import SINK, SOURCE, at
from Support.kafka_connect.worker import transform

MIRROR = "org.apache.kafka.connect.mirror.MirrorSourceConnector"
# Classes whose jars are not among those of the tests, and a class of the same kind that is.
ABSENT_CONVERTER = "io.confluent.connect.json.JsonSchemaConverter"
FILE_SINK = "org.apache.kafka.connect.file.FileStreamSinkConnector"
FILE_SOURCE = "org.apache.kafka.connect.file.FileStreamSourceConnector"


def all_connectors(case):
    return [(platform, place, name, config) for platform in case.platforms
            for place, name, config in platform.connectors()]


def test_every_key_is_in_its_catalogue(case):
    found = [f"{place}: {name}: {problem}" for _, place, name, config in all_connectors(case)
             for problem in problems(config)]
    assert not found, join(found)


@pytest.fixture(scope="session")
def producer(postgres):
    """A producer's database as a Debezium source wants it: logical WAL and a role that may replicate."""
    postgres.database("captured", "capture")
    postgres.sql("alter role capture replication")
    return postgres


def test_the_real_worker_accepts_every_source(case, worker, producer):
    found = []
    for _, place, name, config in all_connectors(case):
        if config["connector.class"] == SOURCE:
            tried = {k: v for k, v in without_absent(at(config, producer, "captured", "capture")).items() if v}
            found += [f"{place}: {name}: {key}: {error}" for key, errors in worker.validate(tried).items() for error in errors]
    assert not found, join(found)


def without_absent(config: dict[str, str]) -> dict[str, str]:
    """JSON Schema's converter is not among the jars: its keys are left to the catalogue."""
    out = dict(config)
    for prefix in ("key.converter", "value.converter"):
        if out.get(prefix) == ABSENT_CONVERTER:
            out = {k: v for k, v in out.items() if not k.startswith(prefix + ".")}
            out[prefix] = "org.apache.kafka.connect.json.JsonConverter"
    return out


def test_the_real_worker_accepts_the_common_part_of_the_others(case, worker):
    """Names, topics, converters, transforms, error handling: all that is not the class's own."""
    found = []
    for _, place, name, config in all_connectors(case):
        if config["connector.class"] == SOURCE:
            continue
        kind = "sink" if config["connector.class"] == SINK else "source"
        common = load(f"connect-{kind}").keys
        kept = {k: v for k, v in without_absent(config).items() if k in common or re.match(
            r"(transforms|predicates|(key|value|header)\.converter|(consumer|producer|admin)\.override|topic\.creation)\.", k)}
        kept["connector.class"] = FILE_SINK if kind == "sink" else FILE_SOURCE
        kept |= {"topic": "any", "file": "/dev/null"} if kind == "source" else {"file": "/dev/null"}
        found += [f"{place}: {name}: {key}: {error}" for key, errors in worker.validate(kept).items() for error in errors]
    assert not found, join(found)


def test_the_real_worker_refuses_a_wrong_source(worker, producer):
    right = at({"name": "x", "connector.class": SOURCE, "topic.prefix": "x", "plugin.name": "pgoutput"}, producer, "captured", "capture")
    right = {k: v for k, v in right.items() if v}
    assert worker.validate(right) == {}
    assert "plugin.name" in worker.validate({**right, "plugin.name": "wal2json"})
    assert "topic.prefix" in worker.validate({k: v for k, v in right.items() if k != "topic.prefix"})
    assert "database.hostname" in worker.validate({**right, "database.dbname": "absent"})
    assert "transforms.r.regex" in worker.validate({
        **right, "transforms": "r", "transforms.r.type": "org.apache.kafka.connect.transforms.RegexRouter",
        "transforms.r.regex": "(", "transforms.r.replacement": "x"})




def fields_of(config: dict[str, str], table: str) -> set[str]:
    """What field.include.list names for one table; what connectors add themselves left out."""
    entries = [entry.strip().rpartition(":") for entry in config.get("field.include.list", "").split(",")]
    return {name for topic, _, name in entries if topic in ("", table) and not name.startswith("__")}


def every_field(config: dict[str, str]) -> list[str]:
    """Every name that a record of this sink could have, before and after a rename."""
    names = {entry.rpartition(":")[2].strip() for entry in config.get("field.include.list", "").split(",")}
    for key, value in config.items():
        if re.fullmatch(r"transforms\.[^.]+\.include", key):
            names |= set(value.split(","))
    return sorted(names)


def without_unwrap(config: dict[str, str]) -> dict[str, str]:
    """Without the transforms that want a change event: the tests' records are already unwrapped."""
    aliases = [a.strip() for a in config.get("transforms", "").split(",") if a.strip()]
    kept = [a for a in aliases if config[f"transforms.{a}.type"].startswith("org.apache.kafka.")]
    return {**config, "transforms": ",".join(kept)}


def test_every_topic_lands_on_a_table_of_its_own(case):
    """Kafka's own RegexRouter routes; the sink's naming rule then makes the table's name."""
    asked, places = [], []
    for platform, place, name, config in all_connectors(case):
        if config["connector.class"] != SINK:
            continue
        for topic in config["topics"].split(","):
            asked.append({"config": without_unwrap(config), "topic": topic, "fields": every_field(config)})
            places.append((str(platform), place, name, topic, config))
    if not asked:
        return
    found, tables = [], Counter()
    for (platform, place, name, topic, config), record in zip(places, transform(asked), strict=True):
        # The sink puts `_` for `.` in the topic's name, after the transforms.
        table = config.get("collection.name.format", "${topic}").replace("${topic}", record["topic"].replace(".", "_"))
        tables[platform, table] += 1
        schema, _, bare = table.partition(".")
        # Where transactions end stands in a table that no dataset can have.
        if schema != "staging" or not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*(-transactions)?", bare) or len(bare.encode()) > 63:
            found.append(f"{place}: {name}: {topic} -> {table!r}: not a table of schema staging")
        missing = fields_of(config, bare) - set(record["fields"])
        if missing:
            found.append(f"{place}: {name}: {topic}: no field becomes {sorted(missing)}")
    found += [f"{platform}: {count} topics land on {table}" for (platform, table), count in tables.items() if count > 1]
    assert not found, join(found)


@pytest.mark.only("estate-per-dataset", "estate-per-slice")
def test_a_renamed_field_arrives_under_its_column(case):
    (platform,) = case.platforms
    sinks = [c for _, _, c in platform.connectors() if c["connector.class"] == SINK]
    asked = [{"config": without_unwrap(c), "topic": t, "fields": ["id", "Note#", "at", "more"]} for c in sinks for t in c["topics"].split(",")]
    answers = transform(asked)
    assert len(answers) == 100
    for question, answer in zip(asked, answers, strict=True):
        assert set(answer["fields"]) - {"more"} == {"id", "note", "at"}, question["topic"]


def test_topics_land_on_the_tables_of_their_datasets(case):
    """By a reading of the model that is not dsgen's: each topic belongs to a dataset, and fills its table."""
    known = model.routes(case.model)
    found = []
    for platform in case.platforms:
        sinks = [(place, c, t) for place, _, c in platform.connectors() if c["connector.class"] == SINK for t in c["topics"].split(",")]
        if not sinks:
            continue
        answers = transform([{"config": without_unwrap(c), "topic": t, "fields": []} for _, c, t in sinks])
        for (place, config, topic), answer in zip(sinks, answers, strict=True):
            if topic.endswith(".transaction") and config["name"].endswith(".transactions-0"):
                continue
            table = config["collection.name.format"].replace("${topic}", answer["topic"].replace(".", "_")).removeprefix("staging.")
            # A captured table's topic is of dsgen's choosing: its table must be some dataset's.
            wanted = [r for r in known if topic in r.topics] or [r for r in known if not r.topics]
            if not any(route.lands(table) for route in wanted):
                found.append(f"{place}: {topic} lands on {table}; wanted {sorted({t for r in wanted for t in r.tables})[:5]}")
    assert not found, join(found)


def test_sinks_follow_the_recipe(case):
    """Append-only staging: a redelivery changes nothing, nothing is created, dropped or lower-cased."""
    recipe = {"insert.mode": "upsert", "primary.key.mode": "kafka", "delete.enabled": "false",
              "schema.evolution": "none", "quote.identifiers": "true", "connection.pool.min_size": "1",
              "connection.pool.max_size": "2"}
    found = []
    for _, place, name, config in all_connectors(case):
        if config["connector.class"] == SINK:
            found += [f"{place}: {name}: {k} is {config.get(k)}, not {v}" for k, v in recipe.items() if config.get(k) != v]
            if not config.get("field.include.list"):
                found.append(f"{place}: {name}: no field.include.list")
    assert not found, join(found)


def test_slots_publications_and_names_are_unique(case):
    for platform in case.platforms:
        connectors = platform.connectors()
        for key in ("slot.name", "name"):
            values = [c[key] for _, _, c in connectors if key in c]
            assert len(values) == len(set(values)), f"{platform}: {key} is used twice"


def test_the_catalogues_are_those_of_the_real_classes():
    """Regenerated from the jars, they are what is committed."""
    import subprocess
    import sys
    done = subprocess.run([sys.executable, str(cases.ROOT / "Tests/Support/catalogues/regenerate.py"), "--check"],
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
