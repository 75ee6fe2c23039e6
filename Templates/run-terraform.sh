# What run/apply.sh and run/retire.sh have in common. Each root is worked on in a copy, so nothing
# is ever written beside the rendered files.
export HOME="${TMPDIR:-/tmp}" LC_ALL=C TF_IN_AUTOMATION=1 CHECKPOINT_DISABLE=1
export TF_DATA_DIR="$HOME/data"
work=$HOME/root
terraform=$(command -v terraform || command -v tofu) || {
  echo "Neither terraform nor tofu is in this image: check the platform's images.dsgen." >&2
  exit 1
}

# in_copy ROOT: work on this folder from now on.
in_copy() { rm -rf "$work" "$TF_DATA_DIR" && cp -R "$1" "$work"; }

# The states are in a database of their own, with a login of their own.
terraform() {
  PGDATABASE=terraform PGUSER=$TERRAFORM_PGUSER PGPASSWORD=$TERRAFORM_PGPASSWORD \
    "$terraform" -chdir="$work" "$@" < /dev/null
}

# ask DATABASE [OPTION...]: the SQL on standard input; a row a line, its values between blanks.
ask() {
  PGDATABASE=$1
  export PGDATABASE
  shift
  psql -X -q -A -t -F ' ' -v ON_ERROR_STOP=1 "$@"
}
