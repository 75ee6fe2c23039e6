

class Transformer(Pod):
    """Tells the image its batch number: the start of the run in milliseconds, which grows."""

    def build_pod_request_obj(self, context=None):
        request = super().build_pod_request_obj(context)
        if context:
            batch = int(context["dag_run"].start_date.timestamp() * 1000)
            base = request.spec.containers[0]
            base.env = [*base.env, k8s.V1EnvVar(name="DSGEN_BATCH", value=str(batch))]
        return request


# Without a schedule of its own it runs when every input was updated since its last run.
with pipeline(
    SCHEDULE or [Asset(uri) for uri in INPUTS] or None,
    "Runs a transformer when its inputs have arrived, then merges its output.",
) as dag:
    transform = pod(
        task_id="run-transformer",
        kind=Transformer,
        labels=TRANSFORMER_LABELS,
        artifacts=None,
        user=None,
        env_vars=variables({**TRANSFORMER_ENV, "DSGEN_OUTPUT_TABLES": json.dumps(OUTPUT_TABLES)}),
        secrets=secret_variables(TRANSFORMER_SECRETS),
        image=TRANSFORMER_IMAGE,
        cmds=[literal(word) for word in TRANSFORMER_COMMAND],
        container_resources=resources(cpu="100m", memory="256Mi", limit="4Gi"),
        pool=POOL,
        priority_weight=TRANSFORMER_WEIGHT,
    )
    for task_id, section, weight, asset, fingerprint in OUTPUT:
        transform >> merge(task_id, [section], weight, [asset], about(fingerprint))
