

# Every stream has a transaction of its own, and all of them one connection; the task has the
# priority of the most important one.
with pipeline(SCHEDULE, "Merges what arrived in staging: all streams in one task.") as dag:
    merge(
        "merge",
        [section for _, section, _, _, _ in STREAMS],
        max(weight for _, _, weight, _, _ in STREAMS),
        [asset for _, _, _, asset, _ in STREAMS],
        "\n".join(f"- {row[1]}: {about(row[4])}" for row in STREAMS),
    )
