"""A private PostgreSQL for a test, on loopback, in a folder of its own, thrown away at the end."""
from __future__ import annotations

import os
import pwd
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from Support.tools import Missing, free_port


def binaries() -> Path:
    """The newest installed server's bin folder; 15 or newer."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3].split(".")[0]))
    if found:
        return found[-1].parent
    if initdb := shutil.which("initdb"):
        return Path(initdb).resolve().parent
    raise Missing("PostgreSQL's server programs are not installed: run Tests/Support/install.sh")


class PrivatePostgres:
    """`with PrivatePostgres() as pg: pg.sql("select 1")`.

    PostgreSQL refuses to run as root; root runs it as `postgres`, or as `nobody` where there is
    no such user. Everybody on loopback may log in without a password (host `trust`).
    """

    def __init__(self, within: str = "/tmp", **settings: str):
        self.within = within
        self.settings = {"wal_level": "logical", "max_replication_slots": "20", "max_wal_senders": "20",
                         "max_connections": "200", "fsync": "off",
                         "full_page_writes": "off", **settings}
        self.host, self.port = "127.0.0.1", free_port()
        self.bin = binaries()

    def _server(self, program: str, *arguments: str) -> None:
        command = [str(self.bin / program), *arguments]
        options: dict = {}
        if os.geteuid() == 0:
            name = next(n for n in ("postgres", "nobody") if any(u.pw_name == n for u in pwd.getpwall()))
            user = pwd.getpwnam(name)
            os.chown(self.folder, user.pw_uid, user.pw_gid)
            options = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        with open(os.devnull) as nothing:
            # Not a pipe: the server would inherit it and keep it open.
            log = self.folder.with_suffix(".log")
            with open(log, "w+") as out:
                done = subprocess.run(command, stdin=nothing, stdout=out, stderr=out, cwd="/",
                                      env={"PATH": os.environ["PATH"], "HOME": str(self.folder), "LC_ALL": "C.UTF-8"},
                                      **options)
                out.seek(0)
                if done.returncode:
                    raise RuntimeError(f"{program} failed:\n{out.read()[-3000:]}")
            log.unlink()

    def __enter__(self) -> "PrivatePostgres":
        self.folder = Path(tempfile.mkdtemp(prefix="dsgen-pg-", dir=self.within))
        try:
            self._server("initdb", "-D", f"{self.folder}/data", "-U", "postgres", "-A", "trust",
                         "--no-sync", "-E", "UTF8", "--locale=C.UTF-8")
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def start(self) -> None:
        """Starts the server, also one that was killed: it recovers by its log."""
        options = " ".join(f"-c {k}={v}" for k, v in self.settings.items())
        self._server("pg_ctl", "-D", f"{self.folder}/data", "-w", "-l", f"{self.folder}/log", "start",
                     "-o", f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 {options}")

    def __exit__(self, *_) -> None:
        if (self.folder / "data" / "postmaster.pid").exists():
            try:
                self._server("pg_ctl", "-D", f"{self.folder}/data", "-m", "immediate", "-w", "stop")
            except RuntimeError:
                pass  # it has gone by itself; nothing of it is kept
        shutil.rmtree(self.folder, ignore_errors=True)

    def environment(self, database: str = "postgres", user: str = "postgres", password: str = "") -> dict[str, str]:
        """The PG* variables that point a client here."""
        return {"PGHOST": self.host, "PGPORT": str(self.port), "PGDATABASE": database, "PGUSER": user,
                "PGPASSWORD": password, "PGSSLMODE": "disable"}

    def sql(self, text: str, database: str = "postgres", user: str = "postgres") -> list[list[str]]:
        """Runs SQL; the rows of the last query, as texts."""
        done = subprocess.run(["psql", "-X", "-q", "-A", "-t", "-F", "\x1f", "-v", "ON_ERROR_STOP=1", "-f", "-"],
                              input=text, text=True, capture_output=True,
                              env={**os.environ, **self.environment(database, user)})
        if done.returncode:
            raise RuntimeError(f"psql: {done.stderr.strip()}")
        return [line.split("\x1f") for line in done.stdout.splitlines() if line]

    def database(self, name: str, owner: str | None = None) -> None:
        """Makes a database, and its owner where that role is not there yet."""
        if not re.fullmatch(r"[a-z_][a-z0-9_]*", name):
            raise ValueError(name)
        if owner is not None and not self.sql(f"select 1 from pg_roles where rolname = '{owner}'"):
            self.sql(f'create role "{owner}" login password \'{owner}\'')
        self.sql(f'create database "{name}"' + (f' owner "{owner}"' if owner else ""))
