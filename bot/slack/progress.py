"""How far something is, as a line of text."""

from bot.chat import blocks as parts
from bot.slack.text import bold, cut_escaped

CELLS = 5
"""Of how many signs a bar is made."""


def path_line(path: parts.Path, width: int) -> str:
    """The stages in their order, what is done and where one stands marked."""
    return "  →  ".join(_stage(stage, width) for stage in path.stages)


def progress_line(progress: parts.Progress, width: int) -> str:
    """A bar with its name and numbers; it is full only when all is done, and empty only when nothing is."""
    filled = CELLS * progress.done // progress.all if progress.all else 0
    filled = min(max(filled, 1 if progress.done else 0), CELLS)
    bar = "▓" * filled + "░" * (CELLS - filled)
    return f"{bold(progress.label, width // 2)}  {bar} {cut_escaped(progress.text, width // 2)}".strip()


def _stage(stage: parts.Stage, width: int) -> str:
    match stage.state:
        case "done":
            return f"✅ {cut_escaped(stage.name, min(width, 80))}"
        case "now":
            return f"👉 {bold(stage.name, min(width, 80))}"
    return cut_escaped(stage.name, min(width, 80))
