"""Loads a folder of DAG files as Airflow does, serialises every DAG, and prints one JSON object.

    AIRFLOW_HOME=… .tools/airflow-3.3.2/bin/python Tests/Support/airflow/load.py FOLDER

{"version", "errors": {file: text}, "warnings": [text], "dags": {dag_id: {"file", "schedule",
 "bytes" (of the serialised DAG), "max_active_runs", "catchup", "tasks": {task_id: {"type",
 "pool", "priority_weight", "weight_rule", "retries", "upstream", "pod"}}}}}, where "pod" is the
V1Pod that the pod operator would ask for, untemplated.
"""
import json
import sys

import common

common.prepare(sys.argv[1])
out = {"version": common.version()}
bag, out["warnings"] = common.load_bag(sys.argv[1])
out["errors"] = {str(path): str(text) for path, text in bag.import_errors.items()}
try:
    from airflow.serialization.serialized_objects import DagSerialization as Serialized  # 3.3
except ImportError:
    from airflow.serialization.serialized_objects import SerializedDAG as Serialized
Pods = common.pod_operator()
out["dags"] = {}
for dag_id, dag in sorted(bag.dags.items()):
    tasks = {}
    for task in dag.tasks:
        tasks[task.task_id] = {
            "type": type(task).__name__,
            "pool": task.pool,
            "priority_weight": task.priority_weight,
            "weight_rule": str(getattr(task.weight_rule, "value", task.weight_rule)),
            "retries": task.retries,
            "upstream": sorted(task.upstream_task_ids),
            "pod": common.pod_json(task.build_pod_request_obj(None)) if isinstance(task, Pods) else None,
        }
    out["dags"][dag_id] = {
        "file": dag.fileloc,
        "schedule": str(getattr(dag.timetable, "summary", "")),
        "bytes": len(json.dumps(Serialized.to_dict(dag))),
        "max_active_runs": dag.max_active_runs,
        "catchup": dag.catchup,
        "tasks": tasks,
    }
json.dump(out, sys.stdout)
