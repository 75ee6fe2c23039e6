"""A stand-in of the schema registry: as much of its REST interface as converters call."""
from __future__ import annotations

import json
import threading
from base64 import b64encode
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Registry:
    """`with Registry("user:password") as registry: registry.url`. Whoever has another login is sent away."""

    def __init__(self, login: str):
        self.login, self.schemas, self.lock = login, [], threading.Lock()

    def known(self, schema: str) -> int:
        """The number of a schema, which it gets when it is first seen."""
        with self.lock:
            if schema not in self.schemas:
                self.schemas.append(schema)
            return self.schemas.index(schema) + 1

    def __enter__(self) -> "Registry":
        registry = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_):
                """Quiet."""

            def answer(self, body: dict) -> None:
                allowed = self.headers["Authorization"] == "Basic " + b64encode(registry.login.encode()).decode()
                raw = json.dumps(body if allowed else {"error_code": 401, "message": "who are you?"}).encode()
                self.send_response(200 if allowed else 401)
                self.send_header("Content-Type", "application/vnd.schemaregistry.v1+json")
                self.send_header("Content-Length", str(len(raw)))
                self.end_headers()
                self.wfile.write(raw)

            def do_GET(self):  # /schemas/ids/N
                self.answer({"schema": registry.schemas[int(self.path.split("?")[0].rsplit("/", 1)[1]) - 1]})

            def do_POST(self):  # /subjects/NAME/versions to register, /subjects/NAME to look up
                schema = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["schema"]
                self.answer({"id": (number := registry.known(schema)), "version": number, "schema": schema})

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}"
        threading.Thread(target=self.http.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_) -> None:
        self.http.shutdown()
        self.http.server_close()
