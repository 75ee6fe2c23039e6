# Apply the Terraform roots that differ from what was applied last. Arguments: the tree, the merge
# databases; the first one knows what is applied. A root that fails does not stop the others; all
# that failed are named at the end, and the next run tries them again.
set -eu
tree=$1
shift
main=$1
. "$tree/run/terraform.sh"

for database in "$@"; do
  ask "$database" << 'END'
select path, fingerprint from dsgen.files where path not like 'sql/%';
END
done > "$HOME/expanded"
ask "$main" -v tree="$tree" -v expanded="$HOME/expanded" > "$HOME/roots" << 'END'
\set index `cat :'tree'/manifest/index.json`
\set lines `cat :'expanded'`
select root, schema_name, fingerprint, waits
from dsgen.pending_roots(:'index', string_to_array(:'lines', E'\n'));
END

apply() {
  in_copy "$tree/terraform/$root" &&
    ask "$main" -v root="$root" -v schema="$schema" << 'END' &&
select dsgen.begin_root(:'root', :'schema') as "done" \gset
END
    terraform init -input=false -no-color &&
    terraform apply -input=false -no-color -auto-approve -parallelism=4 -lock-timeout=120s &&
    ask "$main" -v root="$root" -v fingerprint="$fingerprint" << 'END'
select dsgen.end_root(:'root', :'fingerprint') as "done" \gset
END
}

count=0 failed= waiting=
while read -r root schema fingerprint waits <&3; do
  if [ "$waits" = t ]; then
    waiting="$waiting $root"
    continue
  fi
  count=$((count + 1))
  echo "== $root"
  apply || failed="$failed $root"
done 3< "$HOME/roots"
if [ -n "$waiting" ]; then
  echo "These wait until their tables are as the model says; the task expand has the reason:"
  for name in $waiting; do echo "  $name"; done
fi
if [ -n "$failed" ]; then
  echo "These roots could not be applied; the others were, and the next run tries again." >&2
  echo "What is wrong stands above, below the line == and the root's name:" >&2
  for name in $failed; do echo "  $name" >&2; done
  exit 1
fi
echo "$count roots differed and are applied."
