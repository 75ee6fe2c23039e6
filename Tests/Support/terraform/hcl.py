"""Reads the Terraform that dsgen writes: blocks, attributes, texts, maps and lists.

Only that much of HCL, and strictly: anything else is an error with its line. The tests compare
what is read here with what Terraform itself made of the same file, so it may be relied on where
Terraform is not run.
"""
from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Iterator

TOKEN = re.compile(r"""
    (?P<space>[ \t\r]+|\#[^\n]*|//[^\n]*|/\*.*?\*/)
  | (?P<newline>\n)
  | (?P<name>[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*)
  | (?P<number>-?\d+(?:\.\d+)?)
  | (?P<text>"(?:[^"\\\n]|\\.)*")
  | (?P<sign>[{}\[\]=,()])
""", re.VERBOSE | re.DOTALL)
ESCAPES = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}


class HclError(Exception):
    """The file is not of the form that dsgen writes."""


@dataclass(frozen=True)
class Reference:
    """A bare name such as `var.connect_url` or `true`."""

    name: str


@dataclass
class Block:
    """`type "label" … { attributes, blocks }`."""

    type: str
    labels: list[str]
    line: int
    attributes: dict = field(default_factory=dict)
    blocks: list["Block"] = field(default_factory=list)


def unquote(token: str) -> str:
    """The value of a quoted template that holds no interpolation."""
    body = token[1:-1]
    out = re.sub(r"\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)",
                 lambda m: chr(int(m[1][1:], 16)) if m[1][0] in "uU" else ESCAPES[m[1]], body)
    plain = out.replace("$${", "").replace("%%{", "")
    if "${" in plain or "%{" in plain:
        raise HclError(f"an interpolation: {token}")
    return out.replace("$${", "${").replace("%%{", "%{")


class Reader:
    def __init__(self, text: str, place: str):
        self.place, self.tokens, self.at = place, [], 0
        position, line = 0, 1
        while position < len(text):
            match = TOKEN.match(text, position)
            if match is None:
                raise HclError(f"{place}:{line}: cannot read {text[position:position + 30]!r}")
            if match.lastgroup != "space":
                self.tokens.append((match.lastgroup, match.group(), line))
            line += match.group().count("\n")
            position = match.end()
        self.tokens.append(("end", "", line))

    def fail(self, wanted: str):
        kind, text, line = self.tokens[self.at]
        raise HclError(f"{self.place}:{line}: {wanted} expected, found {text or kind!r}")

    def take(self, *wanted: str) -> str:
        kind, text, _ = self.tokens[self.at]
        if kind not in wanted and text not in wanted:
            self.fail(" or ".join(wanted))
        self.at += 1
        return text

    def skip_lines(self) -> None:
        while self.tokens[self.at][0] == "newline":
            self.at += 1

    def peek(self) -> tuple[str, str, int]:
        return self.tokens[self.at]

    def body(self, end: str) -> Block:
        block = Block("", [], self.peek()[2])
        while True:
            self.skip_lines()
            if self.peek()[1] == end or self.peek()[0] == end:
                self.at += 1
                return block
            line = self.peek()[2]
            name = self.take("name")
            if self.peek()[1] == "=":
                self.at += 1
                if name in block.attributes:
                    raise HclError(f"{self.place}:{line}: {name} is set twice")
                block.attributes[name] = self.value()
                continue
            labels = []
            while self.peek()[0] in ("text", "name"):
                labels.append(unquote(self.take("text")) if self.peek()[0] == "text" else self.take("name"))
            self.take("{")
            inner = self.body("}")
            inner.type, inner.labels, inner.line = name, labels, line
            block.blocks.append(inner)

    def value(self):
        kind, text, line = self.peek()
        self.at += 1
        if kind == "text":
            return unquote(text)
        if kind == "number":
            return float(text) if "." in text else int(text)
        if kind == "name":
            return {"true": True, "false": False, "null": None}.get(text, Reference(text))
        if text == "{":
            return self.map()
        if text == "[":
            return self.list()
        self.at -= 1
        self.fail("a value")

    def map(self) -> dict:
        out: dict = {}
        while True:
            self.skip_lines()
            if self.peek()[1] == "}":
                self.at += 1
                return out
            line = self.peek()[2]
            key = unquote(self.take("text")) if self.peek()[0] == "text" else self.take("name")
            self.take("=")
            if key in out:
                raise HclError(f"{self.place}:{line}: the key {key} is there twice")
            out[key] = self.value()
            if self.peek()[1] == ",":
                self.at += 1

    def list(self) -> list:
        out: list = []
        while True:
            self.skip_lines()
            if self.peek()[1] == "]":
                self.at += 1
                return out
            out.append(self.value())
            self.skip_lines()
            if self.peek()[1] == ",":
                self.at += 1


def read(path: Path) -> Block:
    """The whole file as one block."""
    return Reader(path.read_text(encoding="utf-8"), str(path)).body("end")


def connectors_in(root: Path) -> Iterator[tuple[str, str, dict[str, str]]]:
    """(place, name, configuration) of every connector in one root module."""
    for path in sorted(root.glob("*.tf")):
        for block in read(path).blocks:
            if block.type == "resource" and block.labels[:1] == ["kafka-connect_connector"]:
                yield f"{path}:{block.line}", block.attributes["name"], block.attributes["config"]


def connectors_below(folder: Path) -> Iterator[tuple[str, str, dict[str, str]]]:
    """The same, of every root module below a folder."""
    for root in sorted({p.parent for p in folder.rglob("*.tf")}):
        yield from connectors_in(root)
