"""Measures the generated merges on PostgreSQL against copying the same rows. See README.md.

Called by Benchmarks/sql (`make bench`), which builds what is measured.
"""
from __future__ import annotations

import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from typing import NamedTuple

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "Tests"))

from Support.postgres.merges import Merges  # noqa: E402
from Support.postgres.private import PrivatePostgres  # noqa: E402

# The marks, as shares of what copying the changes takes.
MARKS = {"live": 2.6, "milestoned": 4.8, "idle": 1 / 400}
PLATFORMS = {"live": "live", "milestoned": "mile"}
# Enough memory for the tables, and nothing at work beside what is measured.
SETTINGS = {"shared_buffers": "512MB", "max_wal_size": "4GB", "autovacuum": "off"}
# What one more idle stream costs a pod that is connected is the difference of these many and one.
IDLE = 101
ROOM = 8 << 30
STORE = """
kind: Datastore
name: shop
team: main/data
ingestion: { type: kafka, container: broker, credential: events, format: debezium, encoding: json-with-schema, topic: "s.{dataset}" }
datasets:
  orders:
    classification: IP
    columns: { id: bigint primary key, amount: "decimal(12,2)", note: varchar, ts: timestamptz }
"""
TABLE = 'staging."shop__orders"'
COLUMNS = ('(id, amount, note, ts, __deleted, __op, __source_lsn, __source_ts_us, '
           "__connect_topic, __connect_partition, __connect_offset)")
FIRST = f"""
insert into {TABLE} {COLUMNS}
select g, g %% 1000 / 10.0, 'n' || g %% 97, '2026-01-01', 'false', 'r', g, 1767225600000000, 's.orders', 0, g
from generate_series(1, %(rows)s) g
"""
# About seven tenths as many keys as changes; a twentieth deletes, a twentieth of the keys new, a fifth
# changes nothing.
CHANGES = f"""
select setseed(0.5);
insert into {TABLE} {COLUMNS}
select k, case when r < 0.2 then k %% 1000 / 10.0 else (random() * 1000)::numeric(12,2) end,
  case when r < 0.2 then 'n' || k %% 97 when r < 0.3 then null else 'u' || g %% 101 end, '2026-01-01',
  case when r > 0.95 then 'true' else 'false' end, case when r > 0.95 then 'd' else 'u' end,
  10000000 + g * 100, 1767225600000000, 's.orders', 0, %(rows)s + g
from (select g, (random() * 1.05 * %(changes)s + %(rows)s - %(changes)s)::bigint k, random() r
  from generate_series(1, %(changes)s) g) x;
"""
COPY = f"""
create table copied (like {TABLE} including defaults,
  primary key (__connect_topic, __connect_partition, __connect_offset));
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=2_000_000, help="of the merge table (%(default)s)")
    parser.add_argument("--changes", type=int, default=1_000_000, help="in staging (%(default)s)")
    parser.add_argument("--repeat", type=int, default=3, help="of which the median counts (%(default)s)")
    parser.add_argument("--work", help="folder for the server's files (default: in memory where there is room, else /tmp)")
    options = parser.parse_args()
    with PrivatePostgres(within=place(options.work), **SETTINGS) as postgres, tempfile.TemporaryDirectory(prefix="dsgen-bench-") as folder:
        bench = Bench(Merges(postgres, pathlib.Path(folder)).render(STORE), options)
        sys.exit(bench.run())


def place(wanted: str | None) -> str:
    """A disk that others write to would be measured with the rest."""
    memory = pathlib.Path("/dev/shm")
    has_room = memory.is_dir() and shutil.disk_usage(memory).free > ROOM
    return wanted or (str(memory) if has_room else "/tmp")


class Time(NamedTuple):
    cpu: float
    wall: float


class Bench:
    def __init__(self, merges: Merges, options: argparse.Namespace):
        self.merges, self.options = merges, options
        self.sizes = {"rows": options.rows, "changes": options.changes}
        self.server = (merges.postgres.folder / "data/postmaster.pid").read_text().split()[0]
        # The server's own processes, of which it starts none while no session is there.
        self.background = pathlib.Path(f"/proc/{self.server}/task/{self.server}/children").read_text().split()

    def run(self) -> int:
        for platform in PLATFORMS.values():
            self.prepare(platform)
        taken: dict[str, list[Time]] = {name: [] for name in ("copy", *MARKS)}
        for _ in range(self.options.repeat):
            for name, platform in PLATFORMS.items():
                self.refresh(platform)
                taken["copy"].append(self.copy(platform))
                taken[name].append(self.merge(platform))
                one, many = self.merge(platform), self.merge(platform, IDLE)
                taken["idle"].append(Time((many.cpu - one.cpu) / (IDLE - 1), (many.wall - one.wall) / (IDLE - 1)))
        print(f"{self.options.changes:,} changes into {self.options.rows:,} rows; median (least, most):")
        cpu = {}
        for name, times in taken.items():
            cpu[name] = statistics.median(time.cpu for time in times)
            print(f"  {name:<11}CPU s {spread(t.cpu for t in times)}; wall s {spread(t.wall for t in times)}")
        missed = False
        for name, mark in MARKS.items():
            ratio = cpu[name] / cpu["copy"]
            missed |= ratio > mark
            print(f"{'FAIL' if ratio > mark else 'pass'}: {name} over the copy is {ratio:.4f}, at most {mark:.4f}")
        return int(missed)

    def prepare(self, platform: str) -> None:
        """The database from which each run starts: the rows merged, the changes in staging."""
        self.merges.tables(platform, "shop")
        self.merges.sql(platform, FIRST % self.sizes)
        self.merges.merge(platform, "shop", "orders")
        self.merges.sql(platform, f"delete from {TABLE} where __connect_offset < {self.options.rows}")
        self.merges.sql(platform, "update dsgen.marks set first = upto")
        self.merges.sql(platform, "vacuum full")
        self.merges.sql(platform, CHANGES % self.sizes)
        self.merges.sql(platform, "vacuum analyze")
        prepared = self.merges.database(platform)
        self.merges.names[platform] = prepared + "_run"
        self.merges.postgres.sql(f"create database {prepared}_run")

    def refresh(self, platform: str) -> None:
        name = self.merges.names[platform]
        self.merges.postgres.sql(f"drop database {name}")
        self.merges.postgres.sql(f"create database {name} template {name.removesuffix('_run')} strategy file_copy")
        self.merges.sql(platform, f"{COPY}; select count(*) from {TABLE}; select count(*) from merge.shop__orders")
        self.merges.postgres.sql("checkpoint")

    def copy(self, platform: str) -> Time:
        text = f"insert into copied select * from {TABLE} where __connect_offset > {self.options.rows}"
        return self.psql(platform, ["-c", text])

    def merge(self, platform: str, times: int = 1) -> Time:
        """By one psql on the generated file, as the pod does it."""
        path = self.merges.path(platform, "shop/s0000/merge.sql")
        return self.psql(platform, ["-v", "stream=orders", *["-f", str(path)] * times])

    def psql(self, platform: str, arguments: list[str]) -> Time:
        """Processor time is that of psql and of the server's process for it, which is known when it has ended."""
        env = self.merges.environment(platform)
        before, own = self.ended(), os.times()
        started = time.monotonic()
        subprocess.run(["psql", "-X", "-v", "ON_ERROR_STOP=1", *arguments], check=True, stdout=subprocess.DEVNULL, env=env)
        wall, spent = time.monotonic() - started, os.times()
        client = spent.children_user + spent.children_system - own.children_user - own.children_system
        return Time(self.ended() - before + client, wall)

    def ended(self) -> float:
        """Processor seconds of all sessions so far; the server knows them when it has seen their ends."""
        server = pathlib.Path(f"/proc/{self.server}")
        while (server / f"task/{self.server}/children").read_text().split() != self.background:
            time.sleep(0.01)
        fields = (server / "stat").read_text().rpartition(")")[2].split()
        return (int(fields[13]) + int(fields[14])) / os.sysconf("SC_CLK_TCK")


def spread(values) -> str:
    values = sorted(values)
    return f"{statistics.median(values):.4f} ({values[0]:.4f}, {values[-1]:.4f})"


if __name__ == "__main__":
    main()
