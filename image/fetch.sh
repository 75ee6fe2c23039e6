#!/bin/sh
# fetch.sh URL SHA256 FILE: a file of exactly this content, or an error.
set -eu
curl --fail --silent --show-error --location --retry 4 --output "$3" "$1"
echo "$2  $3" | sha256sum --check --quiet || {
  echo "$1 is not what was asked for; its SHA-256 is $(sha256sum "$3" | cut -d' ' -f1)" >&2
  exit 1
}
