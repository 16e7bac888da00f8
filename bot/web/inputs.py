"""What the template of a form needs to know about its inputs: their ids, options, groups and errors."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from bot.chat.views import FormView
from flows.fields import Choice, Kind, Raw
from flows.forms import FormField, of_entry, yes_no_choices


def input_id(field: FormField, *inside: str) -> str:
    """The HTML id of the first input of a field, or of a cell of a grid (column, row)."""
    return "-".join(("f", field.key, *inside))


def row_id(field: str, row: str) -> str:
    """The HTML id of an entry in a list."""
    return f"row-{field}-{row}"


def folded(fields: Iterable[FormField], *, more: bool) -> list[FormField]:
    """The fields that fold away, or those that are always shown."""
    return [field for field in fields if field.question.more is more]


def marks_optional(view: FormView) -> bool:
    """Whether optional questions are marked: not in a list to choose from, nor among settings that all are."""
    if view.form.ref.is_list:
        return False
    return not view.voluntary and (not view.alone or any(field.question.required for field in view.form.fields))


def conflicts(view: FormView) -> list[dict[str, str]]:
    """The fields that somebody else changed too, for the script: the name of the input without its kind."""
    found = []
    for conflict in view.conflicts:
        name, *inside = conflict.path[2:] if view.form.ref.row else conflict.path
        name = f"{name}.{inside[1]}.{inside[0]}" if len(inside) == 2 else name
        found.append({"name": name, "by": conflict.theirs_by, "theirs": conflict.theirs})
    return found


def groups(fields: Iterable[FormField]) -> list[tuple[str, list[FormField]]]:
    """Neighbouring fields of the same group, which get one legend."""
    return [(name, list(members)) for name, members in groupby(fields, key=lambda field: field.question.group)]


def options(field: FormField, value: Raw) -> list[Choice]:
    """The options of a field, with those that were chosen before and are not offered any more: nothing is lost."""
    match field.kind:
        case Kind.YES_NO:
            offered = list(yes_no_choices())
        case Kind.RATING:
            low, high = int(field.question.low or 0), int(field.question.high or 0)
            offered = [Choice(str(step), str(step)) for step in range(low, high + 1)]
        case _:
            offered = list(field.choices)
    chosen = value if isinstance(value, list) else [value]
    known = {option.value for option in offered}
    lost = [str(item) for item in chosen if item not in (None, "") and str(item) not in known]
    return [*offered, *(Choice(item, item) for item in lost)]


def look(field: FormField) -> str:
    """How radio buttons are laid out: a scale for ratings, side by side for short answers, else one a line."""
    if field.kind is Kind.RATING:
        return "scale"
    return "inline" if _short(field.choices or yes_no_choices()) else ""


def _short(choices: Sequence[Choice]) -> bool:
    return len(choices) <= 3 and all(len(choice.label) <= 14 for choice in choices)


def problems(view: FormView) -> list[tuple[str, str]]:
    """What stands in the error summary: (id of the input to go to, what is wrong)."""
    found = [("f-file" if view.file and view.file.error else "main", view.form.error)] if view.form.error else []
    for field in view.form.fields:
        question = field.question
        if field.error:
            found.append((input_id(field), _about(question.label, field.error)))
        rows = {row.value: row.label for row in field.grid_rows}
        columns = {cell.key: cell.question.label for cell in field.cells}
        for (row, column), error in field.cell_errors.items():
            where = ", ".join(filter(None, (rows.get(row, row), columns.get(column))))
            target = input_id(field, column, row) if column in columns else input_id(field)
            found.append((target, _about(where, error)))
        for entry in field.rows:
            if entry.error:
                found.append((row_id(field.key, entry.id), of_entry(entry.title or question.row_name, entry.problem)))
    return found


def _about(label: str, error: str) -> str:
    return f"{label} {error}" if label.endswith(("?", "؟")) else f"{label}: {error}"
