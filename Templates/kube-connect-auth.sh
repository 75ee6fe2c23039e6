#!/usr/bin/env bash
# Writes the user and password of Kafka Connect's REST interface, from the Secret, where only this
# pod's memory holds them: as Java properties for the server, as a header for the health check.
set -euo pipefail
umask 077
escaped() { printf '%s' "$1" | sed 's/[\\:=#! ]/\\&/g'; }
printf '%s=%s\n' "$(escaped "$CONNECT_USER")" "$(escaped "$CONNECT_PASSWORD")" \
  > /run/dsgen/basic.properties
printf '%s:%s' "$CONNECT_USER" "$CONNECT_PASSWORD" | base64 | tr -d '\n' > /run/dsgen/basic
