"""Key catalogues of Kafka Connect's plugins, and a checker of connector configurations.

Kafka Connect ignores a key that it does not know: a misspelt `delete.enabeld` is accepted and
does nothing. So every key that a generated connector holds must be in a catalogue.

A catalogue is a tab-separated file beside this one. Its `# name: value` lines say what it
describes (`class`, `kind`), the `version`, and the `source` of the list. Then, one line a key:

    form  key  type  required  default  allowed

where `form` is
    key      the key itself
    regex    a regular expression that the whole key matches (Debezium's masking keys)
    prefix   any key that begins so; nothing more is known
    under    keys that begin so; the rest is a key of the catalogue named in `type`
    include  every key of the catalogue named in `type`
"""
from __future__ import annotations

import csv
import difflib
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
PLUGINS = ("transforms", "predicates")
CONVERTERS = ("key.converter", "value.converter", "header.converter")


@dataclass(frozen=True)
class Key:
    """One declared key. `allowed` is empty where any value of the type will do."""

    name: str
    type: str
    required: bool
    default: str
    allowed: tuple[str, ...]


@dataclass
class Catalogue:
    """The keys of one class (or of one group of common keys)."""

    name: str
    about: dict[str, str] = field(default_factory=dict)
    keys: dict[str, Key] = field(default_factory=dict)
    regexes: list[tuple[re.Pattern, Key]] = field(default_factory=list)
    prefixes: list[str] = field(default_factory=list)
    under: list[tuple[str, str]] = field(default_factory=list)

    def find(self, name: str) -> Key | str | None:
        """The key; a text `known` for a key under a free prefix; nothing when it is unknown."""
        if name in self.keys:
            return self.keys[name]
        for prefix, other in self.under:
            if name.startswith(prefix) and (found := load(other).find(name[len(prefix):])):
                return found
        for pattern, key in self.regexes:
            if pattern.fullmatch(name):
                return key
        return "known" if any(name.startswith(p) and len(name) > len(p) for p in self.prefixes) else None

    def all_names(self) -> list[str]:
        names = list(self.keys)
        for prefix, other in self.under:
            names += [prefix + k for k in load(other).keys]
        return names


@cache
def load(name: str) -> Catalogue:
    """The catalogue in `<name>.tsv`."""
    out = Catalogue(name)
    lines = (HERE / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if line.startswith("# ") and ": " in line:
            title, text = line[2:].split(": ", 1)
            out.about[title] = text
    for row in csv.DictReader((x for x in lines if not x.startswith("#")), delimiter="\t",
                              quoting=csv.QUOTE_NONE):
        key = Key(row["key"], row["type"], row["required"] == "true", row["default"],
                  tuple(v for v in (row["allowed"] or "").split(",") if v))
        match row["form"]:
            case "key":
                out.keys[key.name] = key
            case "regex":
                out.regexes.append((re.compile(key.name), key))
            case "prefix":
                out.prefixes.append(key.name)
            case "under":
                out.under.append((key.name, key.type))
            case "include":
                other = load(key.type)
                out.keys |= other.keys
                out.regexes += other.regexes
                out.prefixes += other.prefixes
                out.under += other.under
            case unknown:
                raise ValueError(f"{name}.tsv: no such form: {unknown!r}")
    for needed in ("kind", "version", "source"):
        if needed not in out.about:
            raise ValueError(f"{name}.tsv: no line '# {needed}: …' at its top")
    return out


@cache
def by_class() -> dict[str, Catalogue]:
    """Every catalogue that describes a class, by that class's full name."""
    found = (load(path.stem) for path in sorted(HERE.glob("*.tsv")))
    return {c.about["class"]: c for c in found if "class" in c.about}


def is_reference(value: str) -> bool:
    """Is the value resolved by the worker: `${dir:/mnt/secrets/x:KEY}`?"""
    return re.fullmatch(r"\$\{[a-z]+:[^{}]*\}", value) is not None


def value_problem(key: Key, value: str) -> str | None:
    """What is wrong with the value of a known key."""
    if "${" in value and re.search(r"\$\{(dir|env|file|secrets):", value):
        return None
    if key.allowed and value.lower() not in [a.lower() for a in key.allowed]:
        return f"{value!r} is not one of {', '.join(key.allowed)}"
    if key.type in ("INT", "LONG", "SHORT") and not re.fullmatch(r"-?\d+", value):
        return f"{value!r} is not a whole number"
    if key.type == "DOUBLE" and not re.fullmatch(r"-?\d+(\.\d+)?", value):
        return f"{value!r} is not a number"
    if key.type == "BOOLEAN" and value.lower() not in ("true", "false"):
        return f"{value!r} is not true or false"
    return None


class Check:
    """Checks one connector's configuration; `problems` lists what is wrong, in words."""

    def __init__(self, config: dict[str, str]):
        self.config = config
        self.problems: list[str] = []
        self.seen: set[str] = set()
        self.run()

    def run(self) -> None:
        klass = self.config.get("connector.class")
        catalogue = by_class().get(klass or "")
        if catalogue is None or catalogue.about["kind"] not in ("source-connector", "sink-connector"):
            self.problems.append(f"connector.class: no catalogue of {klass!r}")
            return
        common = load("connect-" + catalogue.about["kind"].split("-")[0])
        merged = Catalogue(catalogue.name, keys={**common.keys, **catalogue.keys},
                           regexes=catalogue.regexes, prefixes=common.prefixes + catalogue.prefixes,
                           under=common.under + catalogue.under)
        for plugin in PLUGINS:
            self.aliases(plugin)
        for prefix in CONVERTERS:
            self.converter(prefix)
        if catalogue.about["kind"] == "source-connector":
            self.topic_creation()
        elif bool(self.config.get("topics")) == bool(self.config.get("topics.regex")):
            self.problems.append("topics: exactly one of topics and topics.regex must be set")
        self.section("", merged, {k: v for k, v in self.config.items() if k not in self.seen})

    def section(self, prefix: str, catalogue: Catalogue, values: dict[str, str]) -> None:
        """Checks values whose keys have lost their prefix against one catalogue."""
        for name, value in values.items():
            self.seen.add(prefix + name)
            if not isinstance(value, str):
                self.problems.append(f"{prefix}{name}: the value must be a text, it is {value!r}")
                continue
            found = catalogue.find(name)
            if found is None:
                near = difflib.get_close_matches(name, catalogue.all_names(), 1)
                hint = f"; did you mean {prefix}{near[0]}?" if near else ""
                self.problems.append(f"{prefix}{name}: not in the catalogue {catalogue.name}{hint}")
            elif isinstance(found, Key) and (problem := value_problem(found, value)):
                self.problems.append(f"{prefix}{name}: {problem}")
        for key in catalogue.keys.values():
            if key.required and not values.get(key.name) and prefix + key.name not in self.config:
                self.problems.append(f"{prefix}{key.name}: required, and missing")

    def below(self, prefix: str) -> dict[str, str]:
        return {k[len(prefix):]: v for k, v in self.config.items() if k.startswith(prefix)}

    def plugin(self, prefix: str, kinds: tuple[str, ...], klass: str, extra: tuple[str, ...]) -> None:
        catalogue = by_class().get(klass)
        if catalogue is None or catalogue.about["kind"] not in kinds:
            self.problems.append(f"{prefix.rstrip('.')}: no catalogue of {klass!r}")
            self.seen.update(k for k in self.config if k.startswith(prefix))
            return
        values = self.below(prefix)
        for name in extra:
            if values.pop(name, None) is not None:
                self.seen.add(prefix + name)
        self.section(prefix, catalogue, values)

    def aliases(self, plugin: str) -> None:
        listed = [a.strip() for a in self.config.get(plugin, "").split(",") if a.strip()]
        for alias in sorted(set(listed)):
            if listed.count(alias) > 1:
                self.problems.append(f"{plugin}: {alias} is listed twice")
        used = {k.split(".")[1] for k in self.config if k.startswith(plugin + ".") and k.count(".") >= 2}
        for alias in sorted(used - set(listed)):
            self.problems.append(f"{plugin}.{alias}.*: {alias} is not listed in {plugin}")
            self.seen.update(k for k in self.config if k.startswith(f"{plugin}.{alias}."))
        for alias in listed:
            prefix = f"{plugin}.{alias}."
            klass = self.config.get(prefix + "type")
            if klass is None:
                self.problems.append(f"{prefix}type: required, and missing")
                continue
            extra = ("type", "predicate", "negate", "plugin.version") if plugin == "transforms" else ("type", "plugin.version")
            self.plugin(prefix, (plugin.rstrip("s"),), klass, extra)

    def converter(self, prefix: str) -> None:
        klass = self.config.get(prefix)
        if klass is not None:
            self.plugin(prefix + ".", ("converter",), klass, ("plugin.version",))
            return
        for key in self.config:
            if key.startswith(prefix + "."):
                self.problems.append(f"{key}: set, but {prefix} is not")
                self.seen.add(key)

    def topic_creation(self) -> None:
        groups = [g.strip() for g in self.config.get("topic.creation.groups", "").split(",") if g.strip()]
        for group in ["default", *groups]:
            prefix = f"topic.creation.{group}."
            values = self.below(prefix)
            if values:
                name = "topic-creation-default" if group == "default" else "topic-creation-group"
                self.section(prefix, load(name), values)


def problems(config: dict[str, str]) -> list[str]:
    """Everything that is wrong with a connector's configuration, by its catalogue; empty if all is well."""
    return Check(config).problems
