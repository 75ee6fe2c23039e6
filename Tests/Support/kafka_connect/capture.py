"""The real Debezium source and its sinks, by generated configurations, with no Kafka between them."""
from __future__ import annotations

import json
import os
import signal
import subprocess
import threading
import time
from pathlib import Path

from Support.kafka_connect.worker import java_command
from Support.postgres.private import PrivatePostgres

SOURCE = "io.debezium.connector.postgresql.PostgresConnector"
SINK = "io.debezium.connector.jdbc.JdbcSinkConnector"


def at(config: dict[str, str], postgres: PrivatePostgres, database: str, user: str) -> dict[str, str]:
    """A source's configuration with a test's database in place of the modelled one; all else as generated."""
    return {**config, "database.hostname": postgres.host, "database.port": str(postgres.port), "database.user": user,
            "database.password": user, "database.dbname": database, "database.sslmode": "disable",
            "database.sslrootcert": ""}


class Capture:
    """One source at work until `kill`; started again, it goes on where its offsets say (see Capture.java)."""

    def __init__(self, postgres: PrivatePostgres, source: dict[str, str], sinks: list[dict[str, str]], database: str,
                 folder: Path):
        self.postgres, self.source, self.folder, self.process = postgres, source, folder, None
        # The engine asks for a store of offsets, and keeps them after each batch.
        offsets = {"offset.storage": "org.apache.kafka.connect.storage.FileOffsetBackingStore",
                   "offset.storage.file.filename": str(folder / f"{source['name']}.offsets"), "offset.flush.interval.ms": "0"}
        url = f"jdbc:postgresql://{postgres.host}:{postgres.port}/{database}?user=postgres"
        self.input = json.dumps({"jdbc": url, "source": {k: v for k, v in {**source, **offsets}.items() if v}, "sinks": sinks})

    def start(self) -> "Capture":
        self.ended: set[int] = set()
        self.log = open(self.folder / f"{self.source['name']}.log", "ab")
        self.process = subprocess.Popen(java_command("Capture", memory="512m"), stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=self.log, start_new_session=True)
        self.process.stdin.write(self.input.encode() + b"\n")
        self.process.stdin.flush()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()
        slot = f"select active from pg_replication_slots where slot_name = '{self.source['slot.name']}'"
        # What is committed once the slot is there comes after the snapshot.
        self.until(lambda: self.postgres.sql(slot) == [["t"]], "its replication slot")
        return self

    def _read(self) -> None:
        for line in self.process.stdout:
            self.ended.add(int(line))

    def wait(self, transaction: int) -> None:
        """Until a transaction, and so all before it, is in staging."""
        self.until(lambda: transaction in self.ended, f"transaction {transaction}")

    def until(self, done, what: str, seconds: float = 60) -> None:
        end = time.monotonic() + seconds
        while not done():
            if time.monotonic() > end or self.process and self.process.poll() is not None:
                raise RuntimeError(f"{what} did not come:\n{Path(self.log.name).read_text(errors='replace')[-6000:]}")
            time.sleep(0.05)

    def kill(self) -> None:
        """As a node that goes down."""
        if self.process:
            if self.process.poll() is None:
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.reader.join()
            self.process.stdin.close()
            self.process.stdout.close()
            self.log.close()
            self.process = None

    def __enter__(self) -> "Capture":
        return self.start()

    def __exit__(self, *_) -> None:
        self.kill()
