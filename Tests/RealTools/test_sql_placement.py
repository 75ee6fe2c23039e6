"""A platform with several merge databases: each holds, merges and shows what is placed there."""
from __future__ import annotations

import json

from Support.cases import GOLDEN, dsgen
from Support.postgres.merges import ADDED, Merges

MODEL = "---\n".join(path.read_text() for path in sorted((GOLDEN / "several-databases/input").iterdir()))
COORDINATES = ("t", 0)


def render(postgres, folder, text: str) -> Merges:
    (folder / "model").mkdir(parents=True, exist_ok=True)
    (folder / "model/dsgen.yaml").write_text(text)
    dsgen("render", folder / "model", "--out", folder / "out")
    merges = Merges(postgres, folder)
    merges.names["prod"] = ""
    return merges


def homes(merges: Merges) -> dict[str, str]:
    """Each slice's database, as the programs of the DAG read it from the index; the first where none is said."""
    index = json.loads((merges.folder / "out/prod/manifest/index.json").read_text())
    return {s["path"].removeprefix("manifest/").removesuffix(".json"): s.get("database", "merge_a") for s in index["slices"]}


def run(merges: Merges, database: str, path: str, stream: str | None = None) -> None:
    merges.names["prod"] = database
    done = merges.psql("prod", path, stream)
    assert done.code == 0, done


def views(merges: Merges, database: str) -> list[str]:
    rows = merges.postgres.sql("select viewname from pg_views where schemaname = 'reports' order by 1", database)
    return [name for name, in rows]


def test_slices_live_where_they_are_placed(postgres, tmp_path):
    for database in ("merge_a", "merge_b"):
        postgres.sql(f"drop database if exists {database}")
        postgres.database(database)
    merges = render(postgres, tmp_path, MODEL)
    placed = homes(merges)
    assert placed == {"shop/s0000": "merge_a", "clicks/s0000": "merge_a", "clicks/s0001": "merge_b"}
    for slice, database in placed.items():
        run(merges, database, f"{slice}/tables.sql")
        tables = [t for t, in postgres.sql("select table_name from dsgen.applied order by 1", database)
                  if t.startswith(slice.split("/")[0] + "__")]
        for table in tables:
            merges.stage("prod", table, ["id", *ADDED], [(7, "false", "c", 1, 1, 7, *COORDINATES, 0)])
        run(merges, database, f"{slice}/merge.sql")
        assert [postgres.sql(f"select id from merge.{table}", database) for table in tables] == [[["7"]]] * len(tables)
    for database in ("merge_a", "merge_b"):
        run(merges, database, "workspaces/reports.sql")
    # A reader of stores on two databases has a schema and a role of the same names in both.
    here = [f"live__clicks__day_{n}" for n in (1, 2)] + ["live__shop__orders"]
    there = [f"live__clicks__day_{n}" for n in (3, 4, 5, 6)]
    assert views(merges, "merge_a") == here and views(merges, "merge_b") == there
    for database, names in (("merge_a", here), ("merge_b", there)):
        for name in names:
            assert postgres.sql(f"set role reader_reports; select id from reports.{name}", database) == [["7"]]

    # All moves to the first: its views are there, and none of them stays behind to show what grows old.
    merges = render(postgres, tmp_path, MODEL.replace("clicks/s0001: merge_b", "clicks/s0001: merge_a"))
    assert set(homes(merges).values()) == {"merge_a"}
    run(merges, "merge_a", "clicks/s0001/tables.sql")
    for database in ("merge_a", "merge_b"):
        run(merges, database, "workspaces/reports.sql")
    assert views(merges, "merge_a") == sorted(here + there) and views(merges, "merge_b") == []
