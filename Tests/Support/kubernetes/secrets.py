"""Which Secrets generated things name, and whether a secret's value stands anywhere in clear."""
from __future__ import annotations

import re
from typing import Iterator

REFERENCE = re.compile(r"\$\{dir:/mnt/secrets/([^/:{}]+):([^{}]+)\}")
# A driver that wants a certificate's file gets the mounted file's path.
MOUNTED_FILE = re.compile(r"/mnt/secrets/([^/:{}\s]+)/([A-Z][A-Z0-9_]*)")
SENSITIVE = re.compile(r"password|passwd|passphrase|secret|token|private_?key|fernet|api_?key|credential", re.IGNORECASE)
# Names that sound like a secret, and hold a name, a place, a switch or a number.
HARMLESS = re.compile(r"(_(FILE|PATH|NAME|DIR|URL|TTL|MODE|CLASS|TYPE|SOURCE|ISSUER|AUDIENCE|CMD|ALGORITHM|ENABLED|EXPIRATION_TIME))$"
                      r"|automount|secretname|secret_name|config\.providers|conn_id", re.IGNORECASE)
USER_AND_PASSWORD = re.compile(r"[a-z][a-z0-9+.-]*://[^/\s:@\"'${}]+:([^/\s:@\"'${}<>*]+)@")


def in_object(thing, wanted: str = "") -> Iterator[tuple[str, str | None]]:
    """(Secret, key) of every reference in a Kubernetes object; the key is None where all are taken."""
    if isinstance(thing, list):
        for item in thing:
            yield from in_object(item)
    elif isinstance(thing, dict):
        for name, value in thing.items():
            if name == "secretKeyRef" and value:
                yield value["name"], value["key"]
            elif name == "secretRef" and value:
                yield value["name"], None
            elif name == "secret" and isinstance(value, dict) and ("secretName" in value or "name" in value):
                items = value.get("items")
                secret = value.get("secretName") or value["name"]
                if items:
                    for item in items:
                        yield secret, item["key"]
                else:
                    yield secret, None
            elif name == "imagePullSecrets":
                for item in value or []:
                    yield item["name"], None
            else:
                yield from in_object(value)


def in_connector(config: dict[str, str]) -> Iterator[tuple[str, str]]:
    """(Secret, key) of every reference in a connector's configuration."""
    for value in config.values():
        yield from REFERENCE.findall(value)
        yield from MOUNTED_FILE.findall(value)


def clear_values_in_object(thing, place: str = "") -> Iterator[str]:
    """Environment variables and fields that sound like a secret and hold a literal."""
    if isinstance(thing, list):
        for number, item in enumerate(thing):
            yield from clear_values_in_object(item, f"{place}[{number}]")
    elif isinstance(thing, dict):
        name = thing.get("name")
        if isinstance(name, str) and isinstance(thing.get("value"), str) and thing["value"]:
            # `$(NAME)` is filled by the kubelet from another variable of the same container.
            if SENSITIVE.search(name) and not HARMLESS.search(name) and "$(" not in thing["value"]:
                yield f"{place}: {name} = {thing['value']!r}"
        if thing.get("kind") == "Secret":
            yield f"{place}: a Secret is generated, with {sorted(thing.get('data') or thing.get('stringData') or {})}"
        for key, value in thing.items():
            yield from clear_values_in_object(value, f"{place}.{key}")
    elif isinstance(thing, str):
        for match in USER_AND_PASSWORD.finditer(thing):
            yield f"{place}: a password in an address: {match.group()}"


def clear_values_in_connector(config: dict[str, str]) -> Iterator[str]:
    """Keys that sound like a secret and hold more than a reference."""
    for key, value in config.items():
        if re.search(r"password|secret|token|passphrase|jaas|user\.info|ssl\..*\.key$", key, re.IGNORECASE):
            # A login line holds words around its references; every value in it must be one.
            for quoted in re.findall(r'password="?([^";\s]*)', value):
                if not REFERENCE.fullmatch(quoted):
                    yield f"{key}: the password is written out"
            if "jaas" not in key and not REFERENCE.search(value):
                yield f"{key}: {value!r} is not a reference"
        for match in USER_AND_PASSWORD.finditer(value):
            yield f"{key}: a password in an address: {match.group()}"
