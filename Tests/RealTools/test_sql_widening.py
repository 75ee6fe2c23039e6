"""How a table follows a type: what `dsgen diff` says beforehand, against what PostgreSQL does.

A dataset for each pair of types, whose column `v` becomes the one from the other.
"""
from __future__ import annotations

import itertools
import json

import pytest

from Support.cases import dsgen
from Support.postgres.merges import Merges

PLATFORM = "live"
TYPES = [
    "boolean", "tinyint", "smallint", "integer", "bigint", "float16", "real", "double", "decimal(10,2)", "decimal(12,2)",
    "decimal(12,4)", "decimal(19,0)", "decimal(21,2)", "date", "time", "timestamp", "timestamp with time zone", "interval",
    "varchar", "varchar(10)", "varchar(20)", "nvarchar(20)", "char(3)", "char(5)", "varchar(3)", "uuid", "binary(3)",
    "variant", "array<integer>", "array<bigint>", "array<varchar(3)>", "array<varchar(5)>", "array<decimal(10,2)>",
]
PAIRS = [pair for pair in itertools.permutations(range(len(TYPES)), 2)]
STORE = """
kind: Datastore
name: t
team: main/data
slices: SLICES
ingestion: { type: kafka, container: broker, credential: events, format: debezium, encoding: json-with-schema, topic: "t.{dataset}" }
datasets:
"""


def store(pairs: list[tuple[int, int]], side: int, *, all_types: bool = False) -> str:
    lines = [STORE.strip().replace("SLICES", str(1 + len(pairs) // 260))]
    for pair in pairs:
        column = f'v: "{TYPES[pair[side]]}"'
        lines.append(f"  p_{pair[0]}_{pair[1]}: {{ classification: IP, columns: {{ id: bigint primary key, {column} }} }}")
    if all_types:
        columns = "".join(f', v{n}: "{kind}"' for n, kind in enumerate(TYPES))
        lines.append(f"  every: {{ classification: IP, columns: {{ id: bigint primary key{columns} }} }}")
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def report(postgres, tmp_path_factory) -> dict[str, dict]:
    """What `dsgen diff` tells of each table."""
    work = tmp_path_factory.mktemp("widening")
    for name, side in (("old", 0), ("new", 1)):
        Merges(postgres, work / name).render(store(PAIRS, side))
    out = dsgen("diff", work / "old" / "model", work / "new" / "model", "--format", "json")
    changes = [json.loads(line) for line in out.splitlines()]
    assert not [c for c in changes if "productionUnknown" in c], out
    return {c["name"]: c for c in changes if c.get("production") == "table" and c["platform"] == PLATFORM}


def ways(merges: Merges, schema: str) -> dict[tuple[int, int], str]:
    """What the function decides of each pair of types, as the tables of a schema have them."""
    column = ("select substr(attname, 2)::int as n, format_type(atttypid, atttypmod) as type from pg_attribute "
              f"where attrelid = '{schema}.t__every'::regclass and attname ~ '^v[0-9]+$'")
    rows = merges.sql(PLATFORM, f"select a.n, b.n, dsgen.widening(a.type, b.type) from ({column}) a, ({column}) b")
    return {(int(a), int(b)): how for a, b, how in rows}


def test_the_report_says_what_the_tables_will_do(postgres, report, tmp_path):
    merges = Merges(postgres, tmp_path / "every").render(store([], 0, all_types=True))
    merges.tables(PLATFORM, "t")
    merge, staging = ways(merges, "merge"), ways(merges, "staging")
    effects = {"same": None, "narrower": None, "wider": "altered", "rewrite": "rewritten", "other": "refused"}
    wrong = []
    for pair in PAIRS:
        table = f"t__p_{pair[0]}_{pair[1]}"
        change = report.get(table)
        altered = [s for s, how in (("staging", staging[pair]), ("merge", merge[pair])) if how in ("wider", "rewrite")]
        wanted = effects[merge[pair]] or ("altered" if altered else None)
        found = change["effect"] if change else None
        statements = [line.split(".")[0].removeprefix("alter table ") for line in change["statements"]] if change else []
        if (found, statements) != (wanted, altered):
            wrong.append(f"{TYPES[pair[0]]} to {TYPES[pair[1]]}: told {found} of {statements}, "
                         f"and it is {wanted} of {altered} ({merge[pair]}, {staging[pair]})")
    assert not wrong, "\n".join(wrong)
    assert {merge[pair] for pair in PAIRS} == set(effects), "each way is taken by some pair"


def test_the_statements_of_the_report_do_what_tables_sql_does(postgres, report, tmp_path):
    """Types come out the same, and a table is written anew where it is told to be, and nowhere else."""
    safe = [pair for pair in PAIRS
            if report.get(f"t__p_{pair[0]}_{pair[1]}", {}).get("effect") in ("altered", "rewritten")]
    assert len(safe) > 40
    by_report, by_file = (Merges(postgres, tmp_path / name).render(store(safe, 0)) for name in ("report", "file"))
    for merges in (by_report, by_file):
        merges.tables(PLATFORM, "t")
    before = {name: filenodes(merges) for name, merges in (("report", by_report), ("file", by_file))}
    by_report.sql(PLATFORM, ";\n".join(line for name, change in sorted(report.items())
                                       if change["effect"] in ("altered", "rewritten") for line in change["statements"]))
    by_file.render(store(safe, 1))
    done = by_file.psql(PLATFORM, "t/s0000/tables.sql", options={"PGOPTIONS": "-c dsgen.rewrite=on"})
    assert done.code == 0, done
    assert types(by_report) == types(by_file)
    for name, merges in (("report", by_report), ("file", by_file)):
        after = filenodes(merges)
        rewritten = {table for table in after if after[table] != before[name][table]}
        assert rewritten == {table for table in after if report[table]["effect"] == "rewritten"}, name


def filenodes(merges: Merges) -> dict[str, str]:
    rows = merges.sql(PLATFORM, "select relname, pg_relation_filenode(oid) from pg_class "
                      "where relnamespace = 'merge'::regnamespace and relkind = 'r' and relname like 't\\_\\_p%'")
    return dict(rows)


def types(merges: Merges) -> list[list[str]]:
    return merges.sql(PLATFORM, "select attrelid::regclass::text, format_type(atttypid, atttypmod) from pg_attribute "
                      "where attrelid::regclass::text ~ '^(staging|merge)\\.t__p' and attname = 'v' order by 1")
