# Ask captured databases for all rows of the datasets that joined while their source was running.
# Arguments: the tree, the stores whose sources take signals, the merge databases; the first one
# knows which sources run. Of the n-th store SOURCE_n_… say how to reach its database.
set -eu
tree=$1 stores=$2
shift 2
main=$1
export LC_ALL=C
work=${TMPDIR:-/tmp}
failed=

ask() { psql -X -q -A -t -v ON_ERROR_STOP=1 "$@"; }

# joined STORE: a JSON list of its tables, or nothing.
joined() {
  ask -v store="$1" -v running="$work/running" << 'END'
\set lines `cat :'running'`
select json_agg(source_table) from dsgen.joined(string_to_array(:'lines', E'\n'))
where store = :'store' having count(*) > 0;
END
}

# signal NUMBER TABLES: asks for those that are published; prints a JSON list of them.
signal() (
  eval "export PGHOST=\$SOURCE_$1_PGHOST PGPORT=\$SOURCE_$1_PGPORT PGUSER=\$SOURCE_$1_PGUSER"
  eval "export PGDATABASE=\$SOURCE_$1_PGDATABASE PGPASSWORD=\$SOURCE_$1_PGPASSWORD"
  eval "signals=\$SOURCE_$1_SIGNALS publications=\$SOURCE_$1_PUBLICATIONS"
  unset PGSSLMODE
  ask -v tables="$2" -v schema="${signals%%.*}" -v table="${signals#*.}" \
    -v publications="$publications" << 'END'
with wanted as (
  select t from json_array_elements_text(:'tables') t
  where t in (select format('%s.%s', schemaname, tablename) from pg_publication_tables
    where pubname = any (string_to_array(:'publications', ' ')))
), asked as (
  -- A table is named by a pattern.
  insert into :"schema".:"table" (id, type, data)
  select md5(random()::text || clock_timestamp()), 'execute-snapshot', json_build_object(
    'type', 'incremental',
    'data-collections', json_build_array(regexp_replace(t, '([^\w. ])', '\\\1', 'g')))
  from wanted
)
select coalesce(json_agg(t), '[]') from wanted;
END
)

export PGDATABASE=$main
ask -v tree="$tree" > "$work/running" << 'END'
\set index `cat :'tree'/manifest/index.json`
select split_part(r.root, '/', 1) || E'\t' || r.since from dsgen.roots r
join jsonb_array_elements(:'index'::jsonb -> 'roots') i
  on i ->> 'path' = r.root and i ->> 'fingerprint' = r.fingerprint
where r.root like '%/source';
END

for database in "$@"; do
  export PGDATABASE=$database
  ask -v running="$work/running" > "$work/stores" << 'END'
\set lines `cat :'running'`
select distinct store from dsgen.joined(string_to_array(:'lines', E'\n')) order by 1;
END
  while read -r store <&3; do
    number=0
    for known in $stores; do
      [ "$known" = "$store" ] && break
      number=$((number + 1))
    done
    tables=$(joined "$store")
    echo "== $store: $tables joined a source that was running"
    if [ "${known:-}" != "$store" ]; then
      echo "Its source has no signal table: what was there before is not captured. Declare" \
        "\`signals\` of the store's ingestion, or load the tables as docs/resync.md says."
      continue
    fi
    asked=$(signal "$number" "$tables") || {
      failed="$failed $store"
      continue
    }
    ask -v store="$store" -v asked="$asked" << 'END'
update dsgen.tables set asked = now() where split_part(slice, '/', 1) = :'store'
  and source_table in (select json_array_elements_text(:'asked'));
END
    echo "Asked for their rows: $asked"
    [ "$asked" = "$tables" ] && continue
    echo "The others are in no publication yet: the administrator of $store's database must run" \
      "sql/$store/source.sql." >&2
    failed="$failed $store"
  done 3< "$work/stores"
done
if [ -n "$failed" ]; then
  echo "Not all rows could be asked for; the next run tries again:$failed" >&2
  exit 1
fi
