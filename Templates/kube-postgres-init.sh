#!/usr/bin/env bash
# Makes roles and databases; run again it changes nothing but passwords.
# Arguments: the merge databases.
set -euo pipefail
run() { psql -X -q -v ON_ERROR_STOP=1 -d postgres "$@"; }
until pg_isready -q; do sleep 2; done
for database in "$@"; do
  run -v database="$database" -f /etc/dsgen/merge-database.sql
done
if [ -n "${TERRAFORM_USER:-}" ]; then
  OWNER="$TERRAFORM_USER" OWNER_PASSWORD="$TERRAFORM_PASSWORD" \
    run -v database=terraform -f /etc/dsgen/owned-database.sql
fi
if [ -n "${AIRFLOW_USER:-}" ]; then
  OWNER="$AIRFLOW_USER" OWNER_PASSWORD="$AIRFLOW_PASSWORD" \
    run -v database=airflow -f /etc/dsgen/owned-database.sql
fi
