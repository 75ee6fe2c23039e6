

def pipeline(schedule, text):
    """The DAG: one run at a time, started by the model's schedule or by assets."""
    return DAG(
        dag_id=DAG_ID,
        description=words() or text,
        doc_md=documentation(text),
        schedule=schedule,
        start_date=datetime(2025, 1, 1, tzinfo=timezone.utc),
        catchup=False,
        is_paused_upon_creation=False,
        max_active_runs=1,
        max_active_tasks=POOL_SLOTS,
        tags=TAGS,
        default_args={
            "owner": OWNER,
            "retries": 3,
            "retry_delay": timedelta(seconds=30),
            "retry_exponential_backoff": BACKOFF,
            "max_retry_delay": timedelta(minutes=10),
            "execution_timeout": timedelta(hours=6),
        },
        on_failure_callback=report_failure,
    )


def about(fingerprint):
    """A task's documentation; a whole store's schemas are told by its SQL file alone."""
    return f"Schema fingerprint: {fingerprint}" if fingerprint else "Schemas: see the SQL file"


def merge(task_id, sections, weight, assets, text):
    """Merge what arrived in staging: sections of the SQL file, over one connection."""
    arguments = [MERGE_PROGRAM, SQL_FILE, STREAM_PREFIX, *sections]
    return pod(
        task_id=task_id,
        labels=MERGE_LABELS,
        env_vars=variables(MERGE_ENV),
        secrets=secret_variables(MERGE_SECRETS),
        image=IMAGE,
        cmds=["sh"],
        arguments=[literal(argument) for argument in arguments],
        container_resources=resources(cpu="50m", memory="64Mi", limit="256Mi"),
        pool=POOL,
        priority_weight=weight,
        outlets=[Asset(uri) for uri in assets],
        doc_md=text,
    )
