"""A small Kafka Connect REST client for the stand-in provider."""
from __future__ import annotations

import base64
import http.client
import json
import os
import ssl
import threading
import time
from urllib.parse import quote, urlsplit


class ConnectError(Exception):
    """The worker's answer, when it is an error."""

    def __init__(self, status: int, message: str):
        super().__init__(f"HTTP {status}: {message}")
        self.status, self.message = status, message


class Client:
    """Talks to one worker; keeps one connection alive in each thread.

    `settings` are the provider block's values; what is absent there comes from the
    environment variables that the real provider reads.
    """

    def __init__(self, settings: dict):
        def value(key: str) -> str:
            return settings.get(key) or os.environ.get("KAFKA_CONNECT_" + key.upper(), "")

        url = value("url")
        if not url:
            raise ValueError("no worker is named: set url, or KAFKA_CONNECT_URL")
        self.url = urlsplit(url)
        if self.url.scheme not in ("http", "https"):
            raise ValueError(f"url must begin with http:// or https://, it is {url!r}")
        self.headers = {"Content-Type": "application/json", **(settings.get("headers") or {})}
        user, password = value("basic_auth_username"), value("basic_auth_password")
        if user and password:
            token = base64.b64encode(f"{user}:{password}".encode()).decode()
            self.headers["Authorization"] = "Basic " + token
        self.ca_file = value("tls_root_ca_file")
        self.local = threading.local()

    def _connection(self) -> http.client.HTTPConnection:
        if getattr(self.local, "connection", None) is None:
            if self.url.scheme == "https":
                context = ssl.create_default_context(cafile=self.ca_file or None)
                made = http.client.HTTPSConnection(self.url.netloc, timeout=30, context=context)
            else:
                made = http.client.HTTPConnection(self.url.netloc, timeout=30)
            self.local.connection = made
        return self.local.connection

    def _once(self, method: str, path: str, body) -> tuple[int, bytes]:
        data = None if body is None else json.dumps(body).encode()
        for last in (False, True):
            connection = self._connection()
            try:
                connection.request(method, self.url.path.rstrip("/") + path, data, self.headers)
                answer = connection.getresponse()
                return answer.status, answer.read()
            except (http.client.HTTPException, OSError):
                connection.close()  # a kept-alive connection may have gone stale: once more
                self.local.connection = None
                if last:
                    raise
        raise AssertionError("unreachable")

    def call(self, method: str, path: str, body=None, patience_s: float = 60):
        """The decoded answer. A 409 (the workers rebalance) is repeated for `patience_s`."""
        end, pause = time.monotonic() + patience_s, 0.1
        while True:
            status, raw = self._once(method, path, body)
            try:
                answer = json.loads(raw) if raw else None
            except ValueError:
                answer = raw.decode(errors="replace")[:500]
            if status < 400:
                return answer
            message = answer.get("message", "") if isinstance(answer, dict) else str(answer)
            exists = status == 409 and "already exists" in message
            if status != 409 or exists or time.monotonic() + pause > end:
                raise ConnectError(status, message)
            time.sleep(pause)
            pause = min(pause * 2, 5)

    def get(self, name: str) -> dict | None:
        """The connector's configuration; nothing when there is no such connector."""
        try:
            return self.call("GET", f"/connectors/{quote(name, safe='')}/config")
        except ConnectError as error:
            if error.status == 404:
                return None
            raise

    def create(self, name: str, config: dict, patience_s: float) -> dict:
        body = {"name": name, "config": config}
        return self.call("POST", "/connectors", body, patience_s)["config"]

    def update(self, name: str, config: dict, patience_s: float) -> dict:
        path = f"/connectors/{quote(name, safe='')}/config"
        return self.call("PUT", path, config, patience_s)["config"]

    def delete(self, name: str, patience_s: float) -> None:
        try:
            self.call("DELETE", f"/connectors/{quote(name, safe='')}", None, patience_s)
        except ConnectError as error:
            if error.status != 404:
                raise
