"""A stand-in for the Kafka Connect REST interface, for tests on one machine.

It keeps connectors in memory and answers as a distributed worker does: the same paths, status
codes and bodies. It runs no connector, and listens on loopback.

    with ConnectServer() as server: …server.url, server.connectors…

`strict`     every configuration is checked against the key catalogues: an unknown class or key,
             a missing required key, a value that is not allowed are refused with 400. (A real
             worker accepts unknown keys silently.)
`conflicts`  every n-th write is answered 409 (a rebalance), as real workers do.
`user`, `password`  basic authentication is asked for.
`failed`     {connector: trace}: its first task has failed; `restarts` lists those that were asked for.
"""
from __future__ import annotations

import base64
import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

from Support.catalogues.catalogue import by_class, problems


class ApiError(Exception):
    """Answered as Kafka Connect answers an error."""

    def __init__(self, status: int, message: str):
        super().__init__(message)
        self.status, self.message = status, message


def kind_of(config: dict) -> str:
    catalogue = by_class().get(config.get("connector.class", ""))
    if catalogue is not None:
        return catalogue.about["kind"].split("-")[0]
    return "sink" if "Sink" in config.get("connector.class", "") else "source"


class ConnectServer:
    """The server; entered, it serves in threads of this process."""

    def __init__(self, strict: bool = False, conflicts: int = 0, user: str = "", password: str = ""):
        self.strict, self.conflicts = strict, conflicts
        token = base64.b64encode(f"{user}:{password}".encode()).decode()
        self.authorization = f"Basic {token}" if user else ""
        self.lock = threading.Lock()
        self.connectors: dict[str, dict[str, str]] = {}
        self.states: dict[str, str] = {}
        self.failed: dict[str, str] = {}
        self.restarts: list[str] = []
        self.requests: dict[str, int] = {}
        self.refused_409 = self.writes = 0

    def __enter__(self) -> "ConnectServer":
        handler = type("Handler", (Handler,), {"owner": self})
        self.http = Http(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}"
        self.thread = threading.Thread(target=self.http.serve_forever, args=(0.05,), daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_) -> None:
        self.http.shutdown()
        self.http.server_close()
        self.thread.join()

    # What a worker checks by itself, and the catalogues where asked for.
    def faults(self, config: dict) -> list[str]:
        out = [f"{k}: the value must be a text" for k, v in config.items() if not isinstance(v, str)]
        if not config.get("connector.class"):
            out.append('Missing required configuration "connector.class" which has no default value.')
        tasks = config.get("tasks.max", "1")
        if not re.fullmatch(r"[1-9][0-9]*", str(tasks)):
            out.append(f"Invalid value {tasks} for configuration tasks.max: Value must be at least 1")
        if kind_of(config) == "sink" and bool(config.get("topics")) == bool(config.get("topics.regex")):
            out.append("Must configure exactly one of topics or topics.regex")
        return out + (problems(config) if self.strict and not out else [])

    def accept(self, name: str, config: dict) -> None:
        if config.setdefault("name", name) != name:
            raise ApiError(400, "Connector name configuration doesn't match connector name in the URL")
        if faults := self.faults(config):
            raise ApiError(400, f"Connector configuration is invalid and contains the following {len(faults)} "
                                "error(s):\n" + "\n".join(faults))
        self.connectors[name] = config

    def info(self, name: str) -> dict:
        config = self.connectors[name]
        tasks = [{"connector": name, "task": n} for n in range(int(config.get("tasks.max", "1")))]
        return {"name": name, "config": config, "tasks": tasks, "type": kind_of(config)}

    def status(self, name: str) -> dict:
        state = self.states.get(name, "RUNNING")
        worker = {"state": state, "worker_id": "127.0.0.1:8083"}
        tasks = [] if state == "STOPPED" else [{"id": t["task"], **worker} for t in self.info(name)["tasks"]]
        if name in self.failed:
            tasks[0] |= {"state": "FAILED", "trace": self.failed[name]}
        return {"name": name, "connector": worker, "tasks": tasks, "type": kind_of(self.connectors[name])}

    def answer(self, method: str, path: list[str], query: dict, body: dict | None) -> tuple[int, object]:
        if method != "GET" and path[:1] == ["connectors"]:
            self.writes += 1
            if self.conflicts and self.writes % self.conflicts == 0:
                self.refused_409 += 1
                raise ApiError(409, "Cannot complete request momentarily due to stale configuration "
                                    "(typically caused by a concurrent config change)")
        match (method, path):
            case ("GET", []):
                return 200, {"version": "4.3.0-standin", "commit": "0", "kafka_cluster_id": "standin"}
            case ("GET", ["health"]):
                return 200, {"status": "healthy", "message": "Worker has completed startup and is ready to handle requests."}
            case ("GET", ["connector-plugins"]):
                return 200, [{"class": c, "type": kind_of({"connector.class": c}), "version": "standin"}
                             for c, known in sorted(by_class().items()) if known.about["kind"].endswith("connector")]
            case ("PUT", ["connector-plugins", _, "config", "validate"]):
                faults = self.faults(body or {})
                return 200, {"name": (body or {}).get("connector.class", ""), "error_count": len(faults), "groups": [],
                             "configs": [{"value": {"name": f.split(":")[0], "errors": [f]}} for f in faults]}
            case ("GET", ["connectors"]):
                wanted = query.get("expand", [])
                if not wanted:
                    return 200, sorted(self.connectors)
                return 200, {n: {e: self.status(n) if e == "status" else self.info(n) for e in wanted}
                             for n in sorted(self.connectors)}
            case ("POST", ["connectors"]):
                name = (body or {}).get("name")
                if not name:
                    raise ApiError(400, "Connector name is required")
                if name in self.connectors:
                    raise ApiError(409, f"Connector {name} already exists")
                self.accept(name, dict(body.get("config") or {}))
                return 201, self.info(name)
            case (_, ["connectors", name, *rest]):
                return self.one(method, name, rest, body)
        raise ApiError(404, "HTTP 404 Not Found")

    def one(self, method: str, name: str, rest: list[str], body: dict | None) -> tuple[int, object]:
        if (method, rest) == ("PUT", ["config"]):
            status = 200 if name in self.connectors else 201
            self.accept(name, dict(body or {}))
            return status, self.info(name)
        if name not in self.connectors:
            raise ApiError(404, f"Connector {name} not found")
        match (method, rest):
            case ("GET", []):
                return 200, self.info(name)
            case ("GET", ["config"]):
                return 200, self.connectors[name]
            case ("GET", ["status"]):
                return 200, self.status(name)
            case ("PUT", ["pause" | "resume" | "stop" as verb]):
                self.states[name] = {"pause": "PAUSED", "stop": "STOPPED", "resume": "RUNNING"}[verb]
                return 202, None
            case ("POST", ["restart"]):
                self.restarts.append(name)
                return 204, None
            case ("POST", ["tasks", _, "restart"]):
                return 204, None
            case ("DELETE", []):
                del self.connectors[name]
                self.states.pop(name, None)
                return 204, None
        raise ApiError(404, "HTTP 404 Not Found")


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # connections stay open, as with the real one
    owner: ConnectServer

    def log_message(self, format, *arguments) -> None:
        """Quiet: the tests read `requests` instead."""

    def reply(self, status: int, body) -> None:
        data = b"" if body is None else json.dumps(body).encode()
        self.send_response(status)
        if data:
            self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def serve(self) -> None:
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        url = urlsplit(self.path)
        path = [unquote(part) for part in url.path.split("/") if part]
        owner = self.owner
        try:
            if owner.authorization and self.headers.get("Authorization") != owner.authorization:
                raise ApiError(401, "User cannot access the resource.")
            try:
                body = json.loads(raw) if raw else None
            except ValueError:
                raise ApiError(400, "Bad Request") from None
            with owner.lock:
                owner.requests[self.command] = owner.requests.get(self.command, 0) + 1
                answer = owner.answer(self.command, path, parse_qs(url.query), body)
            self.reply(*answer)
        except ApiError as error:
            self.reply(error.status, {"error_code": error.status, "message": error.message})

    do_GET = do_PUT = do_POST = do_DELETE = serve


class Http(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256


if __name__ == "__main__":
    import sys
    with ConnectServer(strict="--strict" in sys.argv) as running:
        print(running.url, flush=True)
        threading.Event().wait()
