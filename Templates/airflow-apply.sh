# Apply every Terraform root below TREE/terraform. Argument: the platform's rendered tree.
# A root that fails does not stop the others; all that failed are named at the end. Each root
# is applied from a copy, so nothing is ever written beside the rendered files.
set -eu
tree=$1
export HOME="${TMPDIR:-/tmp}" LC_ALL=C TF_IN_AUTOMATION=1 CHECKPOINT_DISABLE=1
export TF_DATA_DIR="$HOME/data"
work=$HOME/root
terraform=$(command -v terraform || command -v tofu) || {
  echo "Neither terraform nor tofu is in this image: check the platform's images.dsgen." >&2
  exit 1
}

apply() {
  rm -rf "$work" "$TF_DATA_DIR" &&
    cp -R "$1" "$work" &&
    "$terraform" -chdir="$work" init -input=false -no-color &&
    "$terraform" -chdir="$work" apply -input=false -no-color -auto-approve \
      -parallelism=4 -lock-timeout=120s
}

count=0
failed=
for main in "$tree"/terraform/*/*/main.tf; do
  [ -f "$main" ] || continue
  root=${main%/main.tf}
  name=${root#"$tree"/terraform/}
  count=$((count + 1))
  echo "== $name"
  apply "$root" || failed="$failed $name"
done
if [ -n "$failed" ]; then
  echo "These roots could not be applied; the others were, and the next run tries again." >&2
  echo "What is wrong stands above, below the line == and the root's name:" >&2
  for name in $failed; do echo "  $name" >&2; done
  exit 1
fi
echo "All $count roots are applied."
