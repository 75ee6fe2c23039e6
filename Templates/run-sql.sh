# Run in each merge database the files of the rendered tree that it has not run yet: `tables` (of
# slices) or `views` (of workspaces). Arguments: the tree, which of the two, the databases.
# A file that fails does not stop the others; all that failed are named at the end.
set -eu
tree=$1 what=$2
shift 2
main=$1
export LC_ALL=C
work=${TMPDIR:-/tmp}
if ! grep -q '"state": "complete"' "$tree/manifest/index.json"; then
  echo "The files in $tree are not complete: a render was cut off. Its next run completes it." >&2
  exit 1
fi
failed=
for database in "$@"; do
  skip=
  while :; do
    : > "$work/begun"
    PGDATABASE=$database psql -X -q -v ON_ERROR_STOP=1 -v tree="$tree" -v work="$work" \
      -v what="$what" -v main="$main" -v skip="$skip" -f "$tree/run/pending.sql" && break
    # psql stops at the first error: the file that it had begun last is left out of the next round.
    file=$(tail -n 1 "$work/begun")
    failed="$failed ${file:-database $database}
"
    [ -n "$file" ] || break
    skip="$skip $file"
  done
done
if [ -n "$failed" ]; then
  echo "These failed; all others are as the model says, and the next run tries again." >&2
  echo "What is wrong stands above, below the line == and the name:" >&2
  printf '%s' "$failed" >&2
  exit 1
fi
echo "All $what are as the model says."
