"""The programme as a YAML file: read with the line of every mistake and how to mend it, and written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import yaml
from pydantic import ValidationError

from bot.programme_format import (
    DAYS,
    ClosureLines,
    ClusterLines,
    CoachLines,
    DeadlineLines,
    FileLines,
    InvitedLines,
    PartLines,
    ProgrammeLines,
    RemindersLines,
    hours_in,
)
from bot.store.programme_setup import Basics, Invited, Setup, WantedCluster, WantedCoach
from bot.store.scope import PROGRAMME
from bot.store.zones import countries_by_zone
from flows.calendar import regions
from flows.reading.text import visible
from flows.typed import clean_text

LARGEST = 1_000_000
"""Bytes of a file."""
DEEPEST = 8
"""Lists and groups inside one another."""
_TOO_DEEP = "Lists are nested too deeply. Write it as in the example."
_BEGINS = (
    yaml.BlockSequenceStartToken,
    yaml.BlockMappingStartToken,
    yaml.FlowSequenceStartToken,
    yaml.FlowMappingStartToken,
)
_ENDS = (yaml.BlockEndToken, yaml.FlowSequenceEndToken, yaml.FlowMappingEndToken)

_NOTHING = "tag:yaml.org,2002:null"

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Mistake:
    """What is wrong in a line, counted from 1, and what to do about it."""

    line: int
    text: str


class FileError(Exception):
    """The file cannot be used; ``mistakes`` are all that were found, by line."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        super().__init__(f"{len(mistakes)} mistakes")
        self.mistakes = sorted(mistakes, key=lambda each: each.line)


def read(content: bytes) -> Setup:
    """The programme in a file.

    Raises:
        FileError: something in it is wrong.
    """
    root = _composed(content)
    lines: dict[Path, int] = {}
    mistakes: list[Mistake] = []
    raw = _plain(root, (), lines, mistakes) if root is not None else {}
    if not isinstance(raw, dict):
        raise FileError([Mistake(1, "The file holds no programme. Begin it with the line “programme:”.")])
    try:
        file = FileLines.model_validate(raw)
    except ValidationError as error:
        found = [_said(each, lines) for each in error.errors(include_url=False)]
        raise FileError([*mistakes, *found]) from None
    mistakes += [Mistake(_line(path, lines), text) for path, text in _contradictions(file)]
    if mistakes:
        raise FileError(mistakes)
    return _setup(file, lines)


def _composed(content: bytes) -> yaml.Node | None:
    if len(content) > LARGEST:
        raise FileError(
            [Mistake(1, "The file is larger than 1 MB. A programme needs less: leave out what is not asked for.")]
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise FileError([Mistake(line, "This line is not UTF-8 text. Save the file as UTF-8.")]) from None
    try:
        depth = 0
        for token in yaml.scan(text, yaml.SafeLoader):
            depth += isinstance(token, _BEGINS) - isinstance(token, _ENDS)
            if depth > DEEPEST:
                raise FileError([Mistake(token.start_mark.line + 1, _TOO_DEEP)])
            if isinstance(token, yaml.AliasToken | yaml.AnchorToken | yaml.TagToken):
                said = "“&” and “*” refer to other lines, and “!” to programs. Write everything out where it belongs, "
                said += "or put it in quotes."
                raise FileError([Mistake(token.start_mark.line + 1, said)])
        root: yaml.Node | None = yaml.compose(text, yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = "Check the indentation, and put text with “:” or “#” in quotes."
        said = f"This cannot be read as YAML ({error.problem or 'unclear'}). {what}"
        raise FileError([Mistake(mark.line + 1 if mark else 1, said)]) from None
    except yaml.YAMLError:
        said = "The file holds characters that are not text. Write it again in a plain text editor."
        raise FileError([Mistake(1, said)]) from None
    return root


def _plain(node: yaml.Node, path: Path, lines: dict[Path, int], mistakes: list[Mistake]) -> Any:
    """The node as dictionaries, lists and texts, with the line of each by its path.

    Dates and hours stay texts, texts are as one sees them in one line, and what is empty is left out.
    """
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        return [_plain(each, (*path, number), lines, mistakes) for number, each in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        found: dict[str, Any] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                mistakes.append(Mistake(line, "Before “:” a single word is expected. Check the brackets here."))
                continue
            name = _one_line(key.value)
            if name in found or (*path, name) in lines:
                mistakes.append(Mistake(line, f"“{name[:40]}” is here twice. Keep one of the two."))
            if value.tag != _NOTHING:
                found[name] = _plain(value, (*path, name), lines, mistakes)
            lines[(*path, name)] = line
        return found
    return None if node.tag == _NOTHING else _one_line(node.value)


def _one_line(text: str) -> str:
    """The text as one sees it, without what no database stores."""
    return " ".join(visible(clean_text(text)).split())


def _line(path: Path, lines: dict[Path, int]) -> int:
    """The line of what stands nearest to a path."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


_FIELDS: dict[tuple[str, ...], type[PartLines]] = {
    (): FileLines,
    ("programme",): ProgrammeLines,
    ("programme", "holidays"): ClosureLines,
    ("programme", "deadlines"): DeadlineLines,
    ("programme", "reminders"): RemindersLines,
    ("clusters",): ClusterLines,
    ("clusters", "staff"): InvitedLines,
    ("coaches",): CoachLines,
}


def _said(error: Any, lines: dict[Path, int]) -> Mistake:
    """A mistake that pydantic found, in words."""
    path: Path = tuple(error["loc"])
    named = path[-1] if path else ""
    name, given = str(named), str(error.get("input", ""))[:60]
    match error["type"]:
        case "missing" if path in lines:
            text = f"“{name}” is empty. Write something after it."
        case _ if isinstance(named, int) and error["type"] == "string_type":
            text = "This entry is empty or is not text. Write one word or name, or take it out."
        case "missing":
            text = f"“{name}” is missing. Add a line “{name}: …”."
        case "extra_forbidden":
            model = _FIELDS.get(tuple(each for each in path[:-1] if isinstance(each, str)), FileLines)
            known = [field.alias or key for key, field in model.model_fields.items()]
            near = get_close_matches(name, known, 1)
            text = f"“{name}” is not something I know here. " + (
                f"Did you mean “{near[0]}”?" if near else f"There may be: {', '.join(known)}."
            )
        case "string_pattern_mismatch":
            text = f"“{given}” cannot be an id. Use lower-case letters, digits and “-”, such as food-north."
        case "string_too_short":
            text = f"“{name}” is empty. Write something after it."
        case "string_too_long":
            text = f"“{name}” is longer than 200 letters. Shorten it."
        case "value_error":
            text = str(error["ctx"]["error"])
        case kind if "date" in kind:
            text = f"“{given}” is not a date. Write it as year-month-day, such as 2027-03-31."
        case "list_type":
            text = f"“{name}” should be a list. Start each of its lines with “- ”."
        case "model_type" | "model_attributes_type" | "dict_type":
            text = "Here a group of lines is expected, such as “name: …”, further in than the line above."
        case _:
            text = f"“{name}” is empty or cannot be read. Write text after it, or leave the line out."
    return Mistake(_line(path, lines), text)


def _contradictions(file: FileLines) -> Iterator[tuple[Path, str]]:
    """What each alone may be and together may not."""
    programme = file.programme
    starts, ends = programme.starts, programme.ends
    if starts and ends and ends < starts:
        yield ("programme", "ends"), f"The programme ends before it starts ({starts}). Correct one of the two dates."
    for number, closed in enumerate(programme.holidays):
        where: Path = ("programme", "holidays", number, "until")
        if closed.last and closed.last < closed.first:
            yield where, f"“{closed.name}” ends before it begins ({closed.first}). Correct one of the two dates."
        elif closed.last and (closed.last - closed.first).days > 366:
            yield where, f"“{closed.name}” lasts longer than a year. Correct one of the two dates."
    for number, due in enumerate(programme.deadlines):
        if (starts and due.day < starts) or (ends and due.day > ends):
            said = f"“{due.name}” is not within the programme ({starts or '…'} to {ends or '…'}). Correct the date."
            yield ("programme", "deadlines", number, "day"), said
    ids: dict[str, int] = {}
    for number, cluster in enumerate(file.clusters):
        if cluster.id == PROGRAMME:
            yield ("clusters", number, "id"), f"“{PROGRAMME}” stands for the programme. Give the cluster another id."
        if cluster.id in ids:
            said = f"The id “{cluster.id}” is that of an earlier cluster, too. Give this one another id."
            yield ("clusters", number, "id"), said
        ids.setdefault(cluster.id, number)
        if cluster.country and cluster.country not in set(countries_by_zone().values()):
            said = f"“{cluster.country}” is not a country code. Write its two letters, such as BE."
            yield ("clusters", number, "country"), said
        elif cluster.region and cluster.region not in regions(cluster.country):
            known = ", ".join(sorted(regions(cluster.country))[:20])
            said = f"“{cluster.region}” is not a region of {cluster.country or 'no country'} with holidays of its own. "
            said += f"Leave the line out, or write one of: {known}." if known else "Leave the line out."
            yield ("clusters", number, "region"), said
        yield from _twice(("clusters", number, "staff"), cluster.staff)
    seen: set[str] = set()
    for number, coach in enumerate(file.coaches):
        for place, id in enumerate(coach.clusters):
            if id not in ids:
                near = get_close_matches(id, ids, 1)
                said = f"There is no cluster “{id}” in this file. " + (
                    f"Did you mean “{near[0]}”?" if near else "Add it to “clusters”, or leave it out here."
                )
                yield ("coaches", number, "clusters", place), said
        if coach.account and coach.account in seen:
            said = (
                f"The account “{coach.account}” already belongs to an earlier coach. Put their clusters together there."
            )
            yield ("coaches", number, "account"), said
        seen.add(coach.account)
    yield from _twice(("coaches",), [coach for coach in file.coaches if not coach.account])


def _twice(path: Path, named: Sequence[InvitedLines | CoachLines]) -> Iterator[tuple[Path, str]]:
    """Who stands twice in one list."""
    seen: set[str] = set()
    for number, who in enumerate(named):
        key = (who.mail or who.name).casefold()
        if key in seen:
            yield (*path, number), f"{who.name} is in this list twice. Leave one of the two out."
        seen.add(key)


def _setup(file: FileLines, lines: dict[Path, int]) -> Setup:
    programme, hours = file.programme, hours_in(file.programme.reminders.hours)
    weekend = programme.reminders.weekend
    return Setup(
        Basics(
            name=programme.name,
            starts=programme.starts,
            ends=programme.ends,
            closures=tuple((each.name, each.first, each.last or each.first) for each in programme.holidays),
            deadlines=tuple((each.name, each.day) for each in programme.deadlines),
            opens=hours[0] if hours else None,
            closes=hours[1] if hours else None,
            weekend=None if weekend is None else frozenset(DAYS.index(day.casefold()) for day in weekend),
        ),
        tuple(
            WantedCluster(
                cluster.id,
                cluster.name,
                cluster.country,
                cluster.region,
                tuple(Invited(who.name, who.mail or "") for who in cluster.staff),
                _line(("clusters", number, "id"), lines),
            )
            for number, cluster in enumerate(file.clusters)
        ),
        tuple(
            WantedCoach(
                coach.name,
                coach.mail or "",
                coach.account,
                tuple(dict.fromkeys(coach.clusters)),
                _line(("coaches", number, "account"), lines),
            )
            for number, coach in enumerate(file.coaches)
        ),
    )


def written(setup: Setup) -> str:
    """The file of a programme, which `read` reads."""
    basics = setup.basics
    programme: dict[str, Any] = {"name": basics.name or "Our programme"}
    programme |= {key: day for key, day in (("starts", basics.starts), ("ends", basics.ends)) if day}
    if basics.closures:
        programme["holidays"] = [{"name": name, "from": first, "until": last} for name, first, last in basics.closures]
    if basics.deadlines:
        programme["deadlines"] = [{"name": name, "day": day} for name, day in basics.deadlines]
    reminders: dict[str, Any] = {}
    if basics.opens and basics.closes:
        reminders["hours"] = f"{basics.opens:%H:%M}-{basics.closes:%H:%M}"
    if basics.weekend is not None:
        reminders["weekend"] = [DAYS[day] for day in sorted(basics.weekend)]
    if reminders:
        programme["reminders"] = reminders
    file = {
        "programme": programme,
        "clusters": [
            _filled(
                id=each.id,
                name=each.name or each.id,
                country=each.country,
                region=each.region,
                staff=_people(each.staff),
            )
            for each in setup.clusters
        ],
        "coaches": [
            _filled(name=each.name or each.account, mail=each.mail, account=each.account, clusters=list(each.clusters))
            for each in setup.coaches
        ],
    }
    return yaml.safe_dump(file, allow_unicode=True, sort_keys=False, width=100)


def _people(staff: Sequence[Invited]) -> list[dict[str, Any]]:
    return [_filled(name=who.name, mail=who.mail) for who in staff]


def _filled(**values: Any) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value}
