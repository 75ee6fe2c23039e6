"""A real Apache Kafka Connect 4.3 worker without a broker, and Kafka's real transform classes."""
from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from Support.tools import free_port, tools_folder

HERE = Path(__file__).parent


def java_command(main: str, *arguments: str, memory: str = "256m") -> list[str]:
    """The command that runs one of the project's Java programs among Kafka's jars."""
    folder = tools_folder("connect")
    jars = [f"{folder}/lib/{name}" for name in (HERE / "jars.txt").read_text().split()]
    return ["java", f"-Xmx{memory}", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
            f"-Dlog4j2.configurationFile={HERE / 'log4j2.properties'}",
            "-cp", ":".join([f"{folder}/classes", *jars]), main, *arguments]


def transform(records: list[dict]) -> list[dict | None]:
    """Sends `{"config", "topic", "fields"}` through the connector's own transforms (see Transform.java)."""
    done = subprocess.run(java_command("Transform"), input=json.dumps(records), text=True, capture_output=True)
    if done.returncode:
        raise RuntimeError(f"Kafka's transforms refused a configuration:\n{done.stderr[-3000:]}")
    return json.loads(done.stdout)


class Worker:
    """The worker; `with Worker() as worker: worker.validate(config)`.

    It answers `config/validate` as in production, the connection test of a source included.
    """

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="dsgen-connect-"))
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> "Worker":
        # An empty plugin.path would make the worker scan its working directory.
        (self.folder / "plugins").mkdir()
        text = (HERE / "worker.properties").read_text()
        text = text.replace("@FOLDER@", str(self.folder)).replace("@PORT@", str(self.port))
        (self.folder / "worker.properties").write_text(text)
        self.log = open(self.folder / "log", "w+", encoding="utf-8")
        command = java_command("OfflineWorker", str(self.folder / "worker.properties"), memory="512m")
        self.process = subprocess.Popen(command, stdout=self.log, stderr=subprocess.STDOUT,
                                        stdin=subprocess.DEVNULL, start_new_session=True)
        end = time.monotonic() + 90
        while time.monotonic() < end and self.process.poll() is None:
            try:  # the port opens with 404s; the worker is ready when this answers
                self.call("GET", "/connector-plugins")
                return self
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
        text = self.text()
        self.__exit__()
        raise RuntimeError(f"Kafka Connect did not start:\n{text}")

    def text(self) -> str:
        self.log.flush()
        return (self.folder / "log").read_text(errors="replace")[-4000:]

    def __exit__(self, *_) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)  # it waits for its broker otherwise
            self.process.wait()
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def call(self, method: str, path: str, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data, {"Content-Type": "application/json"}, method=method)
        with urllib.request.urlopen(request, timeout=60) as answer:
            raw = answer.read()
        return json.loads(raw) if raw else None

    def validate(self, config: dict[str, str]) -> dict[str, list[str]]:
        """What the worker finds wrong, by key; empty when it accepts the configuration."""
        klass = config["connector.class"].rsplit(".", 1)[-1]
        try:
            answer = self.call("PUT", f"/connector-plugins/{klass}/config/validate", config)
        except urllib.error.HTTPError as error:
            return {"connector.class": [f"HTTP {error.code}: {error.read().decode(errors='replace')[:500]}"]}
        found = {item["value"]["name"]: item["value"]["errors"] for item in answer["configs"]}
        return {key: errors for key, errors in found.items() if errors}
