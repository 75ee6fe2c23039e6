"""Runs DAGs with dag.test(), each pod by running its command here. Reads requests, a JSON object a line:

    AIRFLOW_HOME=… .tools/airflow-3.3.2/bin/python Tests/Support/airflow/local.py SETTINGS < requests

{"load": FOLDER}   (re)loads the DAG files of a folder
{"run": DAG_ID, "without": [Secret that is missing]}
                   → {"state", "tasks": {task_id: state}, "logs": {task_id: what its last command printed}}

and answers each with one. A failed run's callback is called as Airflow's dag-processor calls it.
SETTINGS is a JSON file: "environment" of every pod, "secrets" {secret: {key: value}}, "retries" (bool), and
"enter": what comes before a command, by how the pod mounts the volume ("ro", "rw", "" for not at all).
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import redirect_stdout
from datetime import datetime, timedelta, timezone
from pathlib import Path

import common

settings = json.loads(Path(sys.argv[1]).read_text())
answers = sys.stdout
folder = tempfile.mkdtemp(prefix="dags-", dir=os.environ["AIRFLOW_HOME"])
common.prepare(folder)
logs: dict[str, str] = {}
bag = None
runs = 0


def airflow(*arguments: str) -> None:
    """A command of Airflow's, in this process: its imports cost more than the work."""
    from airflow.cli.cli_parser import get_parser
    parsed = get_parser().parse_args(arguments)
    with redirect_stdout(sys.stderr):
        parsed.func(parsed)


def value_of(variable) -> str | None:
    """As Kubernetes fills it; None where an optional key is missing."""
    if variable.value is not None:
        return variable.value.replace("$$", "$")
    reference = variable.value_from.secret_key_ref
    found = secrets.get(reference.name, {}).get(reference.key)
    if found is None and not reference.optional:
        raise RuntimeError(f"CreateContainerConfigError: no key {reference.key} in Secret {reference.name}")
    return found


def entered(container) -> list[str]:
    """What runs the container's command: in the platform image, where there is one."""
    command = [word.replace("$$", "$") for word in [*container.command, *container.args]]
    volume = next((m for m in container.volume_mounts if m.mount_path == "/artifacts"), None)
    return [*settings["enter"]["" if volume is None else "ro" if volume.read_only else "rw"], *command]


def execute(self, context, **_):
    """In place of asking a cluster: run the pod's command here, in a /tmp of its own."""
    container = self.build_pod_request_obj(context).spec.containers[0]
    own = {v.name: value for v in container.env or [] if (value := value_of(v)) is not None}
    for name, value in settings["replaced"].items():  # where services are here
        own |= {key: value for key in own if re.fullmatch(rf"(SOURCE_\d+_)?{name}", key)}
    with tempfile.TemporaryDirectory(dir=os.environ["AIRFLOW_HOME"]) as temporary:
        own |= {} if settings["enter"]["ro"] else {"TMPDIR": temporary}  # an image has its own /tmp
        done = subprocess.run(entered(container), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              text=True, cwd=temporary, env=settings["environment"] | own)
    logs[self.task_id] = done.stdout
    if done.returncode:
        raise RuntimeError(f"pod of {self.task_id}: exit {done.returncode}\n{done.stdout[-2000:]}")


def load(source: str) -> dict:
    global bag
    for path in Path(folder).glob("*"):
        path.unlink() if path.is_file() else shutil.rmtree(path)
    for path in Path(source).glob("*.py"):
        shutil.copyfile(path, Path(folder) / path.name)
    bag, _ = common.load_bag(folder)
    if bag.import_errors:
        common.fail(f"DAG files do not load: {bag.import_errors}")
    airflow("dags", "reserialize")
    from airflow.models.pool import Pool
    for pool in sorted({task.pool for dag in bag.dags.values() for task in dag.tasks} - {"default_pool"}):
        Pool.create_or_update_pool(pool, 16, "as the bootstrap's migrate Job makes it", False)
    return {"dags": sorted(bag.dags)}


def call_back(dag, run) -> None:
    """What the dag-processor does for a run that failed."""
    import structlog
    from airflow.callbacks.callback_requests import DagCallbackRequest
    from airflow.dag_processing.processor import _execute_dag_callbacks

    request = DagCallbackRequest(filepath=dag.fileloc, bundle_name="dags", bundle_version=None, dag_id=dag.dag_id,
                                 run_id=run.run_id, msg="task_failure")
    _execute_dag_callbacks(bag, request, structlog.get_logger())


def run(dag_id: str, without: list[str]) -> dict:
    global runs, secrets
    secrets = {name: keys for name, keys in settings["secrets"].items() if name not in without}
    dag = bag.dags.get(dag_id) or common.fail(f"no DAG {dag_id!r}; there are {sorted(bag.dags)}")
    for task in dag.tasks:  # a test does not wait
        task.retry_delay, task.retry_exponential_backoff = timedelta(0), False
        task.retries = task.retries if settings["retries"] else 0
    runs += 1
    logs.clear()
    callback, dag.on_failure_callback = dag.on_failure_callback, None
    done = dag.test(logical_date=datetime(2026, 1, 1, tzinfo=timezone.utc) + timedelta(hours=runs))
    dag.on_failure_callback = callback
    state = str(getattr(done.state, "value", done.state))
    if state == "failed":
        call_back(dag, done)
    tasks = {ti.task_id: str(getattr(ti.state, "value", ti.state)) for ti in done.get_task_instances()}
    return {"state": state, "tasks": tasks, "logs": dict(logs)}


airflow("db", "migrate")
Pods = common.pod_operator()
Pods.execute = execute
if hasattr(Pods, "execute_sync"):
    Pods.execute_sync = execute
for line in sys.stdin:
    request = json.loads(line)
    with redirect_stdout(sys.stderr):
        answer = load(request["load"]) if "load" in request else run(request["run"], request["without"])
    print(json.dumps(answer), file=answers, flush=True)
