# Report the tables that are out of the model; where the platform says so, move them to the trash
# and drop them in the end. Arguments: the tree, the platform, the merge databases.
set -eu
tree=$1 platform=$2
shift 2
export LC_ALL=C
limits=$tree/sql/limits.sql
[ -f "$limits" ] || limits=/dev/null
result=0
for database in "$@"; do
  echo "== $database"
  export PGDATABASE="$database"
  [ -n "$(psql -X -A -t -c "select to_regclass('dsgen.files')")" ] || continue # nothing is here yet
  psql -X -q -A -t -v ON_ERROR_STOP=1 -v platform="$platform" \
    -v trash_after= -v delete_tables= -v removals='{}' -f "$limits" -f - << 'END' || result=1
select line from dsgen.remove_unused(nullif(:'trash_after', '')::interval,
  nullif(:'delete_tables', '')::integer, :'removals', :'platform') line;
END
done
exit "$result"
