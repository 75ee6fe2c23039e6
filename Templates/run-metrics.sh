# Measure every table, tell which streams are in trouble, and drop metrics of more than 90 days.
# Arguments: the merge databases.
set -eu
export LC_ALL=C
for database in "$@"; do
  echo "== $database"
  export PGDATABASE="$database"
  [ -n "$(psql -X -A -t -c "select to_regclass('dsgen.files')")" ] || continue # nothing is here yet
  psql -X -q -A -t -v ON_ERROR_STOP=1 << 'END'
\o /dev/null
select format('select dsgen.measure(%L)', table_name) from dsgen.tables order by table_name \gexec
\o
select line from dsgen.collected('90 days') line;
END
done
