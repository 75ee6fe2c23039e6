# Restart the connectors that have failed, each after a wait that grows; those that do not recover
# are named, and the task fails. Arguments: the platform, the database that keeps count.
set -eu
platform=$1
export PGDATABASE=$2 LC_ALL=C
work=${TMPDIR:-/tmp}
umask 077

# The login is in no argument: arguments can be seen by others.
quoted() { printf '%s' "$1" | sed 's/[\\"]/\\&/g'; }
printf 'user = "%s:%s"\n' "$(quoted "$KAFKA_CONNECT_BASIC_AUTH_USERNAME")" \
  "$(quoted "$KAFKA_CONNECT_BASIC_AUTH_PASSWORD")" > "$work/curlrc"
connect() {
  curl -sS --fail-with-body -K "$work/curlrc" --max-time 60 --retry 4 --retry-connrefused "$@"
}
ask() { psql -X -q -A -t -v ON_ERROR_STOP=1 "$@"; }

if [ -z "$(ask -c "select to_regclass('dsgen.connectors')")" ]; then
  echo "Nothing is here yet: the infrastructure DAG has not run."
  exit 0
fi

connect -o "$work/status" "$KAFKA_CONNECT_URL/connectors?expand=status" || {
  echo "Kafka Connect did not answer; curl says why above, its answer follows:" >&2
  cat "$work/status" >&2 || true
  exit 1
}
ask -v status="$work/status" -v platform="$platform" > "$work/restarts" << 'END'
\set connectors `cat :'status'`
select path from dsgen.watch_connectors(:'connectors', :'platform') path;
END
while read -r path <&3; do
  echo "Restarting: POST $path"
  connect -o /dev/null -X POST "$KAFKA_CONNECT_URL/$path" ||
    echo "Kafka Connect did not take it; the next look tries again." >&2
done 3< "$work/restarts"
ask -v restarts="$work/restarts" > "$work/failing" << 'END'
\set paths `cat :'restarts'`
select line from dsgen.failing_connectors(string_to_array(:'paths', E'\n')) line;
END
[ -s "$work/failing" ] || exit 0
echo "These connectors fail again after each restart:" >&2
cat "$work/failing" >&2
echo "Table dsgen.connectors has their stack traces. Nothing that comes meanwhile is lost: topics" \
  "keep it as long as their retention says." >&2
exit 1
