

with pipeline(SCHEDULE, "Merges what arrived in staging: a task for each stream.") as dag:
    for task_id, section, weight, asset, fingerprint in STREAMS:
        merge(task_id, [section], weight, [asset], about(fingerprint))
