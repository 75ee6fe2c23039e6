"""A captured store that is merged as a whole: only transactions that are there with all their changes."""
from __future__ import annotations

import itertools
import subprocess

from Support.postgres.merges import ADDED, COORDINATES, Merges, literal, quote

STORE = """
kind: Datastore
name: shop
team: main/data
slices: 2
ingestion: { type: cdc, container: database, credential: login, consistency: store }
datasets:
  orders: { classification: IP, columns: { id: bigint primary key, lines: integer } }
  lines: { classification: IP, columns: { id: bigint primary key, order_id: bigint } }
"""
# (transaction, id, value), in the order of the transactions' ends, as Debezium tells them.
CHANGES = {"orders": [(12, 1, 1), (11, 2, 1)], "lines": [(12, 1, 1), (11, 2, 2)]}
ENDS = [("BEGIN", 12, None), ("END", 12, 2), ("BEGIN", 11, None), ("END", 11, 2)]


def insert(table: str, columns: list[str], values: tuple) -> str:
    names = ", ".join(quote(c) for c in columns + COORDINATES)
    return f"insert into staging.{quote(table)} ({names}) values ({', '.join(map(literal, values))});\n"


def scripts() -> dict[str, list[str]]:
    """What each topic delivers, record by record."""
    out = {}
    for dataset, changes in CHANGES.items():
        value = "lines" if dataset == "orders" else "order_id"
        out[dataset] = [insert(f"shop__{dataset}", ["id", value, *ADDED],
                               (number, other, "false", "c", txid * 100, 1, txid, f"t.{dataset}", 0, offset))
                        for offset, (txid, number, other) in enumerate(changes)]
    out["ends"] = [insert("shop__-transactions", ["status", "id", "event_count"],
                          (status, f"{txid}:{txid * 100}", count, "t.transaction", 0, offset))
                   for offset, (status, txid, count) in enumerate(ENDS)]
    return out


def test_topics_in_every_interleaving(postgres, tmp_path):
    """After each record a merge; what it has merged is whole transactions, in the order of their ends."""
    merges = Merges(postgres, tmp_path).render(STORE)
    labels = sorted(p.name for p in merges.path("live", "shop").glob("s0*"))
    for label in labels:
        merges.tables("live", "shop", label)
    topics = scripts()
    # BEGIN and END of a transaction come one after the other: one step.
    steps = {"orders": topics["orders"], "lines": topics["lines"],
             "ends": ["".join(topics["ends"][n:n + 2]) for n in (0, 2)]}
    order = [name for name, items in steps.items() for _ in items]
    orders = sorted(set(itertools.permutations(order)))
    assert len(orders) == 90
    merge = merges.path("live", "shop/merge.sql")
    clear = ("truncate merge.shop__orders, merge.shop__lines, staging.shop__orders, staging.shop__lines, "
             'staging."shop__-transactions", dsgen.marks, dsgen.streams, dsgen.metrics;\n')
    state = "select 'STATE', (select count(*) from merge.shop__orders), (select count(*) from merge.shop__lines);\n"
    script = ["\\set stream shop\n\\pset tuples_only on\n\\pset format unaligned\n"]
    for chosen in orders:
        script.append(clear)
        left = {name: iter(items) for name, items in steps.items()}
        for name in chosen:
            script += [next(left[name]), f"\\i {merge}\n", state]
    run = tmp_path / "run.sql"
    run.write_text("".join(script))
    done = subprocess.run(["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", str(run)], capture_output=True, text=True,
                          env=merges.environment("live"))
    assert done.returncode == 0, done.stderr[-2000:]
    states = [tuple(map(int, line.split("|")[1:])) for line in done.stdout.splitlines() if line.startswith("STATE")]
    assert len(states) == 6 * len(orders)
    assert set(states) == {(0, 0), (1, 1), (2, 2)}
    # A transaction is merged as soon as it is whole.
    for number, chosen in enumerate(orders):
        for step in range(6):
            whole = min(chosen[:step + 1].count(name) for name in steps)
            assert states[number * 6 + step] == (whole, whole), (chosen, step)


def test_rows_of_a_snapshot_wait_for_nothing(postgres, tmp_path):
    merges = Merges(postgres, tmp_path).render(STORE)
    for label in sorted(p.name for p in merges.path("mile", "shop").glob("s0*")):
        merges.tables("mile", "shop", label)
    rows = [(n, 1, "false", "r", 5, 1, 9, "t.orders", 0, n) for n in range(3)]
    merges.stage("mile", "shop__orders", ["id", "lines", *ADDED], rows)
    merges.merge("mile", "shop", "shop", whole=True)
    merges.stage("mile", "shop__orders", ["id", "lines", *ADDED], [(7, 1, "false", "c", 6, 1, 10, "t.orders", 0, 3)])
    assert "nothing new" in merges.merge("mile", "shop", "shop", whole=True)
    assert merges.sql("mile", "select count(*) from merge.shop__orders") == [["3"]]
    merges.sql("mile", insert("shop__-transactions", ["status", "id", "event_count"], ("END", "10:6", 1, "t.transaction", 0, 1)))
    merges.merge("mile", "shop", "shop", whole=True)
    assert merges.sql("mile", "select count(*) from merge.shop__orders") == [["4"]]


def test_what_a_transaction_wrote_into_the_signal_table_counts(postgres, tmp_path):
    """Debezium counts it among the transaction's changes; it comes in the topic of the transactions."""
    merges = Merges(postgres, tmp_path).render(STORE.replace("consistency:", "signals: dsgen.signals, consistency:"))
    for label in sorted(p.name for p in merges.path("live", "shop").glob("s0*")):
        merges.tables("live", "shop", label)

    # One that only wrote a signal, as Debezium itself does; one that wrote a signal and an order.
    written = [("BEGIN", "20:10", None, None), (None, "5204e186-open", None, 20), ("END", "20:10", 1, None),
               ("BEGIN", "21:20", None, None), (None, "5204e186-close", None, 21), ("END", "21:20", 2, None)]
    for offset, values in enumerate(written):
        merges.sql("live", insert("shop__-transactions", ["status", "id", "event_count", "__source_txId"],
                                  (*values, "t.transaction", 0, offset)))
    assert "at offset 5" in merges.merge("live", "shop", "shop", whole=True)
    merges.sql("live", insert("shop__orders", ["id", "lines", *ADDED], (1, 1, "false", "c", 20, 1, 21, "t.orders", 0, 0)))
    merges.merge("live", "shop", "shop", whole=True)
    assert merges.sql("live", "select count(*) from merge.shop__orders") == [["1"]]


def test_what_the_producers_administrator_runs(postgres, tmp_path):
    """source.sql: the publication has exactly the modelled tables, also after one more joined."""
    merges = Merges(postgres, tmp_path).render(STORE.replace("consistency:", "signals: dsgen.signals, consistency:"))
    database = "captured_" + str(abs(hash(str(tmp_path))))
    postgres.database(database)
    postgres.sql("create table orders (id int primary key, lines int); create table lines (id int primary key, order_id int); "
                 "create table other (id int)", database)
    reader = "reader_" + database
    postgres.sql(f'create role "{reader}" login replication', database)
    merges.names["producer"] = database
    command = ["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", str(merges.path("live", "shop/source.sql"))]
    for _ in range(2):
        subprocess.run([*command, "-v", f"reader={reader}"], check=True, env=merges.environment("producer"))
    published = "select schemaname || '.' || tablename from pg_publication_tables order by 1"
    assert postgres.sql(published, database) == [["dsgen.signals"], ["public.lines"], ["public.orders"]]
    assert postgres.sql("select relname from pg_class where relreplident = 'f' order by 1", database) == [["lines"], ["orders"]]
    assert postgres.sql("select count(*) from lines", database, reader) == [["0"]]
    subprocess.run([*command, "-v", "snapshot=public.orders"], check=True, env=merges.environment("producer") | {"PGUSER": reader})
    assert postgres.sql("select type, data from dsgen.signals", database) == [
        ["execute-snapshot", '{"data-collections" : ["public.orders"], "type" : "incremental"}']]
