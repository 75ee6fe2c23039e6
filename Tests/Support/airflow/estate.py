"""A platform that runs here: its DAGs in Airflow, their pods' commands in the platform image (or, where that cannot
be, by the machine's programs) on a private PostgreSQL, real Terraform
with the stand-in provider and Kafka Connect, the model in a git repository, Slack as a small HTTP server."""
from __future__ import annotations

import json
import os
import re
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

from Support.airflow import runs
from Support.cases import dsgen
from Support.image.image import Image
from Support.postgres.private import PrivatePostgres
from Support.terraform.connect_server import ConnectServer
from Support.terraform.runner import RunningProvider
from Support.tools import dsgen_binary, terraform_binary, tools_folder

HERE = Path(__file__).parent
LOGIN = ("connect-user", 'connect "pass\\word"')


class Slack:
    """Takes messages as Slack's interface does."""

    def __enter__(self) -> "Slack":
        self.messages: list[dict] = []
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_):
                """Quiet."""

            def do_POST(self):
                raw = self.rfile.read(int(self.headers["Content-Length"])).decode()
                body = json.loads(raw) if "json" in self.headers["Content-Type"] else {k: v[0] for k, v in parse_qs(raw).items()}
                owner.messages.append({"path": self.path, **body})
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(b'{"ok": true}')

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.http.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_) -> None:
        self.http.shutdown()
        self.http.server_close()


class LocalPlatform:
    """One platform of a model. `model` is the git work tree that stands for the host's repository."""

    def __init__(self, postgres: PrivatePostgres, folder: Path, model: dict[str, str], platform: str,
                 databases: tuple[str, ...], producer: str, image: Image | None = None):
        self.postgres, self.folder, self.platform = postgres, folder, platform
        self.databases, self.producer = databases, producer
        self.image, self.artifacts = image, folder / "artifacts"
        self.artifacts.mkdir(parents=True)
        # Pods in the image see nothing of the machine but the volume.
        self.shared = self.artifacts / "shared" if image else folder
        self.model = self.shared / "model"
        self.model.mkdir(parents=True)
        if image:
            os.chown(self.artifacts, *map(int, image.user.split(":")))
        self.files = model

    @property
    def tree(self) -> Path:
        return self.artifacts / "generated" / self.platform

    def git(self, *arguments: str) -> None:
        subprocess.run(["git", "-C", str(self.model), "-c", "user.name=t", "-c", "user.email=t@acme.example", *arguments],
                       check=True, capture_output=True)

    def commit(self, files: dict[str, str] | None = None) -> None:
        """The live branch from now on."""
        for name, text in (files or {}).items():
            path = self.model / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "as the test says")

    def edit(self, name: str, *changes: tuple[str, str]) -> None:
        """Replaces text in a file of the model, and commits."""
        text = (self.model / name).read_text()
        for old, new in changes:
            assert old in text, f"{name}: {old!r}"
            text = text.replace(old, new)
        self.commit({name: text})

    def seen(self, text: str | Path) -> str:
        """A text with paths as pods see them."""
        return str(text).replace(str(self.artifacts), "/artifacts") if self.image else str(text)

    def secrets(self) -> dict[str, dict[str, str]]:
        """Every key of every Secret; logins are those of the private services."""
        out: dict[str, dict[str, str]] = {}
        for line in dsgen("secrets", self.model, "--platform", self.platform, "--format", "json").splitlines():
            item = json.loads(line)
            out[item["secret"]] = {key: "pipeline" for key in item["keys"]}
            if "Kafka Connect" in json.dumps(item):
                out[item["secret"]].update(zip(("USER", "PASSWORD"), LOGIN))
        return out

    def __enter__(self) -> "LocalPlatform":
        self.git("init", "--quiet", "--initial-branch", "main")
        self.commit(self.files)
        if not self.postgres.sql("select 1 from pg_roles where rolname = 'pipeline'"):
            self.postgres.sql("create role pipeline superuser login password 'pipeline'")
        for database in (*self.databases, "terraform", self.producer):
            self.postgres.database(database, "pipeline")
        self.slack = Slack().__enter__()
        self.connect = ConnectServer(user=LOGIN[0], password=LOGIN[1]).__enter__()
        self.provider = RunningProvider({"TMPDIR": str(self.shared), "KAFKA_CONNECT_URL": self.connect.url, "KAFKA_CONNECT_BASIC_AUTH_USERNAME": LOGIN[0],
                                         "KAFKA_CONNECT_BASIC_AUTH_PASSWORD": LOGIN[1]}).__enter__()
        self.bootstrap()
        self._settings()
        home = self.folder / "airflow"
        home.mkdir()
        slack = {"conn_type": "slack", "password": "token", "extra": {"base_url": f"http://127.0.0.1:{self.slack.http.server_port}/api/"}}
        environment = {k: os.environ[k] for k in ("PATH", "LANG", "HOME") if k in os.environ}
        environment |= {"AIRFLOW_HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1", "TZ": "UTC",
                        f"AIRFLOW_CONN_SLACK_{self.platform.upper()}": json.dumps(slack)}
        self.said = open(self.folder / "airflow.log", "w+")
        command = [str(runs.python(runs.VERSIONS[0])), str(HERE / "local.py"), str(self.folder / "settings.json")]
        self.process = subprocess.Popen(command, env=environment, cwd=home, text=True, stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=self.said)
        return self

    def __exit__(self, *_) -> None:
        self.process.kill()  # nothing of it is kept
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()
        self.said.close()
        self.provider.__exit__()
        self.connect.__exit__()
        self.slack.__exit__()

    def bootstrap(self) -> None:
        """What an administrator does again where the platform itself has changed."""
        dsgen("bootstrap", self.model, "--platform", self.platform, "--out", self.folder / "bootstrap")

    def _settings(self) -> None:
        for socket in self.shared.glob("*/py-tf-plugin.sock"):
            socket.parent.chmod(0o755)
            socket.chmod(0o777)
        programs = [dsgen_binary().parent, Path(terraform_binary()).parent, self.postgres.bin, *os.environ["PATH"].split(":")]
        git = self.shared / "gitconfig"
        url = re.search(r'GIT_URL = "(.*)"', self._infrastructure().read_text())[1]
        git.write_text(f'[url "file://{self.seen(self.model)}"]\n\tinsteadOf = {url}\n[safe]\n\tdirectory = *\n')
        environment = {"PATH": ":".join(map(str, programs)), "TF_CLI_CONFIG_FILE": str(tools_folder("terraform") / "terraformrc")}
        if self.image:
            environment = dict(self.image.environment)
        environment |= {"GIT_CONFIG_GLOBAL": self.seen(git), "GIT_ALLOW_PROTOCOL": "file"}
        environment |= {name: self.seen(value) for name, value in self.provider.environment.items()}
        replaced = {"PGHOST": self.postgres.host, "PGPORT": str(self.postgres.port), "PGSSLMODE": "disable",
                    "KAFKA_CONNECT_URL": self.connect.url}
        (self.folder / "settings.json").write_text(json.dumps(
            {"environment": environment, "replaced": replaced, "secrets": self.secrets(), "retries": False, "enter": self._enter()}))

    def _enter(self) -> dict[str, list[str]]:
        if self.image is None:
            return {"": [], "ro": [], "rw": []}
        return {"": self.image.command([]), "ro": self.image.command([], self.artifacts),
                "rw": self.image.command([], self.artifacts, write=True)}

    def _infrastructure(self) -> Path:
        return self.folder / "bootstrap" / self.platform / "airflow" / f"{self.platform}_infrastructure.py"

    def _ask(self, request: dict) -> dict:
        print(json.dumps(request), file=self.process.stdin, flush=True)
        answer = self.process.stdout.readline()
        if not answer:
            self.said.seek(0)
            raise RuntimeError(f"Airflow ended:\n{self.said.read()[-6000:]}")
        return json.loads(answer)

    def load(self) -> list[str]:
        """The DAG files of both trees, with the volume where it is here; the DAGs."""
        folder = self.folder / "dags"
        folder.mkdir(exist_ok=True)
        for path in folder.glob("*"):
            path.unlink()
        for path in [self._infrastructure(), *self.tree.glob("airflow/*.py")]:
            text = path.read_text()
            (folder / path.name).write_text(text if self.image else text.replace('"/artifacts', f'"{self.artifacts}'))
        return self._ask({"load": str(folder)})["dags"]

    def run(self, dag: str, without: tuple[str, ...] = ()) -> dict:
        """dag.test() of `<platform><dag>`, without some Secrets; see local.py for the answer."""
        return self._ask({"run": self.platform + dag, "without": list(without)})

    def good(self, dag: str) -> dict:
        """The same of a run in which every task succeeds."""
        result = self.run(dag)
        assert result["state"] == "success" and set(result["tasks"].values()) == {"success"}, shown(result)
        return result

    def sql(self, text: str, database: str | None = None) -> list[list[str]]:
        return self.postgres.sql(text, database or self.databases[0])


def shown(result: dict) -> str:
    return f"{result['state']} {result['tasks']}\n" + "\n".join(f"--- {t}\n{text[-3000:]}" for t, text in result["logs"].items())
