# Destroy what Terraform made for roots that the tree has no more: each from one empty root, by its
# state. More than the budget at once: nothing is done. Arguments: the tree, the platform, the merge
# database that knows what is applied.
set -eu
tree=$1 platform=$2 main=$3
. "$tree/run/terraform.sh"
limits=$tree/sql/limits.sql
[ -f "$limits" ] || limits=/dev/null

cat > "$HOME/retired.sql" << 'END'
\set index `cat :'tree'/manifest/index.json`
select root, schema_name
from dsgen.retired_roots(:'index', :'platform', nullif(:'delete_slices', '')::integer, :'removals');
END
ask "$main" -v tree="$tree" -v platform="$platform" -v delete_slices= -v removals='{}' \
  -f "$limits" -f "$HOME/retired.sql" > "$HOME/roots"

destroy() {
  in_copy "$tree/run/retired" &&
    terraform init -input=false -no-color -backend-config="schema_name=$schema" &&
    terraform destroy -input=false -no-color -auto-approve -parallelism=4 -lock-timeout=120s &&
    ask "$main" -v root="$root" << 'END'
delete from dsgen.roots where root = :'root';
END
}

count=0 failed=
while read -r root schema <&3; do
  count=$((count + 1))
  echo "== $root"
  destroy || failed="$failed $root"
  case $root in
    */source)
      echo "Replication slots of ${root%/source} stay in its source and hold back its log: have" \
        "its administrator drop those that are inactive (pg_drop_replication_slot)."
      ;;
  esac
done 3< "$HOME/roots"
if [ -n "$failed" ]; then
  echo "These could not be destroyed; the next run tries again. What is wrong stands above:" >&2
  for name in $failed; do echo "  $name" >&2; done
  exit 1
fi
echo "$count roots had left the model and are destroyed."
