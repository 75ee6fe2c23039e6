"""Loads folders of DAG files as Airflow does, serialises every DAG, and prints one JSON object.

    AIRFLOW_HOME=… .tools/airflow-3.3.2/bin/python Tests/Support/airflow/load.py FOLDER…

{folder: {"version", "errors": {file: text}, "warnings": [text], "dags": {dag_id: {"file",
 "description", "doc", "bytes" (of the serialised DAG), "max_active_runs", "catchup", "tasks":
 {task_id: {"type", "pool", "priority_weight", "retries", "upstream", "pod"}}}}}}, where "pod" is
the V1Pod that the pod operator would ask for, untemplated.
"""
import json
import sys

import common

common.prepare(sys.argv[1])
try:
    from airflow.serialization.serialized_objects import DagSerialization as Serialized  # 3.3
except ImportError:
    from airflow.serialization.serialized_objects import SerializedDAG as Serialized
Pods = common.pod_operator()


def describe_task(task) -> dict:
    return {
        "type": type(task).__name__,
        "pool": task.pool,
        "priority_weight": task.priority_weight,
        "retries": task.retries,
        "upstream": sorted(task.upstream_task_ids),
        "pod": common.pod_json(task.build_pod_request_obj(None)) if isinstance(task, Pods) else None,
    }


def describe(folder: str) -> dict:
    bag, found = common.load_bag(folder)
    errors = {str(path): str(text) for path, text in bag.import_errors.items()}
    dags = {}
    for dag_id, dag in sorted(bag.dags.items()):
        dags[dag_id] = {
            "file": dag.fileloc,
            "description": dag.description,
            "doc": dag.doc_md,
            "bytes": len(json.dumps(Serialized.to_dict(dag))),
            "max_active_runs": dag.max_active_runs,
            "catchup": dag.catchup,
            "tasks": {task.task_id: describe_task(task) for task in dag.tasks},
        }
    return {"version": common.version(), "errors": errors, "warnings": found, "dags": dags}


json.dump({folder: describe(folder) for folder in sys.argv[1:]}, sys.stdout)
