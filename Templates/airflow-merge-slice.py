

# The section `all` runs every stream of the file, each in a transaction of its own, over one
# connection; the task has the priority of the most important stream.
with pipeline(SCHEDULE, "Merges what arrived in staging: all streams in one task.") as dag:
    merge(
        "merge",
        "all",
        max(weight for _, _, weight, _, _ in STREAMS),
        [asset for _, _, _, asset, _ in STREAMS],
        "\n".join(f"- {row[1]}: {about(row[4])}" for row in STREAMS),
    )
