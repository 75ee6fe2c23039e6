"""Runs generated SQL on a private PostgreSQL: pipeline.py GENERATED, a rendered Examples/northwind.

The producer's database and both platforms' merge databases are on one server. Debezium, Kafka and the
sink are stood in for by a trigger, which writes a record a change, and by a copy into staging. The rest
is the generated files; merges are run by the pods' own script.
"""
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "Tests"))
from Support.postgres.private import PrivatePostgres  # noqa: E402

PRODUCER = "purchasing"
SOURCE = """
create table products (
  product_id smallint primary key, product_name varchar(40) not null, supplier_id smallint,
  category_id smallint, quantity_per_unit varchar(20), unit_price real, units_in_stock smallint,
  units_on_order smallint, reorder_level smallint, discontinued integer not null default 0);
create table topic (number bigint generated always as identity (minvalue 0), record jsonb);
create function capture() returns trigger language plpgsql as $$ begin
  insert into topic (record) select to_jsonb(case tg_op when 'DELETE' then old else new end)
    || jsonb_build_object('__op', case tg_op when 'INSERT' then 'c' when 'UPDATE' then 'u' else 'd' end,
      '__deleted', (tg_op = 'DELETE')::text, '__source_lsn', pg_current_wal_insert_lsn() - '0/0',
      '__source_ts_us', (extract(epoch from clock_timestamp()) * 1000000)::bigint);
  return null;
end $$;
create trigger capture after insert or update or delete on products for each row execute function capture();
insert into products (product_id, product_name, quantity_per_unit, unit_price, units_in_stock) values
  (1, 'Chai', '10 boxes x 20 bags', 18, 39), (2, 'Chang', '24 - 12 oz bottles', 19, 17),
  (3, 'Aniseed Syrup', '12 - 550 ml bottles', 10, 13);
"""
CHANGES = """\
update products set unit_price = 21.5 where product_name = 'Chai';
delete from products where product_name = 'Aniseed Syrup';
insert into products (product_id, product_name, unit_price, units_in_stock) values (4, 'Pavlova', 17.45, 29);"""
RECORDS = """select record || jsonb_build_object('__connect_topic', 'catalog.public.products', '__connect_partition', 0,
  '__connect_offset', number, '__staged_at', now()) from topic"""
SINK = """insert into staging.catalog__products select (jsonb_populate_record(null::staging.catalog__products, '{}')).*
  on conflict do nothing;"""
SHOWN = "product_id, product_name, unit_price, units_in_stock"


class Pipeline:
    """One source, two platforms, and the files that dsgen made for them."""

    def __init__(self, server: PrivatePostgres, generated: Path):
        self.server, self.generated = server, generated
        self.platforms = sorted(p.parent.name for p in generated.glob("*/sql"))
        for name in [PRODUCER, *self.platforms]:
            server.database(name)

    def run(self, database: str, *command: str) -> None:
        """A command as a pod runs it: variables say where the database is. What it prints is shown."""
        environment = {"PATH": f"{self.server.bin}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8",
                       "TMPDIR": str(self.server.folder), **self.server.environment(database)}
        sys.stdout.flush()
        subprocess.run(command, env=environment, check=True, cwd=self.generated)

    def psql(self, database: str, *arguments: str) -> None:
        self.run(database, "psql", "-X", "-v", "ON_ERROR_STOP=1", *arguments)

    def show(self, database: str, title: str, query: str) -> None:
        print(f"\n-- {title}")
        self.psql(database, "-P", "footer=off", "-P", "border=1", "-c", query)

    def expand(self) -> None:
        """Every table and view of both platforms: what the infrastructure DAG does first."""
        for platform in self.platforms:
            sql = self.generated / platform / "sql"
            for path in sorted(sql.rglob("tables.sql")) + sorted(sql.glob("workspaces/*.sql")):
                self.psql(platform, "-q", "-f", str(path.relative_to(self.generated)))

    def deliver(self) -> None:
        """Every record of the topic into staging, as sinks do: what is there already stays as it is."""
        records = [row[0].replace("'", "''") for row in self.server.sql(RECORDS, PRODUCER)]
        for platform in self.platforms:
            self.server.sql("\n".join(SINK.replace("{}", record) for record in records), platform)

    def merge(self) -> None:
        for platform in self.platforms:
            command = ["sh", f"{platform}/run/merge.sh", f"{platform}/sql/catalog/s0000/merge.sql", "catalog.", "products"]
            print("$", *command)
            self.run(platform, *command)

    def results(self) -> None:
        self.show("northwind_live", "northwind_live, what its readers see: the latest rows",
                  f"select {SHOWN} from reporting.live__catalog__products order by product_id")
        self.show("northwind_history", "northwind_history, what its readers see: every version of every row",
                  "select product_id, product_name, unit_price, to_char(dp_in, 'HH24:MI:SS.MS') as dp_in, "
                  "to_char(dp_out, 'HH24:MI:SS.MS') as dp_out "
                  "from reporting.audit__catalog__products__history order by product_id, dp_in")


def main() -> None:
    with PrivatePostgres() as server:
        pipeline = Pipeline(server, Path(sys.argv[1]).resolve())
        pipeline.expand()
        server.sql(SOURCE, PRODUCER)
        pipeline.show(PRODUCER, "the source", f"select {SHOWN} from products order by product_id")
        pipeline.deliver()
        pipeline.merge()
        pipeline.results()
        print(f"\n-- then, in the source\n{CHANGES}\n")
        server.sql(CHANGES, PRODUCER)
        pipeline.deliver()
        pipeline.merge()
        pipeline.results()


main()
