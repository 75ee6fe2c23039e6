"""A second, small reading of a model, to know by other means than dsgen's what must come out."""
from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import yaml


def documents(model: Path) -> list[dict]:
    """Every document of the model, as PyYAML reads it."""
    paths = [p for p in sorted(model.rglob("*")) if p.suffix in (".yaml", ".yml")
             and not any(part.startswith(".") for part in p.relative_to(model).parts)]
    found: list[dict] = []
    for path in paths:
        try:
            found += [d for d in yaml.safe_load_all(path.read_bytes().decode("utf-8")) if isinstance(d, dict) and "kind" in d]
        except yaml.YAMLError:
            continue  # dsgen took the model, so this file is one that `ignore:` names
    return found


@dataclass(frozen=True)
class Route:
    """Where a dataset's records come from, and the tables that they may land in."""

    store: str
    dataset: str
    topics: frozenset[str]
    tables: tuple[str, ...]

    def lands(self, table: str) -> bool:
        return any(fits(name, table) for name in self.tables)


def fits(name: str, table: str) -> bool:
    """The naming rule: beyond 63 bytes, the first 40 bytes, `_` and 12 hex digits of a hash."""
    raw = name.encode()
    if len(raw) <= 63:
        return table == name
    return re.fullmatch(re.escape(raw[:40].decode()) + "_[0-9a-f]{12}", table) is not None


def first(name: str, declared: dict) -> str:
    """The first name of something that was renamed; names in a chain stand in order."""
    was = declared.get("was")
    return (was[0] if isinstance(was, list) else was) or name


def routes(model: Path) -> list[Route]:
    """Every dataset of the model that comes by a topic of its producer's or of Debezium's."""
    found = documents(model)
    stores = {d["name"]: d for d in found if d["kind"] == "Datastore"}
    declared = [(d["name"], d.get("datasets") or {}) for d in stores.values()]
    declared += [(d["datastore"], d.get("datasets") or {}) for d in found if d["kind"] == "Datasets"]
    out = []
    for store, datasets in declared:
        ingestion = stores[store].get("ingestion") or {}
        for name, dataset in datasets.items():
            dataset = dataset if isinstance(dataset, dict) else {}
            own = first(name, dataset)
            topics = set()
            if ingestion.get("type") == "kafka":
                template = dataset.get("topic") or ingestion.get("topic", "")
                topics = {template.replace("{dataset}", n) for n in (name, own)}
            prefix = first(store, stores[store])
            fixed = dataset.get("as")
            tables = (fixed, f"{prefix}__{fixed}") if fixed else (f"{prefix}__{own}",)
            out.append(Route(store, name, frozenset(topics), tables))
    return out
