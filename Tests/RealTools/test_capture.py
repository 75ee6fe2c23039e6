"""Northwind, captured by the real Debezium, brought to staging as its sinks bring it, merged: equal to its source."""
from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from Support.kafka_connect.capture import SINK, SOURCE, Capture, at
from Support.postgres.private import PrivatePostgres

PLATFORM = "northwind_live"
TABLES = """
create table customers (customer_id varchar(5) primary key, company_name varchar(40) not null, contact_name varchar(30),
  contact_title varchar(30), address varchar(60), city varchar(15), region varchar(15), postal_code varchar(10),
  country varchar(15), phone varchar(24), fax varchar(24));
create table customer_demographics (customer_type_id varchar(5) primary key, customer_desc text);
create table customer_customer_demo (customer_id varchar(5), customer_type_id varchar(5), primary key (customer_id, customer_type_id));
create table employees (employee_id smallint primary key, last_name varchar(20) not null, first_name varchar(10) not null,
  title varchar(30), title_of_courtesy varchar(25), birth_date date, hire_date date, address varchar(60), city varchar(15),
  region varchar(15), postal_code varchar(10), country varchar(15), home_phone varchar(24), extension varchar(4),
  photo bytea, notes text, reports_to smallint, photo_path varchar(255));
create table employee_territories (employee_id smallint, territory_id varchar(20), primary key (employee_id, territory_id));
create table orders (order_id smallint primary key, customer_id varchar(5), employee_id smallint, order_date date,
  required_date date, shipped_date date, ship_via smallint, freight real, ship_name varchar(40), ship_address varchar(60),
  ship_city varchar(15), ship_region varchar(15), ship_postal_code varchar(10), ship_country varchar(15), unmodelled text);
create table order_details (order_id smallint, product_id smallint, unit_price real not null default 1, quantity smallint not null,
  discount real not null, primary key (order_id, product_id));
alter table employees alter photo set storage external, alter notes set storage external;
insert into customers (customer_id, company_name, city, region, fax) values
  ('ALFKI', 'Alfreds Futterkiste', 'Berlin', null, ''), ('BLAUS', e'Blauer See "D\\\\elikatessen"\\n', 'Mannheim', '', null),
  ('ÑÜ漢😀', repeat('😀', 40), null, null, null), ('', 'no name', null, null, null);
insert into customer_demographics values ('A', repeat('description ', 100000)), ('B', null), ('C', '');
insert into customer_customer_demo values ('ALFKI', 'A'), ('BLAUS', 'A'), ('BLAUS', 'B');
insert into employees (employee_id, last_name, first_name, birth_date, hire_date, photo, notes) values
  (-32768, 'Least', 'A', '0001-01-01', '1582-10-04', '', ''), (32767, 'Most', 'B', '9999-12-31', '2024-02-29', null, null),
  (1, 'Davolio', 'Nancy', '1948-12-08', '1992-05-01',
    (select string_agg(decode(lpad(to_hex(n % 256), 2, '0'), 'hex'), '' order by n) from generate_series(0, 99999) n),
    (select string_agg(md5(n::text), '' order by n) from generate_series(1, 4000) n));
insert into employee_territories values (1, '01581'), (1, '98004'), (32767, '');
insert into orders (order_id, customer_id, order_date, freight) values (10248, 'ALFKI', '1996-07-04', 32.38),
  (10249, 'BLAUS', null, null), (10250, null, null, 0), (10251, null, null, -1e38),
  (10253, null, null, 1e-45), (10254, null, null, 3.4028235e38), (10255, null, null, 0.1), (10256, null, null, 16777217);
insert into order_details values (10248, 11, 14, 12, 0), (10248, 42, 9.8, 10, 0.05), (10249, 14, 18.6, 9, 0);
"""
# Each is one transaction of the source.
CHANGES = {
    "inserts, updates, deletes": """
        insert into orders (order_id, customer_id, freight) values (10300, 'ALFKI', 1.5);
        insert into order_details (order_id, product_id, quantity, discount) values (10300, 1, 1, 0), (10300, 2, 2, 0.25);
        update orders set freight = freight + 1, shipped_date = '1996-07-16', unmodelled = 'x' where order_id in (10248, 10249);
        update customers set region = '', fax = null where customer_id = 'ALFKI';
        delete from orders where order_id = 10256;
        delete from customer_demographics where customer_type_id = 'C';""",
    "a change of the key": """
        update customers set customer_id = 'ALFKJ', city = 'Bonn' where customer_id = 'ALFKI';
        update order_details set product_id = product_id + 100 where order_id = 10248;
        update employee_territories set territory_id = territory_id || 'x';""",
    "a large value that an update leaves alone":
        "update employees set title = 'Sales', hire_date = '1992-05-02' where employee_id = 1;",
    "a large value that changes beside one that does not": "update employees set photo = photo || '\\xff00' where employee_id = 1;",
    "a key that goes and comes again": """
        delete from employees where employee_id = 32767;
        insert into employees (employee_id, last_name, first_name) values (32767, 'Again', 'C');
        delete from orders where order_id = 10250; insert into orders (order_id) values (10250);
        insert into orders (order_id) values (10400); delete from orders where order_id = 10400;""",
    "what was taken back leaves nothing": """
        update orders set ship_name = 'kept'; savepoint s; update orders set ship_name = 'taken back'; rollback to s;""",
    "a large value that stays while its key changes":
        "update customer_demographics set customer_type_id = 'AA' where customer_type_id = 'A';",
    "what is deleted at last": "delete from order_details where product_id > 100; delete from employees where employee_id = 1;",
}


@dataclass
class Northwind:
    """The source's database, the platform's, and what dsgen made for both."""

    postgres: PrivatePostgres
    generated: Path
    source: str
    merged: str

    def psql(self, database: str, path: str, *options: str) -> None:
        done = subprocess.run(["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", *options, "-f", str(self.generated / "sql" / path)],
                              capture_output=True, text=True, env={**os.environ, **self.postgres.environment(database)})
        assert done.returncode == 0, done.stderr

    def change(self, text: str) -> int:
        """One transaction of the source; its number."""
        return int(self.postgres.sql(f"begin; select pg_current_xact_id(); {text} commit;", self.source)[0][0])

    def merge(self) -> None:
        self.psql(self.merged, "sales/merge.sql", "-v", "stream=sales")

    def rows(self, database: str, prefix: str) -> dict[str, list]:
        """Every modelled column of every table, as PostgreSQL prints it."""
        columns: dict[str, list[str]] = {}
        for table, column in self.postgres.sql(
                "select table_name, column_name from information_schema.columns where table_schema = 'public' "
                "and column_name <> 'unmodelled' and table_name <> 'signals' order by 1, ordinal_position", self.source):
            columns.setdefault(table, []).append(column)
        assert len(columns) == 7
        return {table: self.postgres.sql(f"select row({', '.join(names)})::text from {prefix}{table} order by 1", database)
                for table, names in columns.items()}

    def check(self, what: str) -> None:
        source, merged = self.rows(self.source, "public."), self.rows(self.merged, "merge.sales__")
        for table, rows in source.items():
            assert merged[table] == rows, f"{what}: {table}"


@pytest.fixture(scope="module")
def northwind(postgres, every_case) -> Northwind:
    (platform,) = [p for p in every_case["northwind"].platforms if p.name == PLATFORM]
    made = Northwind(postgres, platform.generated, "northwind", "northwind_merged")
    for database in (made.source, made.merged):
        postgres.database(database)
    postgres.sql("create role northwind login replication password 'northwind'")
    postgres.sql(TABLES, made.source)
    made.psql(made.source, "sales/source.sql", "-v", "reader=northwind")
    # Where the administrator spares the log, a large value that stays is not sent.
    postgres.sql("alter table employees replica identity default", made.source)
    made.psql(made.merged, "sales/s0000/tables.sql")
    return made


@pytest.fixture(scope="module")
def capture(northwind, every_case, tmp_path_factory):
    (platform,) = [p for p in every_case["northwind"].platforms if p.name == PLATFORM]
    configs = [config for place, _, config in platform.connectors() if "/sales/" in str(place)]
    (source,) = [c for c in configs if c["connector.class"] == SOURCE]
    sinks = [c for c in configs if c["connector.class"] == SINK]
    here = at(source, northwind.postgres, northwind.source, "northwind")
    with Capture(northwind.postgres, here, sinks, northwind.merged, tmp_path_factory.mktemp("capture")) as running:
        yield running


def test_a_captured_store_is_equal_to_its_source(northwind, capture):
    for what, text in CHANGES.items():
        northwind.change(text)
        if "key" in what:  # it dies before it has said how far it is, and sends records twice
            capture.kill()
            capture.start()
        capture.wait(northwind.change("update customers set fax = fax;"))
        northwind.merge()
        northwind.check(what)
    left_alone = "select count(*) > 0 from staging.sales__{} where {} = '__debezium_unavailable_value'"
    assert northwind.postgres.sql(left_alone.format("employees", "notes"), northwind.merged) == [["t"]]
    assert northwind.postgres.sql(left_alone.format("customer_demographics", "customer_desc"), northwind.merged) == [["f"]]


def test_floats_that_json_has_not_arrive_as_zero(northwind, capture):
    """As docs/types.md says: what the converter of a captured store loses."""
    capture.wait(northwind.change("insert into orders (order_id, freight) values (1, 'NaN'), (2, 'Infinity'), (3, '-Infinity'), (4, '-0');"))
    northwind.merge()
    assert northwind.postgres.sql("select distinct freight from merge.sales__orders where order_id < 5", northwind.merged) == [["0"]]
    capture.wait(northwind.change("delete from orders where order_id < 5;"))


def test_a_large_value_that_was_never_sent_stops_the_merge_and_a_resync_heals(northwind, capture):
    """docs/resync.md step by step, with Debezium's own incremental snapshots."""
    northwind.postgres.sql("alter table customer_demographics replica identity default", northwind.source)
    capture.wait(northwind.change("update customer_demographics set customer_type_id = 'AAA' where customer_type_id = 'AA';"))
    with pytest.raises(AssertionError, match="an update leaves a large value as it was, but no earlier record has the row"):
        northwind.merge()
    northwind.postgres.sql("delete from merge.sales__orders where order_id < 10250; "
                           "insert into merge.sales__customers (customer_id, company_name) values ('LOST', 'x')", northwind.merged)
    tables = sorted(northwind.rows(northwind.source, "public."))
    capture.kill()
    for table in [*tables, "-transactions"]:
        northwind.postgres.sql(f"select dsgen.resync('sales__{table}')", northwind.merged)
    for table in tables:
        northwind.psql(northwind.source, "sales/source.sql", "-v", f"snapshot=public.{table}")
    capture.start()
    counts = " union all ".join(f"(select count(*) from {{}}{table})" for table in tables)

    def count(database: str, prefix: str) -> list:
        return northwind.postgres.sql(counts.replace("{}", prefix), database)

    capture.until(lambda: count(northwind.merged, "staging.sales__") == count(northwind.source, "public."), "the snapshot")
    northwind.merge()
    for table in tables:
        northwind.postgres.sql(f"select dsgen.resync_finish('sales__{table}')", northwind.merged)
    northwind.check("after the resync")
    capture.wait(northwind.change("update orders set ship_city = 'Reims', customer_id = 'VINET';"))
    northwind.merge()
    northwind.check("a change after it")
