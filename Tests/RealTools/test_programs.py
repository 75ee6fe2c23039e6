"""The programs of a rendered tree's `run/` where something is wrong, beyond what test_estate.py goes through."""
from __future__ import annotations

import json
import subprocess

import pytest

from Support.postgres.merges import ADDED, Merges, Result

STORE = """
kind: Datastore
name: shop
team: main/data
ingestion: { type: kafka, container: broker, credential: events, format: debezium, encoding: json-with-schema, topic: "s.{dataset}" }
datasets:
  a: { classification: IP, columns: { id: bigint primary key } }
  b: { classification: IP, columns: { id: bigint primary key } }
  c: { classification: IP, columns: { id: bigint primary key } }
"""


@pytest.fixture
def shop(postgres, tmp_path) -> Merges:
    merges = Merges(postgres, tmp_path).render(STORE)
    merges.tables("live", "shop")
    for name in "abc":
        merges.stage("live", f"shop__{name}", ["id"] + ADDED,
                     [(1, "false", "c", 1, 1_700_000_000_000_000, 7, f"s.{name}", 0, 0)])
    return merges


def program(merges: Merges, name: str, *arguments, **environment: str) -> Result:
    """As a pod runs it."""
    tree = merges.folder / "out/live"
    done = subprocess.run(["sh", str(tree / "run" / f"{name}.sh"), *map(str, arguments)], capture_output=True, text=True,
                          stdin=subprocess.DEVNULL, env=merges.environment("live") | {"TMPDIR": str(merges.folder)} | environment)
    return Result(done.returncode, done.stdout, done.stderr)


def merge(merges: Merges, **environment: str) -> Result:
    return program(merges, "merge", merges.path("live", "shop/s0000/merge.sql"), "shop.", "a", "b", "c", **environment)


def test_a_stream_that_fails_takes_no_other_with_it(shop):
    shop.sql("live", "alter table merge.shop__b rename column id to other")
    done = merge(shop)
    assert done.code == 3, done
    assert "each is merged by itself" in done.error and "shop.b has failed. " in done.out, done
    assert "run the infrastructure DAG, then this task again" in done.out, done
    states = "select stream, state from dsgen.metrics order by stream"
    assert shop.sql("live", states) == [["shop.a", "committed"], ["shop.b", "failed"], ["shop.c", "committed"]]
    shop.sql("live", "alter table merge.shop__b rename column other to id")
    done = merge(shop)
    assert done.code == 0 and "each" not in done.error, done
    assert shop.sql("live", "select state from dsgen.metrics where stream = 'shop.b' order by started") == [["failed"], ["committed"]]


def test_a_merge_without_its_database_fails_with_its_reason(shop):
    done = merge(shop, PGPORT="1")
    assert done.code == 2 and "Connection refused" in done.error and "could not be told" in done.error, done


def test_a_tree_that_is_not_complete_is_left_alone(shop):
    index = shop.folder / "out/live/manifest/index.json"
    index.write_text(index.read_text().replace('"complete"', '"writing"'))
    done = program(shop, "sql", shop.folder / "out/live", "tables", shop.database("live"))
    assert done.code == 1 and "a render was cut off" in done.error, done


@pytest.mark.parametrize("budget, removals, found", [
    ("null", "{}", ["a/s0000", "a/source", "b/s0001"]),
    ("2", "{}", ["a/s0000", "a/source", "b/s0001"]),
    ("1", "{}", None),
    ("1", "{b}", ["a/s0000", "a/source", "b/s0001"]),
    ("0", "{a/s0000}", None),
    ("0", "{a/s0000,b/s0001}", ["a/s0000", "a/source", "b/s0001"]),
    ("0", "{live}", ["a/s0000", "a/source", "b/s0001"]),
])
def test_what_is_destroyed(shop, budget, removals, found):
    """Roots whose first apply did not succeed are among it; what serves a store is no slice."""
    shop.sql("live", (shop.folder / "out/live/sql/infrastructure.sql").read_text())
    for root in ("a/s0000", "a/source", "b/s0001", "kept/s0000"):
        shop.sql("live", f"select dsgen.begin_root('{root}', 'tf_1')")
    shop.sql("live", "select dsgen.end_root('b/s0001', 'f')")
    ask = f"select root from dsgen.retired_roots('{{\"roots\": [{{\"path\": \"kept/s0000\"}}]}}', 'live', {budget}, '{removals}')"
    if found:
        assert [row[0] for row in shop.sql("live", ask)] == found
    else:
        with pytest.raises(RuntimeError, match="the budget delete_slices is"):
            shop.sql("live", ask)


def test_many_slices_cost_one_psql(shop, tmp_path):
    """5,000 slices that are as they should be, and one that is not."""
    tree = shop.folder / "out/live"
    index = json.loads((tree / "manifest/index.json").read_text())
    [real] = index["slices"]
    index["slices"] += [{"path": f"manifest/big/s{n:04}.json", "fingerprint": f"{n:032}"} for n in range(5000)]
    index["roots"] = [{"path": f"big/s{n:04}", "schema": f"tf_{n}", "fingerprint": f"{n:032}"} for n in range(5000)]
    (tree / "manifest/index.json").write_text('{"state": "complete", ' + json.dumps(index)[1:])
    shop.sql("live", (tree / "sql/infrastructure.sql").read_text())
    shop.sql("live", "insert into dsgen.files select 'big/s' || to_char(n, 'FM0000'), lpad(n::text, 32, '0') from generate_series(0, 4999) n")
    counted = tmp_path / "bin"
    counted.mkdir()
    real_psql = subprocess.run(["sh", "-c", "command -v psql"], capture_output=True, text=True, env=shop.environment("live")).stdout.strip()
    (counted / "psql").write_text(f'#!/bin/sh\necho psql >> {tmp_path}/calls\nexec {real_psql} "$@"\n')
    (counted / "psql").chmod(0o755)
    done = program(shop, "sql", tree, "tables", shop.database("live"), PATH=f"{counted}:/usr/bin:/bin")
    assert done.code == 0 and done.out.count("== ") == 1 and "== shop/s0000" in done.out, done
    assert (tmp_path / "calls").read_text().split() == ["psql"]
    assert shop.sql("live", "select fingerprint from dsgen.files where path = 'shop/s0000'") == [[real["fingerprint"]]]
    lines = shop.sql("live", "select count(*), count(*) filter (where waits) from dsgen.pending_roots(%s, array(select path || ' ' || fingerprint from dsgen.files))"
                     % ("'" + json.dumps(index) + "'"))
    assert lines == [["5000", "0"]]
