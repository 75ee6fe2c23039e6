# Fetch the live model, then render its commit for one platform, or leave that to other tasks.
# Arguments: git URL, branch, platform, the folder for the bare clone (model.git) and the rendered
# files (generated), and how many tasks render together.
# The token is in GIT_TOKEN; git asks a script for it that prints the variable, so it is in no
# file, no argument and no URL. The commit is read as it is: nothing is checked out.
set -eu
umask 022
url=$1 branch=$2 platform=$3 artifacts=$4
model=$artifacts/model.git
export HOME="${TMPDIR:-/tmp}" LC_ALL=C GIT_TERMINAL_PROMPT=0
export GIT_ASKPASS="$HOME/askpass"
export GIT_ALLOW_PROTOCOL="${GIT_ALLOW_PROTOCOL:-https}"
export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=safe.directory GIT_CONFIG_VALUE_0="$model"
cat > "$GIT_ASKPASS" <<'END'
#!/bin/sh
case "$1" in
Username*) echo x-access-token ;;
*) printf '%s\n' "$GIT_TOKEN" ;;
esac
END
chmod 700 "$GIT_ASKPASS"
[ -f "$model/HEAD" ] || git init --quiet --bare --initial-branch="$branch" "$model"
# Only this task writes the clone and it never runs twice at once: a lock is a killed run's.
find "$model" -name '*.lock' -type f -delete
if ! git -C "$model" -c gc.autoDetach=false fetch --quiet --no-tags --force --depth 1 \
  -- "$url" "refs/heads/$branch:refs/heads/$branch"; then
  echo "Branch $branch of $url could not be fetched; git says why above." >&2
  echo "Check the platform's git credential (key TOKEN), the branch, and the host." >&2
  exit 1
fi
commit=$(git -C "$model" rev-parse "refs/heads/$branch")
if [ "$5" != 1 ]; then
  # All of them read this, whatever is fetched meanwhile.
  git -C "$model" update-ref refs/dsgen/rendering "$commit"
  echo "Commit $commit of $branch is rendered by $5 tasks"
  exit
fi
echo "Rendering commit $commit of $branch"
exec dsgen render "git:$commit" --repo "$model" --platform "$platform" --out "$artifacts/generated"
