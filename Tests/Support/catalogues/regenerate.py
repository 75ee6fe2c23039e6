"""Writes the catalogues that can be asked of real classes; `--check` only says if they differ.

    .tools/test/bin/python Tests/Support/catalogues/regenerate.py [--check]

The classes are those of the jars that Tests/Support/install.sh installs. Catalogues that are
not listed here were written by hand from their sources, which they name.
"""
from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

from Support.kafka_connect.worker import java_command  # noqa: E402

KAFKA, DEBEZIUM, CONFLUENT = "Apache Kafka 4.3.0", "Debezium 3.6.3.Final", "Confluent 7.0.16"
TRANSFORMS = "org.apache.kafka.connect.transforms."
RUNTIME = "org.apache.kafka.connect.runtime."
REGISTRY = "static:io.confluent.kafka.serializers.AbstractKafkaSchemaSerDeConfig#baseConfigDef"


def plugin(klass: str, kind: str, version: str, *more: str, first: str = "") -> dict:
    """`first` is a source that says more of a key than the class's own ConfigDef does."""
    sources = [first] * bool(first) + [f"class:{klass}", *more]
    return {"class": klass, "kind": kind, "version": version, "from": sources}


def common(kind: str, version: str, *sources: str, **more) -> dict:
    return {"kind": kind, "version": version, "from": list(sources), **more}


def registry_converter(klass: str, *sources: str) -> dict:
    return {"class": klass, "kind": "converter", "version": CONFLUENT, "from": [REGISTRY, *sources]}


OVERRIDES = [("under", "producer.override.", "kafka-producer"),
             ("under", "consumer.override.", "kafka-consumer"),
             ("under", "admin.override.", "kafka-admin")]

WANTED: dict[str, dict] = {
    "connect-source": common("common", KAFKA, f"static:{RUNTIME}SourceConnectorConfig#configDef", rows=OVERRIDES),
    "connect-sink": common("common", KAFKA, f"static:{RUNTIME}SinkConnectorConfig#configDef", rows=OVERRIDES),
    "topic-creation-default": common("topic-creation", KAFKA, f"static:{RUNTIME}TopicCreationConfig#defaultGroupConfigDef", topic=True),
    "topic-creation-group": common("topic-creation", KAFKA, "topic-creation:group", topic=True),
    "kafka-producer": common("client", KAFKA, "static:org.apache.kafka.clients.producer.ProducerConfig#configDef"),
    "kafka-consumer": common("client", KAFKA, "static:org.apache.kafka.clients.consumer.ConsumerConfig#configDef"),
    "kafka-admin": common("client", KAFKA, "static:org.apache.kafka.clients.admin.AdminClientConfig#configDef"),
    "kafka-mirror-client": common("client", KAFKA, "client:mirror"),
    "debezium-postgres-source": {
        **plugin("io.debezium.connector.postgresql.PostgresConnector", "source-connector", DEBEZIUM,
                 "fields:io.debezium.schema.AbstractTopicNamingStrategy",
                 first="all:io.debezium.connector.postgresql.PostgresConnectorConfig"),
        "rows": [("prefix", "driver.", "passed to the JDBC driver")]},
    "transform-regex-router": plugin(TRANSFORMS + "RegexRouter", "transform", KAFKA),
    "transform-timestamp-router": plugin(TRANSFORMS + "TimestampRouter", "transform", KAFKA),
    "transform-insert-header": plugin(TRANSFORMS + "InsertHeader", "transform", KAFKA),
    "transform-drop-headers": plugin(TRANSFORMS + "DropHeaders", "transform", KAFKA),
    "transform-filter": plugin(TRANSFORMS + "Filter", "transform", KAFKA),
    "transform-value-to-key": plugin(TRANSFORMS + "ValueToKey", "transform", KAFKA),
    "transform-extract-new-record-state": plugin("io.debezium.transforms.ExtractNewRecordState", "transform", DEBEZIUM,
        first="fields:io.debezium.transforms.ExtractNewRecordStateConfigDefinition"),
    "transform-by-logical-table-router": plugin("io.debezium.transforms.ByLogicalTableRouter", "transform", DEBEZIUM),
    "transform-header-to-value": plugin("io.debezium.transforms.HeaderToValue", "transform", DEBEZIUM),
    "predicate-topic-name-matches": plugin(TRANSFORMS + "predicates.TopicNameMatches", "predicate", KAFKA),
    "predicate-has-header-key": plugin(TRANSFORMS + "predicates.HasHeaderKey", "predicate", KAFKA),
    "predicate-record-is-tombstone": plugin(TRANSFORMS + "predicates.RecordIsTombstone", "predicate", KAFKA),
    "converter-json": plugin("org.apache.kafka.connect.json.JsonConverter", "converter", KAFKA),
    "converter-string": plugin("org.apache.kafka.connect.storage.StringConverter", "converter", KAFKA),
    "converter-byte-array": plugin("org.apache.kafka.connect.converters.ByteArrayConverter", "converter", KAFKA),
    "converter-simple-header": plugin("org.apache.kafka.connect.storage.SimpleHeaderConverter", "converter", KAFKA),
    "converter-avro": registry_converter("io.confluent.connect.avro.AvroConverter",
        "static:io.confluent.connect.avro.AvroDataConfig#baseConfigDef",
        "static:io.confluent.kafka.serializers.KafkaAvroSerializerConfig#config",
        "static:io.confluent.kafka.serializers.KafkaAvroDeserializerConfig#config"),
    "converter-protobuf": registry_converter("io.confluent.connect.protobuf.ProtobufConverter",
        "static:io.confluent.connect.protobuf.ProtobufDataConfig#baseConfigDef",
        "static:io.confluent.kafka.serializers.protobuf.KafkaProtobufSerializerConfig#config",
        "static:io.confluent.kafka.serializers.protobuf.KafkaProtobufDeserializerConfig#config"),
    "converter-registry": common("converter-base", CONFLUENT, REGISTRY),
    "debezium-sink-base": common("connector-base", DEBEZIUM, "fields:io.debezium.sink.SinkConnectorConfig"),
}
for name in ("ReplaceField", "HeaderFrom", "InsertField", "Cast", "MaskField", "TimestampConverter",
             "SetSchemaMetadata", "Flatten", "HoistField", "ExtractField"):
    for part in ("Key", "Value"):
        dashed = "".join("-" + c.lower() if c.isupper() else c for c in name)
        WANTED[f"transform{dashed}-{part.lower()}"] = plugin(f"{TRANSFORMS}{name}${part}", "transform", KAFKA)


def ask(sources: list[str]) -> dict[str, list[str]]:
    """The lines that the Java side prints for each source."""
    done = subprocess.run(java_command("Catalogue", *sources), capture_output=True, text=True, check=True)
    out: dict[str, list[str]] = {}
    for line in done.stdout.splitlines():
        if line.startswith("= "):
            current = out.setdefault(line[2:], [])
        elif line.count("\t") == 4:
            current.append(line)
    return out


def render(name: str, wanted: dict, answers: dict[str, list[str]]) -> str:
    head = ["# class: " + wanted["class"]] if "class" in wanted else []
    head += ["# kind: " + wanted["kind"], "# version: " + wanted["version"],
             "# source: asked of the real classes by regenerate.py: " + ", ".join(wanted["from"])]
    rows: dict[str, str] = {}
    for source in wanted["from"]:
        for line in answers[source]:
            key, kind, required, default, allowed = line.split("\t")
            if wanted["kind"] == "converter" and key == "converter.type":
                continue  # the worker sets it: key, value or header
            form = "regex" if "(" in key else "key"
            rows.setdefault(key, "\t".join((form, key.replace("(d+)", r"(\d+)"), kind, required, default, allowed)))
    lines = [rows[key] for key in sorted(rows)]
    lines += ["\t".join((form, key, to, "false", "", "")) for form, key, to in wanted.get("rows", [])]
    if wanted.get("topic"):
        # Any other configuration of a topic may be given; these are Kafka's own names.
        lines += [f"key\t{key}\tSTRING\tfalse\t\t" for key in ("cleanup.policy", "compression.type",
                  "max.message.bytes", "min.insync.replicas", "retention.bytes", "retention.ms", "segment.ms")]
    return "\n".join([*head, "form\tkey\ttype\trequired\tdefault\tallowed", *lines]) + "\n"


def main() -> int:
    answers = ask(sorted({source for wanted in WANTED.values() for source in wanted["from"]}))
    differ = []
    for name, wanted in WANTED.items():
        path, text = HERE / f"{name}.tsv", render(name, wanted, answers)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            differ.append(path.name)
            if "--check" not in sys.argv:
                path.write_text(text, encoding="utf-8")
    if differ:
        print("differ from the real classes:" if "--check" in sys.argv else "written:", *differ)
    return 1 if differ and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
