#!/usr/bin/env bash
# Starts one worker of Kafka Connect; the others reach it at its pod's address.
set -euo pipefail
{
  cat /etc/dsgen/worker.properties
  printf 'rest.advertised.host.name=%s\n' "$POD_ADDRESS"
} > /run/dsgen/worker.properties
exec /opt/kafka/bin/connect-distributed.sh /run/dsgen/worker.properties
