"""A stand-in for the Terraform provider Mongey/kafka-connect 0.5.0, for tests without a network.

It has the same provider block and the same resource `kafka-connect_connector` (name, config,
config_sensitive, timeouts, id), and talks to a Kafka Connect worker or to a stand-in of one, so
that generated Terraform is initialised, validated, planned and applied unchanged. It rests on
the PyPI package `tf`, which speaks Terraform's plugin protocol 6.

Where it differs from the real one, it is stricter:
  * that `config.name` equals `name` is said by `terraform validate` already, not by apply;
  * a key in both `config` and `config_sensitive` is refused;
  * a connector that exists already fails at once and names the import command; the real one
    takes the 409 for a rebalance and repeats it until its create timeout;
  * a connector that has gone is planned as "create"; the real one plans "update".
It has no TLS client certificates.
"""
from __future__ import annotations

import re

from connect_client import Client, ConnectError
from tf import schema, types
from tf.iface import Provider, Resource
from tf.provider import _decode_state, _encode_state_d
from tf.runner import run_provider
from tf.utils import Diagnostics

UNITS = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001}


def seconds(text: str | None, default: float = 60) -> float:
    """A Go duration, `90s` or `1h30m`, in seconds; the default where none is given."""
    if not text:
        return default
    if not re.fullmatch(r"(\d+(\.\d+)?(h|ms|m|s))+", text):
        raise ValueError(f"{text!r} is not a duration such as 90s or 10m")
    return sum(float(n) * UNITS[u] for n, _, u in re.findall(r"(\d+(\.\d+)?)(h|ms|m|s)", text))


class TimeoutsBlock(schema.NestedBlock):
    """`timeouts { create = "90s" }`: a block that occurs at most once."""

    def __init__(self) -> None:
        verbs = [schema.Attribute(v, types.String(), optional=True) for v in ("create", "delete", "update")]
        super().__init__("timeouts", schema.NestMode.Single, schema.Block(attributes=verbs))

    def encode(self, value):
        return _encode_state_d(self._amap(), self._bmap(), value, None)

    def decode(self, value):
        if value is None:
            return None
        return _decode_state(Diagnostics(), self._amap(), self._bmap(), value)[1]

    def semantically_equal(self, a_decoded, b_decoded) -> bool:
        return a_decoded == b_decoded


class Connector(Resource):
    """The resource kafka-connect_connector."""

    def __init__(self, provider: "KafkaConnectProvider"):
        self.provider = provider

    @classmethod
    def get_name(cls) -> str:
        return "connector"

    @classmethod
    def get_schema(cls) -> schema.Schema:
        text, texts = types.String(), types.Map(types.String())
        return schema.Schema(
            version=0,
            attributes=[
                schema.Attribute("id", text, optional=True, computed=True),
                schema.Attribute("name", text, required=True, requires_replace=True),
                schema.Attribute("config", texts, optional=True),
                schema.Attribute("config_sensitive", texts, optional=True, sensitive=True),
            ],
            block_types=[TimeoutsBlock()],
        )

    def validate(self, diags: Diagnostics, type_name: str, config: dict) -> None:
        super().validate(diags, type_name, config)
        name, keys = config.get("name"), config.get("config")
        if not isinstance(name, str) or not isinstance(keys, dict):
            return  # absent, or not known before apply
        if "name" not in keys:
            diags.add_error("config.name is missing; it must equal the resource's name", path=["config"])
        elif isinstance(keys["name"], str) and keys["name"] != name:
            diags.add_error("config.name must equal the resource's name", path=["config"])
        twice = sorted(set(keys) & set(config.get("config_sensitive") or {}))
        if twice:
            diags.add_error("in both config and config_sensitive: " + ", ".join(twice), path=["config"])

    def _state(self, name: str, deployed: dict, before: dict) -> dict:
        hidden = before.get("config_sensitive")
        shown = {k: str(v) for k, v in deployed.items() if k not in (hidden or {})}
        return {"id": name, "name": name, "config": shown, "config_sensitive": hidden,
                "timeouts": before.get("timeouts")}

    def _write(self, verb: str, ctx, planned: dict) -> dict | None:
        """Creates or updates; nothing when that failed, with the reason among the diagnostics."""
        name = planned["name"]
        config = {**(planned.get("config") or {}), **(planned.get("config_sensitive") or {})}
        try:
            patience = seconds((planned.get("timeouts") or {}).get(verb))
            deployed = getattr(self.provider.client, verb)(name, config, patience)
        except (ConnectError, OSError, ValueError) as error:
            detail = str(error)
            if "already exists" in detail:
                detail += f"\nTake it over with: terraform import kafka-connect_connector.<label> {name}"
            ctx.diagnostics.add_error(f"{verb} of connector {name} failed", detail)
            return None
        return self._state(name, deployed, planned)

    def create(self, ctx, planned: dict) -> dict | None:
        return self._write("create", ctx, planned)

    def update(self, ctx, current: dict, planned: dict) -> dict | None:
        return self._write("update", ctx, planned) or current

    def read(self, ctx, current: dict) -> dict | None:
        name = current.get("name") or current["id"]
        try:
            deployed = self.provider.client.get(name)
        except (ConnectError, OSError) as error:
            ctx.diagnostics.add_error(f"connector {name} was not read", str(error))
            return current
        return None if deployed is None else self._state(name, deployed, current)

    def delete(self, ctx, current: dict) -> None:
        try:
            self.provider.client.delete(
                current["name"], seconds((current.get("timeouts") or {}).get("delete")))
        except (ConnectError, OSError, ValueError) as error:
            ctx.diagnostics.add_error(f"connector {current['name']} was not deleted", str(error))

    def import_(self, ctx, id: str) -> dict:
        return {"id": id, "name": id, "config": None, "config_sensitive": None, "timeouts": None}


class KafkaConnectProvider(Provider):
    """The provider block."""

    client: Client

    def get_model_prefix(self) -> str:
        return "kafka-connect_"

    def full_name(self) -> str:
        return "registry.terraform.io/mongey/kafka-connect"

    def get_provider_schema(self, diags: Diagnostics) -> schema.Schema:
        text = types.String()
        names = ("url", "basic_auth_username", "basic_auth_password", "tls_root_ca_file",
                 "tls_auth_crt", "tls_auth_key")
        return schema.Schema(attributes=[
            *(schema.Attribute(name, text, optional=True) for name in names),
            schema.Attribute("tls_auth_is_insecure", types.Bool(), optional=True),
            schema.Attribute("headers", types.Map(text), optional=True),
        ])

    def validate_config(self, diags: Diagnostics, config: dict) -> None:
        """Nothing to say before the values are known."""

    def configure_provider(self, diags: Diagnostics, config: dict) -> None:
        try:
            self.client = Client(config)
        except ValueError as error:
            diags.add_error("provider kafka-connect is not configured", str(error))

    def get_data_sources(self) -> list:
        return []

    def get_resources(self) -> list:
        return [Connector]


def main(arguments: list[str]) -> None:
    run_provider(KafkaConnectProvider(), arguments)
