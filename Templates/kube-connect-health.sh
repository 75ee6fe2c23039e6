#!/usr/bin/env bash
# Asks the worker for its health. The interface wants a password, which an HTTP probe can't give
# without showing it in the manifest.
set -euo pipefail
exec 3<> /dev/tcp/127.0.0.1/8083
printf 'GET /health HTTP/1.0\r\nHost: localhost\r\nAuthorization: Basic %s\r\n\r\n' \
  "$(cat /run/dsgen/basic)" >&3
IFS= read -r -t 8 status <&3
case $status in
  *' 200 '*) ;;
  *)
    echo "Kafka Connect answers: $status" >&2
    exit 1
    ;;
esac
