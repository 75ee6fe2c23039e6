"""Runs DAGs for real with dag.test(), each pod's creation replaced, and prints one JSON object.

    AIRFLOW_HOME=… .tools/airflow-3.3.2/bin/python Tests/Support/airflow/run.py FOLDER DAG_ID…

Airflow renders the templates, keeps the order and repeats failed tasks; only the request to a
cluster is replaced, by one that keeps the V1Pod. The first pod of every run fails once, so that
a retry is seen as well.

{"version", "runs": {dag_id: {"state", "calls": [{"task_id", "try", "failed", "pod"}]}}}
"""
import inspect
import json
import os
import subprocess
import sys
from contextlib import redirect_stdout
from datetime import datetime, timedelta, timezone

import common

folder, wanted = sys.argv[1], sys.argv[2:]
common.prepare(folder)
calls: list[dict] = []


def command(*arguments: str) -> None:
    done = subprocess.run([sys.executable, "-m", "airflow", *arguments], capture_output=True, text=True)
    if done.returncode:
        common.fail(f"airflow {' '.join(arguments)}: exit {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-4000:]}")


# dag.test() writes its run down: it needs the tables, in 3.x the serialised DAGs, and the pools.
command("db", "migrate")
bag, _ = common.load_bag(folder)
if bag.import_errors:
    common.fail(f"DAG files do not load: {bag.import_errors}")
if common.version().startswith("3"):
    command("dags", "reserialize")
else:
    # 2.x has foreign keys to tables of this provider: they must be known before a row is written.
    import airflow.providers.fab.auth_manager.models  # noqa: F401
from airflow.models.pool import Pool  # noqa: E402  (only now, with the settings made)

for pool in sorted({task.pool for dag in bag.dags.values() for task in dag.tasks} - {"default_pool"}):
    Pool.create_or_update_pool(pool, 16, "as the bootstrap's migrate Job makes it", False)


def execute(self, context, **_):
    """In place of asking a cluster: keep the pod; fail the first time of a run.

    Airflow 2.11 passes a mark of its own beside the context.
    """
    pod = self.build_pod_request_obj(context)
    first = not calls
    calls.append({"task_id": self.task_id, "try": context["ti"].try_number, "failed": first,
                  "pod": common.pod_json(pod)})
    if first and self.retries:
        raise RuntimeError("the test makes this pod fail once")


Pods = common.pod_operator()
Pods.execute = execute
if hasattr(Pods, "execute_sync"):
    Pods.execute_sync = execute
out = {"version": common.version(), "runs": {}}
for dag_id in wanted:
    dag = bag.dags.get(dag_id) or common.fail(f"no DAG {dag_id!r}; there are {sorted(bag.dags)}")
    for task in dag.tasks:  # a test does not wait
        task.retry_delay, task.retry_exponential_backoff = timedelta(0), False
        task.on_failure_callback = None
    # A DAG-level callback runs in the dag-processor, which is not part of dag.test().
    dag.on_failure_callback = None
    date = datetime(2026, 1, 1, tzinfo=timezone.utc)
    name = "logical_date" if "logical_date" in inspect.signature(dag.test).parameters else "execution_date"
    calls.clear()
    with open(os.devnull, "w") as nothing, redirect_stdout(nothing):
        run = dag.test(**{name: date})
    out["runs"][dag_id] = {"state": str(getattr(run.state, "value", run.state)), "calls": list(calls)}
json.dump(out, sys.stdout)
