"""A small estate whose generated SQL runs on a private PostgreSQL, by psql, as the pods run it."""
from __future__ import annotations

import itertools
import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from Support.cases import dsgen
from Support.estate import ECOSYSTEM, IMAGES
from Support.postgres.private import PrivatePostgres

TEAM = """
---
kind: Team
name: data
zone: main
credentials: { events: user-password, login: user-password }
containers:
  broker:
    type: kafka
    bootstrap: ["broker-1.acme.internal:9093"]
    security: { protocol: sasl_ssl, mechanism: scram-sha-512 }
    locations: ["onprem:home/dc_1"]
  database: { type: postgres, host: db.acme.internal, database: producer, slots: 20, locations: ["onprem:home/dc_1"] }
---
"""
READER = """
---
kind: Workspace
name: readers
team: main/data
container: platform
groups:
  all:
    reads: [READS]
"""
PLACEHOLDER = "__debezium_unavailable_value"
COORDINATES = ["__connect_topic", "__connect_partition", "__connect_offset"]
NUMBERS = itertools.count(1)
ADDED = ["__deleted", "__op", "__source_lsn", "__source_ts_us", "__source_txId"]


@dataclass
class Result:
    code: int
    out: str
    error: str

    def __str__(self) -> str:
        return f"exit {self.code}\n{self.out}\n{self.error}"


@dataclass
class Merges:
    """What dsgen made of stores on some platforms, by name how they merge; each has a database of its name."""

    postgres: PrivatePostgres
    folder: Path
    names: dict[str, str] = field(default_factory=dict)
    platforms: dict[str, str] = field(default_factory=lambda: {"live": "live", "mile": "milestoned"})

    def render(self, stores: str, *, extra: str = "", also_reads: str = "") -> "Merges":
        """Renders a model with these Datastore documents; every dataset of them is read."""
        import yaml

        images = "\n".join(f'  {kind}: "registry.acme.internal/{image}"' for kind, image in IMAGES.items())
        head, platform = ECOSYSTEM.replace("IMAGES", images).replace("CONNECTORS", "per-dataset").split("---\nkind: Platform\n")
        head = head.split("---\nkind: Team\n")[0]
        documents = [d for d in yaml.safe_load_all(stores) if d and d["kind"] == "Datastore"]
        reads = ", ".join(f'{{ datasets: "{d["name"]}.*" }}' for d in documents)
        platforms = "".join("---\nkind: Platform\n" + platform.replace("name: prod", f"name: {name}", 1)
                            .replace("merge: live", f"merge: {kind}") for name, kind in self.platforms.items())
        assigned = "{ readers.all: [%s] }" % ", ".join(
            f"{{ platform: {name}, status: provisioned }}" for name in self.platforms)
        text = (head.rstrip().removesuffix("---") + TEAM + platforms.removeprefix("---\n") + "---\n" + stores.strip()
                + READER.replace("READS", reads + also_reads) + extra + f"---\nkind: Assignments\ngroups: {assigned}\n")
        model = self.folder / "model"
        model.mkdir(parents=True, exist_ok=True)
        (model / "dsgen.yaml").write_text(text)
        dsgen("render", model, "--out", self.folder / "out")
        return self

    def database(self, platform: str) -> str:
        """The platform's merge database, made when it is first asked for."""
        if platform not in self.names:
            self.names[platform] = f"{platform}_{next(NUMBERS)}"
            self.postgres.database(self.names[platform])
        return self.names[platform]

    def path(self, platform: str, file: str) -> Path:
        return self.folder / "out" / platform / "sql" / file

    def environment(self, platform: str, source: str | None = None) -> dict[str, str]:
        env = {**os.environ, **self.postgres.environment(self.database(platform)),
               "PATH": f"{self.postgres.bin}:{os.environ['PATH']}"}
        if source:
            env |= {"SOURCE_" + name: value for name, value in self.postgres.environment(source).items()
                    if name in ("PGHOST", "PGPORT", "PGDATABASE", "PGUSER", "PGPASSWORD")}
        return env

    def psql(self, platform: str, file: str | Path, stream: str | None = None, *, source: str | None = None,
             options: dict[str, str] | None = None) -> Result:
        """One psql on one file, with the arguments of the pod."""
        path = file if isinstance(file, Path) else self.path(platform, file)
        command = ["psql", "-X", "-v", "ON_ERROR_STOP=1"]
        if stream is not None:
            command += ["-v", f"stream={stream}"]
        env = self.environment(platform, source) | (options or {})
        done = subprocess.run([*command, "-f", str(path)], capture_output=True, text=True, env=env)
        return Result(done.returncode, done.stdout, done.stderr)

    def tables(self, platform: str, store: str, slice: str = "s0000") -> None:
        done = self.psql(platform, f"{store}/{slice}/tables.sql")
        assert done.code == 0, done

    def merge(self, platform: str, store: str, stream: str, *, source: str | None = None, whole: bool = False) -> str:
        """Runs a merge that must succeed; what it printed."""
        done = self.psql(platform, f"{store}/merge.sql" if whole else f"{store}/s0000/merge.sql", stream, source=source)
        assert done.code == 0, done
        return done.out

    def sql(self, platform: str, text: str) -> list[list[str]]:
        return self.postgres.sql(text, self.database(platform))

    def stage(self, platform: str, table: str, columns: list[str], rows: list[tuple]) -> None:
        """Writes records as the sink does: again the same changes nothing. A row is the values of the
        columns, then topic, partition and offset."""
        if not rows:
            return
        names = columns + COORDINATES
        quoted = ", ".join(quote(n) for n in names)
        updates = ", ".join(f"{quote(n)} = excluded.{quote(n)}" for n in columns)
        lines = "\n".join("\t".join(copied(v) for v in row) for row in rows)
        script = (f'create temporary table sunk as select {quoted} from staging.{quote(table)} limit 0;\n'
                  f"copy sunk from stdin;\n{lines}\n\\.\n"
                  f"insert into staging.{quote(table)} ({quoted}) select * from sunk "
                  f"on conflict ({', '.join(COORDINATES)}) do update set {updates};\n")
        self.sql(platform, script)


def quote(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def literal(value) -> str:
    return "null" if value is None else "'" + str(value).replace("'", "''") + "'"


def copied(value) -> str:
    """A value as COPY reads it."""
    if value is None:
        return r"\N"
    return str(value).replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
