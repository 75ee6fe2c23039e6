#!/usr/bin/env bash
# Starts one KRaft node; the number at the end of the pod's name is its id.
set -euo pipefail
{
  cat /etc/dsgen/server.properties
  printf 'node.id=%s\n' "${HOSTNAME##*-}"
  printf 'advertised.listeners=BROKER://%s.%s:9092\n' "$HOSTNAME" "$BROKER_DOMAIN"
} > /run/dsgen/server.properties
/opt/kafka/bin/kafka-storage.sh format --ignore-formatted \
  --cluster-id "$CLUSTER_ID" --config /run/dsgen/server.properties
exec /opt/kafka/bin/kafka-server-start.sh /run/dsgen/server.properties
