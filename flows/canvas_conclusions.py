"""What follows from two canvases and the changes between them: differences, funding, and what can begin soon.

Source: Cluster Booster Academy, training day 2: differences field by field, the funding mix as a pie chart, and three
promising changes of which at least one can be carried out in 3 to 6 months.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flows.canvas_pages import DURATIONS, FIELDS, SHARES, SOON, Change, Promising
from flows.conclusions import Conclusion, NextStep, Table
from flows.findings import Finding, Severity, Words
from flows.pictures import Canvas, Canvases, Cell, Picture, Pie, Pies, Slice
from flows.reading.lists import split_lines
from flows.reading.text import fold

PLACES: Mapping[str, tuple[int, int, int, int]] = {
    "stakeholders": (0, 0, 1, 1),
    "ecosystem": (0, 1, 1, 1),
    "activities": (1, 0, 1, 1),
    "resources": (1, 1, 1, 1),
    "value": (2, 0, 1, 2),
    "engagement": (3, 0, 1, 1),
    "channels": (3, 1, 1, 1),
    "members": (4, 0, 1, 1),
    "potential_members": (4, 1, 1, 1),
    "costs": (0, 2, 1, 1),
    "public_funding": (1, 2, 1, 1),
    "private_funding": (2, 2, 1, 1),
    "project_funding": (3, 2, 1, 1),
    "funding_partners": (4, 2, 1, 1),
}
"""Field → its place on a sheet of five columns and three rows, as in the source's template: partners on the left,
members on the right, what is offered between them over two rows, and the money below."""

CHOSEN = 3
MANY_CHANGES = 10
ONE_PAYER = 60
"""In percent: from here on much depends on one source of money (general practice)."""

TODAY, IN_FIVE_YEARS = "Today", "In five years"


@dataclass(frozen=True)
class Model:
    """One canvas: the lines of each field, and the shares of income by field."""

    lines: Mapping[str, tuple[str, ...]]
    shares: Mapping[str, float]


@dataclass(frozen=True)
class Difference:
    """One field that differs: lines that are new, and lines that are there no longer."""

    field: str
    new: tuple[str, ...]
    gone: tuple[str, ...]


def lines_of(text: str | None) -> tuple[str, ...]:
    """The points of one field, each once."""
    return tuple({fold(line): line for line in reversed(split_lines(text or ""))}.values())[::-1]


def differences(today: Model, future: Model) -> list[Difference]:
    """The fields that differ, in the order asked; capitals, bullets and the order of the points do not count."""
    return [found for field in FIELDS if (found := difference(field, today.lines[field], future.lines[field]))]


def difference(field: str, before: Sequence[str], after: Sequence[str]) -> Difference | None:
    """How one field differs; None if it does not."""
    old, new = {fold(line) for line in before}, {fold(line) for line in after}
    if old == new:
        return None
    return Difference(
        field,
        tuple(line for line in after if fold(line) not in old),
        tuple(line for line in before if fold(line) not in new),
    )


def conclude(today: Model, future: Model, changes: Sequence[Change], promising: Sequence[Promising]) -> Conclusion:
    """What follows from the canvas today, the one in five years, all changes and those that were chosen."""
    differing = differences(today, future)
    return Conclusion(
        tables=tuple(_tables(today, future, differing, changes, promising)),
        pictures=tuple(_pictures(today, future, differing)),
        findings=tuple(_findings(today, future, differing, changes, promising)),
        next_steps=(NextStep(dialogue="action-plan", about="promising", label=Words(id="canvas.plan")),),
        articles=("choosing-business-model-changes", "peer-feedback", "desired-business-model", "funding-mix"),
    )


def _pictures(today: Model, future: Model, differing: Sequence[Difference]) -> Iterator[Picture]:
    changed = {found.field for found in differing}
    yield Canvases(
        id="canvases",
        title="Business model today and in five years",
        canvases=tuple(
            Canvas(
                title=title,
                cells=tuple(
                    Cell(label=FIELDS[field], lines=model.lines[field], place=place, changed=field in changed)
                    for field, place in PLACES.items()
                ),
            )
            for title, model in ((TODAY, today), (IN_FIVE_YEARS, future))
        ),
    )
    pies = tuple(
        Pie(
            title=title,
            slices=tuple(Slice(label=SHARES[field], share=part) for field, part in model.shares.items()),
        )
        for title, model in ((TODAY, today), (IN_FIVE_YEARS, future))
        if model.shares
    )
    if pies:
        yield Pies(id="funding", title="Where the money comes from", pies=pies)


def _tables(
    today: Model,
    future: Model,
    differing: Sequence[Difference],
    changes: Sequence[Change],
    promising: Sequence[Promising],
) -> Iterator[Table]:
    by_id = {change.id: change for change in changes}
    labels = {option.value: option.label for option in DURATIONS}
    if promising:
        yield Table(
            id="promising",
            title="The most promising changes",
            columns=("Change", "How long", "Why", "Peer feedback"),
            tells=("promising/promising",),
            rows=tuple(
                (by_id[row.change].change, labels[by_id[row.change].duration], row.why or "", row.feedback or "")
                for row in promising
                if row.change in by_id
            ),
        )
    if differing:
        yield Table(
            id="differences",
            title="What differs in five years",
            columns=("Field", "New", "No longer"),
            rows=tuple((FIELDS[found.field], found.new, found.gone) for found in differing),
        )
    if today.shares or future.shares:
        yield Table(
            id="shares",
            title="Where the money comes from",
            columns=("Source", "Today (%)", "In five years (%)", "Difference"),
            rows=tuple(_share_rows(today, future)),
        )
    chosen = {row.change for row in promising}
    yield Table(
        id="changes",
        title="All changes",
        columns=("Change", "Field", "How long", "Chosen"),
        tells=("changes/changes",),
        rows=tuple(
            (
                change.change,
                FIELDS.get(change.field or "", ""),
                labels[change.duration],
                "Yes" if change.id in chosen else "",
            )
            for change in changes
        ),
        aside=True,
    )


def _share_rows(today: Model, future: Model) -> Iterator[tuple[str | float, ...]]:
    for field, source in SHARES.items():
        before, after = today.shares.get(field, 0), future.shares.get(field, 0)
        if not before and not after:
            continue
        both = today.shares and future.shares
        yield (
            source,
            before if today.shares else "",
            after if future.shares else "",
            round(after - before, 2) if both else "",
        )


def _findings(
    today: Model,
    future: Model,
    differing: Sequence[Difference],
    changes: Sequence[Change],
    promising: Sequence[Promising],
) -> list[Finding]:
    found = [*_chosen_findings(changes, promising), *_field_findings(today, future, differing, changes)]
    for message, page, model in (
        ("canvas.one-payer-today", "today_money", today),
        ("canvas.one-payer-future", "future_money", future),
    ):
        found += [
            Finding(
                message=message,
                params={"source": SHARES[field], "share": part},
                where=(page, field),
                rule="general-practice",
            )
            for field, part in model.shares.items()
            if part > ONE_PAYER
        ]
    if len(changes) > MANY_CHANGES:
        found.append(Finding(message="canvas.many-changes", params={"count": len(changes)}, rule="general-practice"))
    return found


def _chosen_findings(changes: Sequence[Change], promising: Sequence[Promising]) -> Iterator[Finding]:
    by_id = {change.id: change for change in changes}
    chosen = [(row, by_id[row.change]) for row in promising if row.change in by_id]
    soon = [change for _, change in chosen if change.duration in SOON]
    if chosen and not soon:
        yield Finding(message="canvas.none-soon", severity=Severity.WARNING, where=("promising", "promising"))
    elif soon:
        yield Finding(message="canvas.soon", severity=Severity.GOOD, params={"change": soon[0].change})
    if len(chosen) < CHOSEN and len(changes) > len(chosen):
        yield Finding(message="canvas.fewer-chosen", params={"count": len(chosen)}, where=("promising", "promising"))
    for row, change in chosen:
        if not row.feedback:
            where = ("promising", "promising", row.id, "feedback")
            yield Finding(message="canvas.no-feedback", params={"change": change.change}, where=where, about="change")


def _field_findings(
    today: Model, future: Model, differing: Sequence[Difference], changes: Sequence[Change]
) -> Iterator[Finding]:
    if not differing:
        yield Finding(message="canvas.no-difference", where=("future",), rule="general-practice")
    worked_on = {change.field for change in changes if change.field}
    for found in differing:
        if worked_on and found.field not in worked_on:
            params = {"field": FIELDS[found.field]}
            yield Finding(message="canvas.difference-alone", params=params, where=("changes", "changes"), about="field")
    for field, label in FIELDS.items():
        if not today.lines[field] and not future.lines[field]:
            yield Finding(message="canvas.empty-field", params={"field": label}, about="field")
