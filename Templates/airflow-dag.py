try:  # Airflow 3
    from airflow.sdk import DAG

    BACKOFF = 2  # each wait before a retry is twice the one before
    AFTER_FAILURES = "all_done_min_one_success"
except ImportError:  # Airflow 2.11
    from airflow import DAG

    BACKOFF = True
    AFTER_FAILURES = "all_success"

