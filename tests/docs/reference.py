"""The reference pages made from the code: ``python -m tests.docs.reference`` writes them anew."""

from collections.abc import Iterator
from pathlib import Path

import click

from bot.chat.messages import catalogue
from bot.cli import main
from bot.settings import Settings
from bot.slack.error_codes import ADVICE, BEGINNINGS, BEHAVIOUR, MEANINGS, meaning_of
from bot.store.personal import OTHERS
from bot.store.retention import KEPT
from bot.store.takeout import NOT_OF_A_CLUSTER
from flows.fields import questions
from flows.registry import all_dialogues

DOCS = Path(__file__).parents[2] / "docs"


def cli() -> str:
    """Every command with its help."""
    parts = ["# Command line\n\nMade from the code by `python -m tests.docs.reference`.\n"]
    for context in _contexts(click.Context(main, info_name="advisor", terminal_width=100, **main.context_settings)):
        parts.append(f"## {context.command_path}\n\n```text\n{context.get_help()}\n```\n")
    return "\n".join(parts)


def _contexts(context: click.Context) -> Iterator[click.Context]:
    yield context
    if isinstance(context.command, click.Group):
        for name, inner in context.command.commands.items():
            yield from _contexts(click.Context(inner, info_name=name, parent=context))


def settings() -> str:
    """Every setting with its default."""
    lines = [
        "# Settings",
        "",
        "All settings come from environment variables, or from a file `.env` in the folder where the advisor starts.",
        "Secrets belong in the environment only, never in the repository. `advisor check` tells what is missing.",
        "",
        "| variable | default | what for |",
        "| --- | --- | --- |",
    ]
    for name, field in Settings.model_fields.items():
        default = field.default
        shown = "" if hasattr(default, "get_secret_value") or default in ("", None) else f"`{default}`"
        lines.append(f"| `{name.upper()}` | {shown} | {field.description} |")
    return "\n".join(lines) + "\n"


def dialogues() -> str:
    """Every dialogue with its pages and questions."""
    lines = ["# Dialogues", "", "Made from the code by `python -m tests.docs.reference`.", ""]
    for dialogue in all_dialogues().values():
        lines += [f"## {dialogue.title}", "", f"`/{dialogue.command}` — {dialogue.purpose}"]
        lines += [f"About {dialogue.minutes} minutes.", ""]
        for number, page in enumerate(dialogue.pages().values(), start=1):
            lines.append(f"{number}. **{page.title}**")
            for question in questions(page).values():
                inner = [q.label for q in questions(question.row).values()] if question.row else []
                lines.append(f"   - {question.label}{': ' + '; '.join(inner) if inner else ''}")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def slack_errors() -> str:
    """What the advisor does about each of Slack's errors."""
    lines = ["# Slack's errors", "", "Made from the code by `python -m tests.docs.reference`.", ""]
    lines += ["What the advisor does when a call of Slack's Web API fails, and what somebody in the workspace can do."]
    for meaning, (name, does) in BEHAVIOUR.items():
        codes = sorted(code for code, its in MEANINGS.items() if its is meaning)
        lines += ["", f"## {name}", "", does]
        if plain := [f"`{code}`" for code in codes if code not in ADVICE]:
            lines += ["", f"Errors: {', '.join(plain)}."]
        if advised := [f"| `{code}` | {ADVICE[code]} |" for code in codes if code in ADVICE]:
            lines += ["", "| error | what to do |", "| --- | --- |", *advised]
    variants = [f"`{begins}…`: {BEHAVIOUR[meaning][0].lower()}" for begins, meaning in BEGINNINGS.items()]
    lines += ["", "## Errors of tomorrow", "", f"Whatever begins with {'; '.join(variants)}. All others: "]
    lines[-1] += f"{BEHAVIOUR[meaning_of('')][0].lower()}."
    return "\n".join(lines) + "\n"


def kept() -> str:
    """All that is kept, in which tables, why and how long."""
    english = catalogue()
    lines = [
        "# What is kept",
        "",
        "Made from the code by `python -m tests.docs.reference`, as the page `/privacy` is.",
        "",
    ]
    lines += ["| what | why | how long | tables |", "| --- | --- | --- | --- |"]
    for each in KEPT:
        how_long = english["kept.along"] if each.days is None else f"{each.days} days" if each.days else "no limit"
        how_long += f", `{each.setting.upper()}`" if each.setting else ""
        what, why = english[f"kept.{each.id}"], english[f"kept.{each.id}-why"]
        lines.append(f"| {what} | {why} | {how_long} | {', '.join(f'`{table}`' for table in each.tables)} |")
    lines += ["", "Tables in which nothing is somebody’s own, and why:", ""]
    lines += [f"- `{table}`: {reason}" for table, reason in OTHERS.items()]
    lines += ["", "What administrators do not get with a cluster, and why:", ""]
    lines += [f"- `{table}`: {reason}" for table, reason in NOT_OF_A_CLUSTER.items()]
    return "\n".join(lines) + "\n"


PAGES = {
    "cli.md": cli,
    "settings.md": settings,
    "dialogues.md": dialogues,
    "kept.md": kept,
    "slack-errors.md": slack_errors,
}

if __name__ == "__main__":
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")
