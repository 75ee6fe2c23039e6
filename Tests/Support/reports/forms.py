"""Reads what dsgen has found out of each of its forms, as the form's consumer would."""
from __future__ import annotations

import html
import json
import re
import urllib.parse
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

HERE = Path(__file__).resolve().parent
FORMS = ("text", "concise", "json", "sarif", "junit", "github", "gitlab", "markdown")
# What only people read puts equal findings together.
FOR_PEOPLE = ("text", "concise", "github", "markdown")


@dataclass(frozen=True)
class Finding:
    """The same in every form. The line is None where a finding is about a file as a whole."""

    severity: str
    code: str
    path: str
    line: int | None
    # How many findings it stands for.
    count: int = 1


PLACE = re.compile(r"(?P<path>.*?)(:(?P<line>\d+):\d+)?")


def finding(severity: str, code: str, place: str, text: str = "") -> Finding:
    at = PLACE.fullmatch(place)
    many = re.search(r"\b(\d+) findings like this one", text)
    line = int(at["line"]) if at["line"] else None
    return Finding(severity, code, at["path"], line, int(many[1]) if many else 1)


def read_text(text: str) -> list[Finding]:
    out = []
    for block in re.split(r"(?m)^(?=(?:error|warning|note)\[)", text)[1:]:
        head = re.match(r"(\w+)\[([a-z0-9-]+)\]: ", block)
        place = re.search(r"(?m)^ +--> (.*)$", block)
        out.append(finding(head[1], head[2], place[1], block))
    return out


LINE = re.compile(r"(?m)^(?P<place>\S.*?): (?P<severity>error|warning|note)\[(?P<code>[a-z0-9-]+)\]: (?P<rest>.*)$")


def read_concise(text: str) -> list[Finding]:
    return [finding(m["severity"], m["code"], m["place"], m["rest"]) for m in LINE.finditer(text)]


def read_json(text: str) -> list[Finding]:
    objects = [json.loads(line) for line in text.splitlines()]
    return [Finding(o["severity"], o["code"], o["file"], o["line"]) for o in objects]


def read_sarif(text: str) -> list[Finding]:
    out = []
    for result in json.loads(text)["runs"][0]["results"]:
        place = result["locations"][0]["physicalLocation"]
        out.append(Finding(result["level"], result["ruleId"],
                           urllib.parse.unquote(place["artifactLocation"]["uri"]),
                           place.get("region", {}).get("startLine")))
    return out


def read_junit(text: str) -> list[Finding]:
    tree = etree.fromstring(text.encode())
    texts = [node.text for node in tree.iter("failure", "system-out")]
    return [found for part in texts for found in read_concise(part)]


def unescaped(text: str) -> str:
    """Of a workflow command's data and properties, as GitHub's runner does it."""
    for escape, sign in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(escape, sign)
    return text


def read_github(text: str) -> list[Finding]:
    out = []
    for line in text.splitlines():
        kind, properties, message = re.fullmatch(r"::(\w+) (.*?)::(.*)", line).groups()
        values = {key: unescaped(value) for key, value in (item.split("=", 1) for item in properties.split(","))}
        if values["title"] == "dsgen":
            continue
        place = values["file"] + (f":{values['line']}:0" if "line" in values else "")
        out.append(finding("note" if kind == "notice" else kind, values["title"], place, unescaped(message)))
    return out


def read_gitlab(text: str) -> list[Finding]:
    severity = {"major": "error", "minor": "warning", "info": "note"}
    return [Finding(severity[o["severity"]], o["check_name"], o["location"]["path"], o["location"]["lines"]["begin"])
            for o in json.loads(text)]


def read_markdown(text: str) -> list[Finding]:
    out = []
    for line in text.splitlines():
        cells = re.split(r"(?<!\\)\|", line)[1:-1]
        if len(cells) != 3 or not cells[0].strip() or set(cells[0]) <= set("-"):
            continue
        code = re.search(r"\*\*([a-z0-9-]+)\*\*", cells[2])[1]
        place = cells[1].strip().strip("`").strip()
        out.append(finding(cells[0].strip(), code, html.unescape(place), cells[2]))
    return out


def left_out(text: str) -> int:
    """How many findings a form for people says it does not show."""
    said = re.search(r"\b(\d+) more findings?: ", text)
    return int(said[1]) if said else 0


def read(form: str, text: str) -> list[Finding]:
    return globals()[f"read_{form}"](text)
