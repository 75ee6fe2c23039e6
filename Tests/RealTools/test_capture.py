"""Northwind, captured by the real Debezium, brought to staging as its sinks bring it, merged: equal to its source."""
from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from Support.kafka_connect.capture import SINK, SOURCE, Capture, at
from Support.kafka_connect.registry import Registry
from Support.postgres.private import PrivatePostgres

AVRO = "io.confluent.connect.avro.AvroConverter"
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


# The purchasing system's own tables, and two hours of the web shop's, which it captures by itself.
PURCHASING = """
create table categories (category_id smallint primary key, category_name varchar(15) not null, description text, picture bytea);
create table products (product_id smallint primary key, product_name varchar(40) not null, supplier_id smallint,
  category_id smallint, quantity_per_unit varchar(20), unit_price real, units_in_stock smallint, units_on_order smallint,
  reorder_level smallint, discontinued integer not null);
create table clicks_2026010100 (click_id bigint primary key, clicked_at timestamp not null, page_path varchar(2000), product_id smallint);
create table clicks_2026010101 (like clicks_2026010100 including all);
insert into categories values (1, 'Beverages', 'Soft drinks', '\\x00ff5c'), (2, '', null, ''), (3, 'Köstliches', repeat('é', 9000), null);
insert into products values (1, 'Chai', null, 1, '10 boxes', 18, 39, 0, 10, -2147483648),
  (2, 'Chang', 1, null, null, 'NaN', -32768, 32767, null, 2147483647), (3, 'Ikura', 4, 8, '', '-Infinity', null, null, null, 0);
insert into clicks_2026010100 values (-9223372036854775808, '0001-01-01 00:00:00', '/', 1),
  (9223372036854775807, '9999-12-31 23:59:59.999999', null, null), (0, '1969-12-31 23:59:59.000001', '', -1);
insert into clicks_2026010101 values (1, '2026-01-01 01:00:00', repeat('/x', 1000), 1);
"""
PURCHASING_CHANGES = {
    "inserts, updates, deletes": """
        insert into products values (4, 'Konbu', 6, 8, '2 kg box', 'Infinity', 24, 0, 5, 0);
        update products set unit_price = 0.1, units_in_stock = units_in_stock - 1 where product_id = 1;
        update categories set description = null where category_id = 1;
        delete from products where product_id = 3; delete from clicks_2026010100 where click_id = 0;""",
    "a change of the key": """
        update products set product_id = 30 where product_id = 4; update clicks_2026010101 set click_id = -click_id;""",
    "a large value that an update leaves alone": "update categories set category_name = 'Other' where category_id = 3;",
    "a key that goes and comes again": """
        delete from categories where category_id = 2; insert into categories values (2, 'again', '', null);""",
}
# As a producer might set it: rows before a change are not sent, tombstones are, all is in Avro.
PRODUCER = {"name": "purchasing", "connector.class": SOURCE, "topic.prefix": "catalog", "plugin.name": "pgoutput",
            "slot.name": "purchasing", "publication.autocreate.mode": "all_tables", "publication.name": "purchasing",
            "provide.transaction.metadata": "true", "transforms": "web", "transforms.web.replacement": "web.public.$1",
            "transforms.web.type": "org.apache.kafka.connect.transforms.RegexRouter",
            "transforms.web.regex": "catalog\\.public\\.(clicks_.*)"}


@dataclass
class Captured:
    """A source's database, the platform's, what dsgen made for both, and the source's tables by their merge tables."""

    postgres: PrivatePostgres
    generated: Path
    source: str
    merged: str
    merges: dict[str, str | None]
    tables: dict[str, str]

    def psql(self, database: str, path: str, *options: str) -> None:
        done = subprocess.run(["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", *options, "-f", str(self.generated / "sql" / path)],
                              capture_output=True, text=True, env={**os.environ, **self.postgres.environment(database)})
        assert done.returncode == 0, done.stderr

    def change(self, text: str) -> int:
        """One transaction of the source; its number."""
        return int(self.postgres.sql(f"begin; select pg_current_xact_id(); {text} commit;", self.source)[0][0])

    def merge(self) -> None:
        for path, stream in self.merges.items():
            self.psql(self.merged, path, *([] if stream is None else ["-v", f"stream={stream}"]))

    def columns(self) -> dict[str, str]:
        """The modelled columns of each of the source's tables."""
        return dict(self.postgres.sql(
            "select table_name, string_agg(quote_ident(column_name), ', ' order by ordinal_position) from information_schema.columns "
            "where table_schema = 'public' and column_name <> 'unmodelled' group by 1", self.source))

    def check(self, what: str) -> None:
        """Every row of the source is in the merge table, as PostgreSQL prints it, and no other."""
        columns = self.columns()
        assert set(columns) == set(self.tables.values())
        for merged, table in self.tables.items():
            rows = f"select row({columns[table]})::text from {{}} order by 1"
            assert (self.postgres.sql(rows.format(f"merge.{merged}"), self.merged)
                    == self.postgres.sql(rows.format(f"public.{table}"), self.source)), f"{what}: {table}"


@pytest.fixture(scope="module")
def platform(every_case):
    (found,) = [p for p in every_case["northwind"].platforms if p.name == "northwind_live"]
    return found


def connectors(platform, store: str, kind: str) -> list[dict[str, str]]:
    return [config for place, _, config in platform.connectors() if f"/{store}/" in str(place) and config["connector.class"] == kind]


@pytest.fixture(scope="module")
def northwind(postgres, platform) -> Captured:
    made = Captured(postgres, platform.generated, "northwind", "northwind_merged", {"sales/merge.sql": "sales"},
                    {f"sales__{table}": table for table in re.findall("^create table (\\w+)", TABLES, re.M)})
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
def capture(northwind, platform, tmp_path_factory):
    (source,) = connectors(platform, "sales", SOURCE)
    here = at(source, northwind.postgres, northwind.source, "northwind")
    folder = tmp_path_factory.mktemp("capture")
    with Capture(northwind.postgres, here, connectors(platform, "sales", SINK), northwind.merged, folder) as running:
        yield running


def test_what_a_producer_captures_itself_is_equal_to_its_source(postgres, platform, tmp_path):
    """Topics of somebody else's Debezium, in Avro: the sinks take its envelopes apart."""
    slices = ["catalog/s0000", "web/s0000", "web/s0001"]
    made = Captured(postgres, platform.generated, "purchasing", "purchasing_merged", {f"{s}/merge.sql": None for s in slices},
                    {("web__" if "clicks" in table else "catalog__") + table: table
                     for table in re.findall("^create table (\\w+)", PURCHASING, re.M)})
    for database in (made.source, made.merged):
        postgres.database(database)
    postgres.sql(PURCHASING, made.source)
    for path in slices:
        made.psql(made.merged, f"{path}/tables.sql")
    sinks = connectors(platform, "catalog", SINK) + connectors(platform, "web", SINK)
    assert {sink["value.converter"] for sink in sinks} == {AVRO}
    with Registry("reader:secret") as registry:
        there = {"value.converter.schema.registry.url": registry.url, "value.converter.basic.auth.user.info": registry.login}
        here = [{k: v for k, v in (sink | there).items() if ".ssl." not in k} for sink in sinks]
        encoded = {k: v for k, v in here[0].items() if k.startswith("value.converter")}
        source = at(PRODUCER | encoded, postgres, made.source, "postgres")
        with Capture(postgres, source, here, made.merged, tmp_path) as running:
            for what, text in PURCHASING_CHANGES.items():
                running.wait(made.change(text))
                made.merge()
                made.check(what)


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
    capture.kill()
    for table in [*northwind.tables, "sales__-transactions"]:
        northwind.postgres.sql(f"select dsgen.resync('{table}')", northwind.merged)
    for table in northwind.tables.values():
        northwind.psql(northwind.source, "sales/source.sql", "-v", f"snapshot=public.{table}")
    capture.start()

    def arrived() -> bool:
        staged, there = ([northwind.postgres.sql(f"select count(*) from {schema}.{table}", database) for table in tables]
                         for schema, tables, database in (("staging", northwind.tables, northwind.merged),
                                                          ("public", northwind.tables.values(), northwind.source)))
        return staged == there

    capture.until(arrived, "the snapshot")
    northwind.merge()
    for table in northwind.tables:
        northwind.postgres.sql(f"select dsgen.resync_finish('{table}')", northwind.merged)
    northwind.check("after the resync")
    capture.wait(northwind.change("update orders set ship_city = 'Reims', customer_id = 'VINET';"))
    northwind.merge()
    northwind.check("a change after it")
