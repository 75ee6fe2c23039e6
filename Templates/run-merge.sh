# Merge streams. Arguments: the merge file, what the names of its streams begin with, and of each
# stream its section, which is the rest of its name. Several are all that the file has.
# Several go over one connection; where one of them fails, each is merged by itself, so that none
# suffers from another. A failure writes what to do to dsgen.metrics.
set -eu
file=$1 prefix=$2
shift 2
export LC_ALL=C
errors=${TMPDIR:-/tmp}/errors

merge() {
  status=0
  psql -X -v ON_ERROR_STOP=1 -v VERBOSITY=verbose "$@" -f "$file" 2> "$errors" ||
    status=$?
  cat "$errors" >&2
  return "$status"
}

if [ $# -gt 1 ]; then
  merge && exit 0
  echo "One of the streams has failed: each is merged by itself." >&2
fi
result=0
for section in "$@"; do
  stream=$prefix$section start=$(date +%s)
  merge -v "stream=$section" && continue
  result=$status
  psql -X -q -A -t -v ON_ERROR_STOP=1 -v stream="$stream" -v took=$(($(date +%s) - start)) \
    -v error="$(tail -n 40 "$errors")" << 'END' ||
select format('%s has failed. %s', :'stream', dsgen.note_failure(:'stream', :'took', :'error'));
END
    echo "$stream has failed, and dsgen.metrics could not be told: see above." >&2
done
exit "$result"
