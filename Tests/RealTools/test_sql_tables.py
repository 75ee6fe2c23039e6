"""Types at their extremes, text that looks like code, and tables that change while views stand on them."""
from __future__ import annotations

import pytest

from Support.postgres.merges import ADDED, PLACEHOLDER, Merges

PLATFORMS = ("live", "mile")
# type: values as the source prints them, NULL and the empty text apart
TYPES = {
    "boolean": ["true", "false"],
    "tinyint": ["-128", "127"],
    "smallint": ["-32768", "32767"],
    "integer": ["-2147483648", "2147483647"],
    "bigint": ["-9223372036854775808", "9223372036854775807"],
    "real": ["-0", "0", "1e-45", "3.4028235e+38", "NaN", "-Infinity"],
    "double": ["-0", "0", "5e-324", "1.7976931348623157e+308", "NaN", "Infinity"],
    "decimal(38,9)": ["-99999999999999999999999999999.999999999", "0.000000001"],
    "decimal(5,0)": ["99999", "-1"],
    "date": ["4713-01-01 BC", "5874897-12-31", "infinity"],
    "time": ["00:00:00", "24:00:00", "23:59:59.999999"],
    "timestamp": ["4713-01-01 00:00:00 BC", "294276-12-31 23:59:59.999999", "-infinity"],
    "timestamp with time zone": ["2026-03-29 01:30:00+00", "infinity", "0001-01-01 00:00:00+00 BC"],
    "interval": ["1 mon", "30 days", "-178000000 years", "00:00:00.000001"],
    "varchar": ["", " ", "\\", "'", "\t\n\r", "\u202e😀", "x" * 5000, "NULL", ":stream", "\\q"],
    "varchar(3)": ["", "äöü", "   "],
    "char(3)": ["a  ", "abc", "   "],
    "nvarchar(2)": ["😀😀", ""],
    "nchar(2)": ["é ", "ab"],
    "uuid": ["00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"],
    "binary": ["\\x", "\\x00ff5c27", "\\x" + "5c" * 3000],
    "variant": ["{}", '""', "null", '{"a": [1.50, "\\u00e9", null], "b c": {"d": "\'"}}', "1e400"],
    "array<integer>": ["{}", "{1,NULL,-2147483648}"],
    "array<varchar>": ['{}', '{"",NULL,"a,b","\\"{}\\\\","NULL"}'],
    "array<decimal(5,2)>": ["{1.50,NULL}"],
    "array<timestamp>": ['{"2026-01-01 00:00:00.000001",infinity}'],
}
NAMES = [f"c{n:02}" for n in range(len(TYPES))]
COLUMNS = "\n".join(f"      {name}: {kind}" for name, kind in zip(NAMES, TYPES))
STORE = f"""
kind: Datastore
name: t
team: main/data
ingestion: {{ type: kafka, container: broker, credential: events, format: debezium, encoding: json-with-schema, topic: "t.{{dataset}}" }}
datasets:
  all_types:
    classification: IP
    columns:
      id: bigint primary key
{COLUMNS}
"""


def record(offset: int, number: int, *values, op: str = "u") -> tuple:
    return (number, *values, "true" if op == "d" else "false", op, offset, 1, 7, "t.x", 0, offset)


def test_every_type_at_its_extremes(postgres, tmp_path):
    """Each value comes, is told from each other one, and is left alone where it comes again."""
    merges = Merges(postgres, tmp_path).render(STORE)
    rounds = max(map(len, TYPES.values()))
    offset = 0
    expected: list[list[str | None]] = []
    for step in range(rounds + 2):
        # The last one is as the one before, the one before it null.
        values = [None if step == rounds else found[min(step, len(found) - 1, rounds - 1)] for found in TYPES.values()]
        if step == rounds + 1:
            values = [None] * len(TYPES)
        if not expected or expected[-1] != values:
            expected.append(values)
        for platform in PLATFORMS:
            if step == 0:
                merges.tables(platform, "t")
            merges.stage(platform, "t__all_types", ["id", *NAMES, *ADDED], [record(offset, 1, *values)])
            merges.merge(platform, "t", "all_types")
        offset += 1
    texts = ", ".join(f"coalesce(to_json({name}::text), '\"~\"')" for name in NAMES)
    found = merges.sql("mile", f"select {texts} from merge.t__all_types order by dp_in")
    wanted_sql = " union all ".join(
        f"select {n} as n, " + ", ".join(
            "'\"~\"'::json" if v is None else f"to_json($x${v}$x$::{sql_type(kind)}::text)" for v, kind in zip(values, TYPES))
        for n, values in enumerate(expected))
    wanted = [row[1:] for row in merges.sql("mile", wanted_sql + " order by n")]
    assert len(found) == len(wanted)
    for found_row, wanted_row in zip(found, wanted):
        assert dict(zip(TYPES, found_row)) == dict(zip(TYPES, wanted_row))
    live = merges.sql("live", f"select {texts} from merge.t__all_types")
    assert live == [wanted[-1]]


def sql_type(kind: str) -> str:
    kind = kind.replace("tinyint", "smallint").replace("nvarchar", "varchar").replace("nchar", "char").replace("binary", "bytea")
    kind = kind.replace("variant", "jsonb").replace("double", "double precision")
    return kind.removeprefix("array<").removesuffix(">") + "[]" if kind.startswith("array<") else kind


UNAVAILABLE = {"varchar": PLACEHOLDER, "binary": "\\x" + PLACEHOLDER.encode().hex(), "variant": PLACEHOLDER,
               "array<integer>": "{" + ",".join(str(b) for b in PLACEHOLDER.encode()) + "}",
               "array<varchar>": "{" + PLACEHOLDER + "}"}


def test_large_values_that_a_change_leaves_alone(postgres, tmp_path):
    merges = Merges(postgres, tmp_path).render(STORE)
    kinds = list(TYPES)

    def values(**own) -> list:
        return [own.get(NAMES[n]) for n in range(len(kinds))]

    large = {NAMES[kinds.index(kind)]: TYPES[kind][-1] for kind in UNAVAILABLE}
    unknown = {NAMES[kinds.index(kind)]: value for kind, value in UNAVAILABLE.items()}
    small = NAMES[kinds.index("integer")]
    for platform in PLATFORMS:
        merges.tables(platform, "t")

        def merge(*records: tuple) -> list:
            merges.stage(platform, "t__all_types", ["id", *NAMES, *ADDED], list(records))
            merges.merge(platform, "t", "all_types")
            open = "where dp_out is null" if platform == "mile" else ""
            columns = ", ".join(f"{name}::text" for name in [small, *large])
            return merges.sql(platform, f"select {columns} from merge.t__all_types {open} order by id")

        first = merge(record(0, 1, *values(**large)))
        kept = merge(record(1, 1, *values(**unknown, **{small: "1"})))
        assert kept == [["1", *first[0][1:]]]
        # Within a batch the last value that came; null is one.
        new = large | {next(iter(large)): None}
        again = merge(record(2, 1, *values(**new)), record(3, 1, *values(**unknown, **{small: "2"})),
                      record(4, 2, *values(**large)), record(5, 2, *values(**unknown, **{small: "7"})))
        assert again == [["2", "", *first[0][2:]], ["7", *first[0][1:]]]
        merges.stage(platform, "t__all_types", ["id", *NAMES, *ADDED], [record(6, 3, *values(**unknown))])
        done = merges.psql(platform, "t/s0000/merge.sql", "all_types")
        assert done.code == 3 and "no earlier record has the row" in done.error


CHANGING = """
kind: Datastore
name: t
team: main/data
ingestion: { type: kafka, container: broker, credential: events, format: debezium, encoding: json-with-schema, topic: "t.{dataset}" }
datasets:
  people: { classification: IP, columns: { id: bigint primary key, name: TYPE, amount: "AMOUNT" MORE } }
"""


def changing(kind: str = "varchar(10)", amount: str = "decimal(6,2)", more: str = "") -> str:
    return CHANGING.replace("TYPE", kind).replace("AMOUNT", amount).replace(" MORE", more)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_columns_join_and_widen_under_views(postgres, tmp_path, platform):
    merges = Merges(postgres, tmp_path).render(changing())
    old = (tmp_path / "old")
    merges.tables(platform, "t")
    assert merges.psql(platform, "workspaces/readers.sql").code == 0
    merges.stage(platform, "t__people", ["id", "name", "amount", *ADDED], [record(0, 1, "a", "1.00")])
    merges.merge(platform, "t", "people")
    (merges.folder / "out").rename(old)
    merges.render(changing("varchar(20)", "decimal(10,2)", ", note: varchar"))
    view = "readers.all__t__people"
    grants = f"select has_table_privilege('reader_readers', '{view}', 'select'), count(*) from {view}"
    assert merges.sql(platform, grants) == [["t", "1"]]
    # The merge brings its tables along.
    merges.stage(platform, "t__people", ["id", "name", "amount", *ADDED], [record(1, 2, "b" * 10, "9999.99")])
    done = merges.psql(platform, "t/s0000/merge.sql", "people")
    assert done.code == 0 and "alter column name type character varying(20)" in done.error, done
    assert merges.sql(platform, grants) == [["t", "2"]]
    # An older file is passed by.
    stale = merges.psql(platform, old / platform / "sql/t/s0000/merge.sql", "people")
    assert stale.code == 0 and "superseded" in stale.out
    # A pod of the infrastructure brings an older model back on purpose; nothing narrows.
    assert merges.psql(platform, old / platform / "sql/t/s0000/tables.sql").code == 0
    widths = "select atttypmod from pg_attribute where attrelid = 'merge.t__people'::regclass and attname = 'name'"
    assert merges.sql(platform, widths) == [["24"]]
    merges.tables(platform, "t")
    assert merges.psql(platform, "workspaces/readers.sql").code == 0
    assert merges.sql(platform, f"select id, note is null from {view} order by id") == [["1", "t"], ["2", "t"]]


def test_what_stops_a_change(postgres, tmp_path):
    merges = Merges(postgres, tmp_path).render(changing())
    merges.tables("live", "t")
    merges.stage("live", "t__people", ["id", "name", "amount", *ADDED], [record(0, 1, "a", "1.00")])
    merges.merge("live", "t", "people")
    merges.sql("live", "create schema theirs; create view theirs.report as select name from merge.t__people")
    merges.render(changing("varchar(20)"))
    done = merges.psql("live", "t/s0000/tables.sql")
    assert done.code == 3 and "the view theirs.report of postgres stands on it" in done.error, done
    merges.sql("live", "drop view theirs.report")
    merges.tables("live", "t")
    merges.render(changing("varchar(20)", "integer"))
    done = merges.psql("live", "t/s0000/tables.sql")
    assert done.code == 3 and "cannot become integer without a loss" in done.error, done
    merges.render(changing("varchar(20)", "decimal(12,4)"))
    done = merges.psql("live", "t/s0000/tables.sql")
    assert done.code == 3 and "every row is written anew" in done.error, done
    done = merges.psql("live", "t/s0000/tables.sql", options={"PGOPTIONS": "-c dsgen.rewrite=on"})
    assert done.code == 0, done
    merges.stage("live", "t__people", ["id", "name", "amount", *ADDED], [record(1, 1, "x" * 21, "1.00")])
    done = merges.psql("live", "t/s0000/merge.sql", "people")
    assert done.code == 3 and "too long" in done.error, done


def test_a_stream_that_the_file_lacks(postgres, tmp_path):
    merges = Merges(postgres, tmp_path).render(changing())
    done = merges.psql("live", "t/s0000/merge.sql", "nobody")
    assert done.code == 3 and "no stream nobody" in done.error
    assert merges.psql("live", "t/s0000/merge.sql").code == 0


def test_a_dataset_of_any_name_is_merged_alone(postgres, tmp_path):
    """No name of a stream means more than that stream."""
    names = ("all", "stream", "merging")
    columns = "{ classification: IP, columns: { id: bigint primary key, name: varchar } }"
    datasets = "".join(f"  {name}: {columns}\n" for name in names)
    merges = Merges(postgres, tmp_path).render(changing().split("datasets:")[0] + "datasets:\n" + datasets)
    for name in names:
        merges.merge("live", "t", name)
    streams = "select stream from dsgen.streams order by 1"
    assert merges.sql("live", streams) == []
    merges.stage("live", "t__all", ["id", "name", *ADDED], [record(1, 1, "a")])
    merges.stage("live", "t__stream", ["id", "name", *ADDED], [record(1, 1, "a")])
    merges.merge("live", "t", "all")
    assert merges.sql("live", streams) == [["t.all"]]
    assert merges.psql("live", "t/s0000/merge.sql").code == 0
    assert merges.sql("live", streams) == [["t.all"], ["t.stream"]]
