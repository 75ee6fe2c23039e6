"""What a merge does when its topics are no longer what they were, and how a resync heals it; two merges at
once; and kills at any moment."""
from __future__ import annotations

import subprocess
import time

import pytest

from Support.postgres.merges import ADDED, Merges
from Support.postgres.private import PrivatePostgres

STORE = """
kind: Datastore
name: shop
team: main/data
ingestion: { type: kafka, container: broker, credential: events, format: debezium, encoding: json-with-schema, topic: "s.{dataset}" }
datasets:
  people: { classification: IP, columns: { id: bigint primary key, name: varchar } }
"""
PLATFORMS = ("live", "mile")
TABLE = "shop__people"


@pytest.fixture
def shop(postgres, tmp_path) -> Merges:
    merges = Merges(postgres, tmp_path).render(STORE)
    for platform in PLATFORMS:
        merges.tables(platform, "shop")
        write(merges, platform, [(n % 2, n // 2 + 10, n, f"p{n}") for n in range(20)])
        merges.merge(platform, "shop", "people")
    return merges


def write(merges: Merges, platform: str, records: list[tuple], lsn: int = 0) -> None:
    """Records as (partition, offset, id, name); no name: the row is gone."""
    rows = [(number, name, "true" if name is None else "false", "d" if name is None else "u", lsn + offset, 1_700_000_000_000_000, 7,
             "s.people", partition, offset) for partition, offset, number, name in records]
    merges.stage(platform, TABLE, ["id", "name"] + ADDED, rows)


def rows(merges: Merges, platform: str) -> list[list[str]]:
    open = " where dp_out is null" if platform == "mile" else ""
    return merges.sql(platform, f"select id, name from merge.{TABLE}{open} order by id")


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("what, message", [
    ("partition", "partition 2 of topic s.people was not there before"),
    ("recreated", "gives offset 0, below 10 where it began"),
    ("overwritten", "gave offset 12 a second time, with another record"),
    ("ahead", "has not that record any more, but others up to 3"),
    ("emptied", "staging has no record of it any more"),
])
def test_a_stream_stops_and_a_resync_heals_it(shop, platform, what, message):
    before = rows(shop, platform)
    if what == "partition":
        write(shop, platform, [(2, 0, 100, "new")])
    elif what == "recreated":
        write(shop, platform, [(0, 0, 0, "again")])
    elif what == "overwritten":
        write(shop, platform, [(0, 12, 0, "again")])
    elif what == "ahead":
        shop.sql(platform, f"delete from staging.{TABLE}")
        write(shop, platform, [(p, n, n, "again") for p in (0, 1) for n in range(4)])
    else:
        shop.sql(platform, f"delete from staging.{TABLE}")
    for _ in range(2):
        done = shop.psql(platform, "shop/s0000/merge.sql", "people")
        assert done.code == 3 and message in done.error and "docs/resync.md" in done.error, done
        assert rows(shop, platform) == before
    hints = shop.sql(platform, "select hint from dsgen.metrics where state = 'stopped'")
    assert len(hints) == 2 and message in hints[0][0]
    # The source sends all of its rows again, at offsets of its own choosing; row 7 is gone meanwhile.
    shop.sql(platform, f"select dsgen.resync('{TABLE}')")
    source = {n: f"P{n}" for n in range(25) if n != 7}
    write(shop, platform, [(n % 3, n // 3, n, name) for n, name in source.items()], lsn=5000)
    refused = shop.psql(platform, finish(shop), None)
    assert refused.code == 3 and "is not merged yet" in refused.error
    shop.merge(platform, "shop", "people")
    done = shop.psql(platform, finish(shop), None)
    assert done.code == 0 and "1 rows" in done.out, done
    assert rows(shop, platform) == [[str(n), name] for n, name in source.items()]
    assert "nothing new" in shop.merge(platform, "shop", "people")


def finish(shop: Merges):
    path = shop.folder / "finish.sql"
    path.write_text(f"select dsgen.resync_finish('{TABLE}');\n")
    return path


def test_a_redelivery_changes_nothing(shop):
    before = rows(shop, "live")
    write(shop, "live", [(n % 2, n // 2 + 10, n, f"p{n}") for n in range(20)])
    assert "nothing new" in shop.merge("live", "shop", "people")
    assert rows(shop, "live") == before


def test_old_records_are_removed_and_the_mark_stays_known(postgres, tmp_path):
    merges = Merges(postgres, tmp_path).render(STORE.replace("encoding:", "staging: { keep: 30d }, encoding:"))
    merges.tables("live", "shop")
    write(merges, "live", [(0, n, n, "x") for n in range(50)])
    merges.merge("live", "shop", "people")
    merges.sql("live", f"alter table staging.{TABLE} disable trigger all; update staging.{TABLE} set __staged_at = now() - interval '31 days' ")
    for last in (60, 70):
        write(merges, "live", [(0, n, n, "y") for n in range(last - 10, last)])
        merges.merge("live", "shop", "people")
    # The one at the mark was kept at first.
    assert merges.sql("live", f"select min(__connect_offset), max(__connect_offset) from staging.{TABLE}") == [["50", "69"]]
    write(merges, "live", [(0, 70, 1, "z")])
    assert "1 updated" in merges.merge("live", "shop", "people")


def test_two_merges_at_once_wait_for_each_other(shop):
    """Also where transactions are repeatable reads by default."""
    options = {"PGOPTIONS": "-c default_transaction_isolation=repeatable\\ read"}
    for platform in PLATFORMS:
        write(shop, platform, [(n % 2, n // 2 + 20, n, f"q{n}") for n in range(40)])
        holder = subprocess.Popen(["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1"], stdin=subprocess.PIPE, text=True,
                                  env=shop.environment(platform))
        # It holds the stream's lock, merges, and ends only when the others wait already.
        holder.stdin.write("begin;\nselect pg_advisory_xact_lock(1685284718, hashtext('shop.people')) \\gset\n\\! touch %s\n"
                           "select pg_sleep(1.5) \\gset\n" % (shop.folder / f"held-{platform}"))
        holder.stdin.flush()
        wait_for((shop.folder / f"held-{platform}").exists)
        command = ["psql", "-X", "-v", "ON_ERROR_STOP=1", "-v", "stream=people", "-f", str(shop.path(platform, "shop/s0000/merge.sql"))]
        others = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                   env=shop.environment(platform) | options) for _ in range(3)]
        holder.communicate("commit;\n")
        results = [other.communicate() for other in others]
        assert [other.returncode for other in others] == [0, 0, 0], results
        assert sum("nothing new" in out for out, _ in results) == 2, results
        assert rows(shop, platform) == [[str(n), f"q{n}"] for n in range(40)]


def wait_for(condition, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.01)


# What stands in a merge file to end a program there, at once.
KILLS = {"psql": "\\! kill -9 $PPID\n",
         # A server process that dies takes all others down; the server comes up again by recovery.
         "its process": "select pg_backend_pid() as pid \\gset\n\\setenv PID :pid\n\\! kill -9 $PID\n",
         # The process has a moment to see that its server is gone; one that is busy would go on without it.
         "the server": "\\! kill -9 $(head -n 1 FOLDER/data/postmaster.pid); sleep 0.1\n"}


def comes_up(server: PrivatePostgres) -> bool:
    """Processes of the killed server may hold its memory for a moment longer."""
    try:
        server.start()
    except RuntimeError:
        return False
    return True


@pytest.mark.parametrize("platform", PLATFORMS)
def test_kills_between_any_two_statements(tmp_path, platform):
    """Of psql, its process and the server, before each statement in turn; the next run gives the same tables."""
    with PrivatePostgres() as server:
        merges = Merges(server, tmp_path).render(STORE)
        merges.tables(platform, "shop")
        script = merges.path(platform, "shop/s0000/merge.sql")
        lines = script.read_text().splitlines(keepends=True)
        starts = [n for n, line in enumerate(lines) if line.startswith(("begin", "select", "create", "merge", "update", "insert", "commit"))]
        expected: dict[int, str] = {}
        killed = dict.fromkeys(KILLS, 0)
        probe, cut = tmp_path / "probe.sql", script.with_name("cut.sql")
        probe.write_text("select 1;")
        for count, line in enumerate(starts):
            write_first = [(0, count * 3 + k, (count + k) % 5, f"v{count}-{k}") for k in range(3)]
            write(merges, platform, write_first)
            for who, kill in KILLS.items():
                cut.write_text("".join(lines[:line]) + kill.replace("FOLDER", str(server.folder)) + "".join(lines[line:]))
                killed[who] += merges.psql(platform, cut, "people").code != 0
                if who == "the server" and merges.psql(platform, probe).code:
                    wait_for(lambda: comes_up(server))
                wait_for(lambda: merges.psql(platform, probe).code == 0)
            merges.merge(platform, "shop", "people")
            expected |= {number: name for _, _, number, name in write_first}
            assert rows(merges, platform) == [[str(k), v] for k, v in sorted(expected.items())], (line, lines[line])
            if platform == "mile":
                assert merges.sql(platform, f"select count(*) from merge.{TABLE} where dp_out <= dp_in") == [["0"]]
        assert min(killed.values()) >= len(starts) // 2, f"the kills did not hit: {killed}"
