

def shell(script, *arguments):
    """A constant script for `sh`; what comes from the model reaches it as its arguments."""
    return ["-c", literal(script), "sh", *(literal(argument) for argument in arguments)]


def optional(name, secret, key):
    """A variable that stays unset where its Secret or key is missing, so that the pod starts."""
    selector = k8s.V1SecretKeySelector(name=secret, key=key, optional=True)
    return k8s.V1EnvVar(name=name, value_from=k8s.V1EnvVarSource(secret_key_ref=selector))


ABOUT = "Brings the platform to what the live model says: render, verify the secrets, apply."

with DAG(
    dag_id=DAG_ID,
    description=words() or ABOUT,
    doc_md=documentation(ABOUT),
    schedule=SCHEDULE,
    start_date=datetime(2025, 1, 1, tzinfo=timezone.utc),
    catchup=False,
    is_paused_upon_creation=False,
    max_active_runs=1,
    tags=TAGS,
    default_args={
        "owner": OWNER,
        "retries": 2,
        "retry_delay": timedelta(seconds=30),
        "retry_exponential_backoff": BACKOFF,
        "max_retry_delay": timedelta(minutes=10),
        "execution_timeout": timedelta(hours=2),
        "image": IMAGE,
    },
    on_failure_callback=report_failure,
) as dag:
    render = pod(
        task_id="render",
        labels=RENDER_LABELS,
        artifacts="write",
        secrets=secret_variables(RENDER_SECRETS),
        cmds=["sh"],
        arguments=shell(RENDER_SCRIPT, GIT_URL, GIT_BRANCH, PLATFORM, "/artifacts"),
        container_resources=resources(cpu="500m", memory="512Mi", limit="4Gi"),
        doc_md="Fetches the live model and renders it into the artifacts volume.",
    )
    verify = pod(
        task_id="verify-secrets",
        labels=VERIFY_LABELS,
        env_vars=[optional(*reference) for reference in VERIFY_SECRETS],
        cmds=["dsgen"],
        arguments=["secrets", "/artifacts/model", "--platform", PLATFORM, "--verify"],
        container_resources=resources(cpu="100m", memory="128Mi", limit="4Gi"),
        retries=1,
        doc_md="Reports every Secret and key that the platform needs and that is missing.",
    )
    apply = pod(
        task_id="terraform-apply",
        labels=APPLY_LABELS,
        env_vars=variables(APPLY_ENV),
        secrets=secret_variables(APPLY_SECRETS),
        cmds=["sh"],
        arguments=shell(APPLY_SCRIPT, TREE),
        container_resources=resources(cpu="250m", memory="512Mi", limit="2Gi"),
        doc_md="Applies every Terraform root of the rendered tree; reports all that failed.",
    )
    render >> verify >> apply
