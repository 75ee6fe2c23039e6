"""The stand-ins refuse what they must refuse: tests of the tests."""
from __future__ import annotations

import pytest

from Support.catalogues.catalogue import by_class, problems
from Support.terraform.connect_server import ConnectServer
from Support.terraform.hcl import HclError, Reader, connectors_in
from Support.terraform.runner import Terraform, TerraformError, format_check

MAIN = """\
terraform {
  required_version = ">= 1.9.0"

  required_providers {
    kafka-connect = {
      source  = "Mongey/kafka-connect"
      version = "0.5.0"
    }
  }

  backend "pg" {
    schema_name = "tf_0123456789abcdef01234567"
  }
}

provider "kafka-connect" {
}
"""
SINK = {
    "name": "shop-orders",
    "connector.class": "io.debezium.connector.jdbc.JdbcSinkConnector",
    "connection.url": "jdbc:postgresql://pg:5432/dsgen",
    "connection.username": "${dir:/mnt/secrets/p-postgres:USER}",
    "connection.password": "${dir:/mnt/secrets/p-postgres:PASSWORD}",
    "insert.mode": "upsert",
    "delete.enabled": "false",
    "topics": "shop.public.orders",
    "tasks.max": "1",
}


def write(folder, config: dict[str, str], name: str = "shop-orders"):
    width = max(len(k) for k in config) + 2
    lines = []
    for key, value in sorted(config.items()):
        quoted = value.replace("\\", "\\\\").replace('"', '\\"').replace("${", "$${").replace("%{", "%%{")
        lines.append("    " + f'"{key}"'.ljust(width) + f' = "{quoted}"')
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "main.tf").write_text(MAIN)
    (folder / "connectors.tf").write_text(
        f'resource "kafka-connect_connector" "one" {{\n  name = "{name}"\n\n  config = {{\n' + "\n".join(lines) + "\n  }\n}\n")
    return folder


@pytest.fixture
def terraform(tmp_path, postgres, request):
    database = "support_" + "".join(c if c.isalnum() else "_" for c in request.node.name)[:40].lower()
    postgres.database(database, "terraform")
    with ConnectServer(strict=True) as server:
        def of(config, name="shop-orders"):
            made = Terraform(write(tmp_path / "root", config, name), tmp_path / f"work{len(list(tmp_path.iterdir()))}",
                             {**postgres.environment(database, "terraform"), "KAFKA_CONNECT_URL": server.url})
            made.init()
            return made
        of.server = server
        yield of


def test_a_right_connector_is_applied_and_read_back_equal(terraform, tmp_path):
    hostile = {**SINK, "transforms": "r", "transforms.r.type": "org.apache.kafka.connect.transforms.RegexRouter",
               "transforms.r.regex": 'a\\.b"%{x}$${y}', "transforms.r.replacement": "ü\U0001f600 $1"}
    made = terraform(hostile)
    made.validate()
    made.apply()
    assert terraform.server.connectors == {"shop-orders": hostile}
    assert made.plan_is_empty()
    assert [config for _, _, config in connectors_in(tmp_path / "root")] == [hostile]
    assert format_check(tmp_path / "root") == ""


def test_a_misspelt_key_is_refused(terraform):
    with pytest.raises(TerraformError, match=r"did you mean\s+delete.enabled"):
        terraform({**SINK, "delete.enabeld": "false"}).apply()
    assert terraform.server.connectors == {}


def test_a_wrong_value_and_a_missing_key_are_refused():
    assert problems({**SINK, "insert.mode": "upserts"}) == ["insert.mode: 'upserts' is not one of insert, update, upsert"]
    assert problems({k: v for k, v in SINK.items() if k != "connection.url"}) == ["connection.url: required, and missing"]
    assert problems({**SINK, "tasks.max": "many"}) == ["tasks.max: 'many' is not a whole number"]
    assert problems({**SINK, "topics.regex": "a"}) == ["topics: exactly one of topics and topics.regex must be set"]
    assert problems(SINK) == []


def test_a_transform_that_is_not_listed_is_refused():
    found = problems({**SINK, "transforms.r.type": "org.apache.kafka.connect.transforms.RegexRouter"})
    assert found == ["transforms.r.*: r is not listed in transforms"]


def test_a_misspelt_key_in_every_class_is_found():
    for name, catalogue in by_class().items():
        key = next(k for k in [*catalogue.keys, "x.y"] if len(k) > 2)
        assert catalogue.find(key[:-1] + "\x00") is None, name


def test_config_name_must_equal_name(terraform):
    with pytest.raises(TerraformError, match=r"config.name\s+must\s+equal"):
        terraform(SINK, name="other").validate()


def test_an_existing_connector_is_named_with_the_import_command(terraform):
    terraform.server.connectors["shop-orders"] = dict(SINK)
    with pytest.raises(TerraformError, match=r"terraform\s+import"):
        terraform(SINK).apply()


def test_an_unformatted_file_is_found(tmp_path):
    (tmp_path / "a.tf").write_text('provider "kafka-connect" {\n url = "x"\n}\n')
    assert format_check(tmp_path) != ""


def test_the_reader_refuses_what_it_does_not_know():
    for text in ('a = "${b}"', 'a = f(1)', 'a {', 'a = 1 + 2', 'a = "x\n"', 'x = {\n a = 1\n a = 2\n}'):
        with pytest.raises(HclError):
            Reader(text, "t").body("end")
