"""Datasets as people write them: block and flow forms mixed, comments, quotes, blank lines."""

import random

NOTES = (
    "checked with the producer",
    "see the wiki for the history of this table",
    "loaded nightly until 2024",
    "owner: data office",
    "still in use?",
)
DESCRIPTIONS = (
    "One row per booking, as the source system sends it",
    "Positions at the end of the day",
    "What the desk enters by hand; corrections come as new rows",
    "Réglements et avoirs",
)


def datasets(
    entries: list[tuple[str, list[tuple[str, str]]]],
    classes: tuple[str, ...],
    pick: random.Random,
) -> str:
    """The entries of a `datasets:` map, indented by two."""
    lines: list[str] = []
    for name, columns in entries:
        form = pick.random()
        if pick.random() < 0.2:
            lines.append("")
        if pick.random() < 0.15:
            lines.append(f"  # {pick.choice(NOTES)}")
        classification = pick.choice(classes)
        if form < 0.2:
            inside = ", ".join(f"{column}: {quoted(text, pick)}" for column, text in columns)
            lines.append(
                f"  {name}: {{ classification: {classification}, columns: {{ {inside} }} }}"
            )
            continue
        lines.append(f"  {name}:")
        lines += description(pick)
        lines.append(f"    classification: {listed(classification, pick)}")
        if form < 0.35:
            inside = ", ".join(f"{column}: {quoted(text, pick)}" for column, text in columns)
            lines.append(f"    columns: {{ {inside} }}")
            continue
        lines.append("    columns:")
        width = max(len(column) for column, _ in columns) if form < 0.7 else 0
        for column, text in columns:
            lines.append("      " + column_line(column, text, width, pick))
    return "\n".join(lines) + "\n"


def description(pick: random.Random) -> list[str]:
    form = pick.random()
    text = pick.choice(DESCRIPTIONS)
    if form < 0.5:
        return []
    if form < 0.7:
        return [f"    description: {text}"]
    if form < 0.8:
        return [f'    description: "{text}"']
    if form < 0.9:
        return [f"    description: '{text}'   # {pick.choice(NOTES)}"]
    words = text.split()
    half = len(words) // 2
    return [
        "    description: >-",
        "      " + " ".join(words[:half]),
        "      " + " ".join(words[half:]),
    ]


def listed(classification: str, pick: random.Random) -> str:
    return f"[{classification}]" if pick.random() < 0.3 else classification


def quoted(text: str, pick: random.Random) -> str:
    """A value inside brackets, where a comma would end it."""
    if "," in text or pick.random() < 0.2:
        return f'"{text}"' if pick.random() < 0.7 else f"'{text}'"
    return text


def column_line(column: str, text: str, width: int, pick: random.Random) -> str:
    gap = " " * max(1, width - len(column) + 1)
    if pick.random() < 0.2:
        words = text.split(" ", 1)
        parts = [f"type: {quoted(words[0], pick)}"]
        rest = words[1] if len(words) > 1 else ""
        if rest == "not null":
            parts.append("nullable: false")
        if rest == "primary key":
            parts.append("key: true")
        if pick.random() < 0.3:
            parts.append('description: "As the source has it"')
        line = f"{column}:{gap}{{ {', '.join(parts)} }}"
    elif pick.random() < 0.15:
        line = f'{column}:{gap}"{text}"'
    else:
        line = f"{column}:{gap}{text}"
    if pick.random() < 0.08:
        line += f"   # {pick.choice(NOTES)}"
    return line
