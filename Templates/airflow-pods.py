

class Pod(KubernetesPodOperator):
    """A pod whose fields are taken as they are: no text of the model is a template."""

    template_fields = ()


def literal(text):
    """Kubernetes expands `$(NAME)` in arguments and variables; `$$` stands for one `$`."""
    return text.replace("$", "$$")


def variables(plain):
    """Plain environment variables."""
    return [k8s.V1EnvVar(name=name, value=literal(value)) for name, value in plain.items()]


def secret_variables(references):
    """Environment variables that Kubernetes fills from its Secrets."""
    return [
        Secret(deploy_type="env", deploy_target=name, secret=secret, key=key)
        for name, secret, key in references
    ]


def resources(cpu, memory, limit):
    return k8s.V1ResourceRequirements(
        requests={"cpu": cpu, "memory": memory}, limits={"memory": limit}
    )


def pod(task_id, labels, artifacts="read", user=POD_USER, kind=Pod, **settings):
    """A pod under Pod Security "restricted"; `artifacts` is how it mounts the volume: read, write
    or None."""
    volumes = [k8s.V1Volume(name="tmp", empty_dir=k8s.V1EmptyDirVolumeSource())]
    mounts = [k8s.V1VolumeMount(name="tmp", mount_path="/tmp")]
    if artifacts:
        claim = k8s.V1PersistentVolumeClaimVolumeSource(
            claim_name=CLAIM, read_only=artifacts == "read"
        )
        volumes.append(k8s.V1Volume(name="artifacts", persistent_volume_claim=claim))
        mounts.append(
            k8s.V1VolumeMount(
                name="artifacts", mount_path="/artifacts", read_only=artifacts == "read"
            )
        )
    return kind(
        task_id=task_id,
        namespace=NAMESPACE,
        in_cluster=True,
        labels=dict(labels),
        service_account_name=SERVICE_ACCOUNT,
        automount_service_account_token=False,
        security_context=k8s.V1PodSecurityContext(
            run_as_non_root=True,
            run_as_user=user,
            run_as_group=user,
            fs_group=user,
            fs_group_change_policy="OnRootMismatch" if user else None,
            seccomp_profile=k8s.V1SeccompProfile(type="RuntimeDefault"),
        ),
        container_security_context=k8s.V1SecurityContext(
            run_as_non_root=True,
            allow_privilege_escalation=False,
            privileged=False,
            read_only_root_filesystem=True,
            capabilities=k8s.V1Capabilities(drop=["ALL"]),
            seccomp_profile=k8s.V1SeccompProfile(type="RuntimeDefault"),
        ),
        volumes=volumes,
        volume_mounts=mounts,
        get_logs=True,
        log_events_on_failure=True,
        do_xcom_push=False,
        on_finish_action="delete_pod",
        startup_timeout_seconds=300,
        weight_rule="absolute",
        **settings,
    )


def report_failure(context):
    """Tell the operators' channel that a run failed."""
    from airflow.providers.slack.notifications.slack import SlackNotifier

    dag_id = context["dag"].dag_id
    task = context.get("task_instance")
    where = f"run {context['run_id']}, task {task.task_id}" if task else f"run {context['run_id']}"
    SlackNotifier(
        slack_conn_id=SLACK_CONNECTION,
        channel=SLACK_CHANNEL,
        text=f"{dag_id} failed in {where}. The log of each failed task in Airflow, and of a merge "
        "also table dsgen.metrics, say what is wrong and what to do.",
    ).notify(context)


def words():
    """The model's own description; Airflow's database cannot hold a NUL."""
    return (DESCRIPTION or "").replace("\0", "")


def documentation(text):
    """What this DAG does; below it the model's own words, as a block that Markdown leaves alone."""
    return "\n".join([text, "", *("    " + line for line in words().splitlines()), ""])
