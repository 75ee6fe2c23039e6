"""What load.py and run.py share. Runs inside Airflow's own environment, in 2.11 and in 3.3."""
from __future__ import annotations

import inspect
import logging
import os
import sys
import warnings
from pathlib import Path

# No examples, no connections from elsewhere, nothing of the user's own Airflow.
SETTINGS = {
    "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
    "AIRFLOW__CORE__UNIT_TEST_MODE": "False",
    "AIRFLOW__LOGGING__LOGGING_LEVEL": "ERROR",
    "AIRFLOW__DATABASE__LOAD_DEFAULT_CONNECTIONS": "False",
    "AIRFLOW__CORE__DAGBAG_IMPORT_TIMEOUT": "120",
}


def prepare(folder: str) -> None:
    """Sets Airflow up for one folder of DAG files; AIRFLOW_HOME must be set by the caller."""
    os.environ.update(SETTINGS)
    os.environ["AIRFLOW__CORE__DAGS_FOLDER"] = folder
    os.environ["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"] = f"sqlite:///{os.environ['AIRFLOW_HOME']}/airflow.db"


def version() -> str:
    import airflow
    return airflow.__version__


def load_bag(folder: str):
    """(the DagBag, [warning texts]): every warning that loading the files raises, whatever its category."""
    logging.disable(logging.WARNING)
    try:
        from airflow.dag_processing.dagbag import DagBag  # 3.2 and newer
    except ImportError:
        from airflow.models.dagbag import DagBag
    # What the DAG files import is imported here first, so that a warning which a provider's own
    # module raises while it is imported isn't counted against the DAG files.
    import airflow.providers.cncf.kubernetes.operators.pod  # noqa: F401
    import airflow.providers.cncf.kubernetes.secret  # noqa: F401
    options = {"include_examples": False} if "include_examples" in inspect.signature(DagBag.__init__).parameters else {}
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        bag = DagBag(folder, **options)
    texts = [f"{w.filename}:{w.lineno}: {w.category.__name__}: {w.message}" for w in caught]
    captured = getattr(bag, "captured_warnings", None) or {}
    texts += [f"{path}: {line}" for path, lines in captured.items() for line in lines]
    inside = str(Path(folder).resolve())
    return bag, [t for t in texts if inside in t or folder in t]


def pod_json(pod) -> dict:
    from kubernetes.client import ApiClient
    return ApiClient().sanitize_for_serialization(pod)


def pod_operator():
    """The pod operator's class, made to need no cluster."""
    from airflow.providers.cncf.kubernetes.hooks.kubernetes import KubernetesHook
    from airflow.providers.cncf.kubernetes.operators.pod import KubernetesPodOperator
    KubernetesHook.is_in_cluster = property(lambda self: True)
    return KubernetesPodOperator


def fail(text: str) -> None:
    print(text, file=sys.stderr)
    sys.exit(1)
