# Deletes logs that are older than the minutes given, four times an hour: Airflow never does.
trap 'exit 0' TERM
mkdir -p /opt/airflow/logs
while true; do
  find /opt/airflow/logs -type f -mmin "+$0" -delete
  find /opt/airflow/logs -mindepth 1 -type d -empty -mmin +60 -delete
  sleep 900 &
  wait $!
done
