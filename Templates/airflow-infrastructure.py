

def shell(script, *arguments):
    """A constant script for `sh`; what comes from the model reaches it as its arguments."""
    return ["-c", literal(script), "sh", *(literal(argument) for argument in arguments)]


def program(name, *arguments):
    """A script of the rendered tree."""
    return [literal(argument) for argument in (f"{TREE}/run/{name}.sh", *arguments)]


def once_rendered(name, *arguments):
    """What looks after the platform does so from its first render on."""
    return ["-c", literal('test ! -f "$0" || exec sh "$0" "$@"'), *program(name, *arguments)]


def optional(name, secret, key):
    """A variable that stays unset where its Secret or key is missing, so that the pod starts."""
    selector = k8s.V1SecretKeySelector(name=secret, key=key, optional=True)
    return k8s.V1EnvVar(name=name, value_from=k8s.V1EnvVarSource(secret_key_ref=selector))


def on_databases(task_id, arguments, **settings):
    """A pod that works on the merge databases."""
    return pod(
        task_id=task_id,
        labels=MERGE_LABELS,
        env_vars=variables(DATABASE_ENV),
        secrets=secret_variables(DATABASE_SECRETS),
        cmds=["sh"],
        arguments=arguments,
        container_resources=resources(cpu="100m", memory="128Mi", limit="2Gi"),
        **settings,
    )


def on_connectors(task_id, arguments, **settings):
    """A pod that works on Kafka Connect, and knows from the first database what to do."""
    return pod(
        task_id=task_id,
        labels=CONNECT_LABELS,
        env_vars=variables({**DATABASE_ENV, **CONNECT_ENV}),
        secrets=secret_variables(DATABASE_SECRETS + CONNECT_SECRETS),
        cmds=["sh"],
        arguments=arguments,
        container_resources=resources(cpu="250m", memory="512Mi", limit="2Gi"),
        **settings,
    )


def part(task_id, option, value, text):
    """A pod that renders its part of the commit that was fetched, or joins all parts."""
    return pod(
        task_id=task_id,
        labels=RENDER_LABELS,
        artifacts="write",
        cmds=["dsgen"],
        arguments=[
            *("render", "git:refs/dsgen/rendering", "--repo", REPOSITORY),
            *("--platform", PLATFORM, "--out", literal(TREE.rpartition("/")[0]), option, value),
        ],
        container_resources=resources(cpu="500m", memory="512Mi", limit="4Gi"),
        doc_md=text,
    )


def sharded(fetch):
    """The tasks that render together, all at once; the last one makes the whole of it."""
    join = part("render", "--join", str(SHARDS), "Joins what the shards have rendered.")
    for number in range(1, SHARDS + 1):
        fetch >> part(
            f"render-{number}", "--shard", f"{number}/{SHARDS}", "Renders its part of the commit."
        ) >> join
    return join


def dag_of(dag_id, schedule, text, retries=2):
    """A DAG of the platform itself: one run at a time."""
    return DAG(
        dag_id=dag_id,
        description=words() or text,
        doc_md=documentation(text),
        schedule=schedule,
        start_date=datetime(2025, 1, 1, tzinfo=timezone.utc),
        catchup=False,
        is_paused_upon_creation=False,
        max_active_runs=1,
        tags=TAGS,
        default_args={
            "owner": OWNER,
            "retries": retries,
            "retry_delay": timedelta(seconds=30),
            "retry_exponential_backoff": BACKOFF,
            "max_retry_delay": timedelta(minutes=10),
            "execution_timeout": timedelta(hours=6),
            "image": IMAGE,
        },
        on_failure_callback=report_failure,
    )


# What cannot be brought to the model stops only what needs it: a step takes up what the one before
# has left whole, and the run fails at its end.
with dag_of(
    DAG_ID, SCHEDULE, "Brings the platform to what the live model says, step by step."
) as dag:
    fetch = pod(
        task_id="render" if SHARDS == 1 else "fetch",
        labels=RENDER_LABELS,
        artifacts="write",
        secrets=secret_variables(RENDER_SECRETS),
        cmds=["sh"],
        arguments=shell(RENDER_SCRIPT, GIT_URL, GIT_BRANCH, PLATFORM, "/artifacts", str(SHARDS)),
        container_resources=resources(cpu="500m", memory="512Mi", limit="4Gi"),
        doc_md="Fetches the live model"
        + (" and renders its commit into the artifacts volume." if SHARDS == 1 else "."),
    )
    render = fetch if SHARDS == 1 else sharded(fetch)
    verify = pod(
        task_id="verify-secrets",
        labels=VERIFY_LABELS,
        env_vars=[optional(*reference) for reference in VERIFY_SECRETS],
        cmds=["dsgen"],
        arguments=[
            *("secrets", literal(f"git:{GIT_BRANCH}"), "--repo", REPOSITORY),
            *("--platform", PLATFORM, "--verify"),
        ],
        container_resources=resources(cpu="100m", memory="128Mi", limit="4Gi"),
        retries=1,
        doc_md="Reports every Secret and key that the platform needs and that is missing.",
    )
    expand = on_databases(
        "expand",
        program("sql", TREE, "tables", *DATABASES),
        doc_md="Makes tables, adds columns and widens them, of slices that have changed.",
    )
    steps = [
        expand,
        on_connectors(
            "terraform-apply",
            program("apply", TREE, *DATABASES),
            trigger_rule=AFTER_FAILURES,
            doc_md="Applies the Terraform roots that differ from what was applied last.",
        ),
    ]
    if SIGNAL_STORES:
        steps.append(
            pod(
                task_id="snapshots",
                labels=SNAPSHOT_LABELS,
                env_vars=variables({**DATABASE_ENV, **SIGNAL_ENV}),
                secrets=secret_variables(DATABASE_SECRETS + SIGNAL_SECRETS),
                cmds=["sh"],
                arguments=program("snapshots", TREE, " ".join(SIGNAL_STORES), *DATABASES),
                container_resources=resources(cpu="50m", memory="64Mi", limit="1Gi"),
                trigger_rule=AFTER_FAILURES,
                doc_md="Asks running sources for all rows of the datasets that joined them.",
            )
        )
    steps.append(
        on_databases(
            "views",
            program("sql", TREE, "views", *DATABASES),
            trigger_rule=AFTER_FAILURES,
            doc_md="Makes the views and grants of the workspaces that have changed.",
        )
    )
    retire = on_connectors(
        "retire",
        program("retire", TREE, PLATFORM, DATABASES[0]),
        doc_md="Destroys the connectors of roots that have left the model, within the budget.",
    )
    render >> verify >> expand
    for before, step in zip(steps, steps[1:]):
        [verify, before] >> step
    steps >> retire

with dag_of(HEALTH_DAG, "*/5 * * * *", "Looks after what runs.", retries=0):
    on_connectors(
        "connectors",
        once_rendered("health", PLATFORM, DATABASES[0]),
        doc_md="Restarts failed connectors, ever more rarely, and names those that do not recover.",
    )
    on_databases(
        "metrics",
        once_rendered("metrics", *DATABASES),
        doc_md="Measures every table into dsgen.tables, and tells which streams are in trouble.",
    )

with dag_of(REMOVAL_DAG, "23 4 * * *", "Looks after tables that are out of the model."):
    on_databases(
        "remove-unused-tables",
        once_rendered("removal", TREE, PLATFORM, *DATABASES),
        doc_md="Reports them; where the platform says so, moves and at last drops them.",
    )
