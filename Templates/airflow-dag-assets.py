try:  # Airflow 3
    from airflow.sdk import DAG, Asset

    BACKOFF = 2  # each wait before a retry is twice the one before
except ImportError:  # Airflow 2.11
    from airflow import DAG
    from airflow.datasets import Dataset as Asset

    BACKOFF = True

