"""The forms by which administrators set up the programme: what holds for all, a cluster, who is invited, a coach."""

from collections.abc import Iterator, Mapping
from datetime import date, time

from bot.advisor.places import countries, regions
from bot.advisor.turn import Turn
from bot.store.programme_setup import Basics, Invited
from flows.dialogue import Dialogue, Page
from flows.fields import Choice, Choices, Raw, choice, choices, date_, long_text, short_text
from flows.findings import Words
from flows.reading.mail_addresses import is_address
from flows.reading.stretches import read_stretch
from flows.validation import FieldError

ALL, CLUSTER, REGION, STAFF, COACH = "all", "cluster", "region", "staff", "coach"
"""The pages."""
SHORTEST = 60
"""Minutes of a working day at least, so that there is time for reminders in it."""
LONGEST = 366
"""Days of a holiday at most: more are likely a slip."""
WEEKDAYS: Choices = tuple(
    Choice(str(number), name)
    for number, name in enumerate(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"))
)
_HOURS: Choices = tuple(
    Choice(f"{hour:02}:{minute:02}", f"{hour:02}:{minute:02}") for hour in range(5, 23) for minute in (0, 30)
)


def _countries(answers: Mapping[str, Raw], row: str) -> Choices:
    return countries(str(answers.get("locale") or "en"))


def _regions(answers: Mapping[str, Raw], row: str) -> Choices:
    return regions(str((answers.get(CLUSTER) or {}).get("country") or ""))


def _coaches(answers: Mapping[str, Raw], row: str) -> Choices:
    return tuple(Choice(id, name) for id, name in (answers.get("coaches") or {}).items())


class AllPage(Page):
    title = "The programme"
    intro = "This applies to all clusters. Anybody who chose other hours or days keeps their own."
    name: str = short_text("What is the programme called?", example="Clusters forward 2027")
    starts: date | None = date_("On which day does it begin?", required=False, example="2027-01-11")
    ends: date | None = date_("On which day does it end?", required=False, example="2027-12-17")
    closures: str | None = long_text(
        "When does nobody in the programme work?",
        required=False,
        help="One stretch of days per line: the days, a colon and a name.",
        example="2027-08-02 to 2027-08-13: Summer break",
    )
    deadlines: str | None = long_text(
        "Which deadlines do all clusters have?",
        required=False,
        help="One per line: the day, a colon and a name.",
        example="2027-02-26: Needs assessment",
    )
    opens: str | None = choice("From when on do reminders come?", _HOURS, required=False)
    closes: str | None = choice("Until when?", _HOURS, required=False)
    weekend: list[str] = choices(
        "Which days are the weekend?",
        WEEKDAYS,
        required=False,
        help="Choose none for what is usual in each country.",
    )


class ClusterPage(Page):
    title = "Cluster"
    intro = "Coaches read this name. Planning and reminders leave out the holidays of the country."
    name: str = short_text("What is the cluster called?", example="Food Network North")
    country: str | None = choice("Which country is it in?", _countries, required=False)


class RegionPage(Page):
    title = "Region"
    intro = "Some regions have holidays of their own."
    region: str | None = choice("Which region is it in?", _regions, required=False)


class StaffPage(Page):
    title = "Who works there?"
    intro = "They are listed until they have joined. Nothing is sent to them: you give each their link."
    people: str = long_text(
        "Who is to be invited?",
        help="One person per line: the name and, if you like, a comma and the e-mail address.",
        example="Anna Berg, anna@example.org",
    )


class CoachPage(Page):
    title = "A coach for the cluster"
    intro = "A cluster may have several coaches: all of them are told, and any of them may act."
    coach: str | None = choice("Which coach of the programme?", _coaches, required=False)
    people: str | None = long_text(
        "Or who is to be invited as a coach?",
        required=False,
        help="One person per line: the name and, if you like, a comma and the e-mail address.",
        example="Kim Coach, kim@example.org",
    )


class SetUp(Dialogue):
    """The pages; no document is made of them."""

    id = "programme"
    command = "programme"
    title = "Programme"
    purpose = "Set up the programme."
    minutes = 5
    all: AllPage
    cluster: ClusterPage
    region: RegionPage
    staff: StaffPage
    coach: CoachPage


def answers_of(basics: Basics | None) -> dict[str, Raw]:
    """What is set up, as answers of the first page."""
    if basics is None:
        return {}
    return {
        "name": basics.name,
        "starts": basics.starts.isoformat() if basics.starts else "",
        "ends": basics.ends.isoformat() if basics.ends else "",
        "closures": "\n".join(f"{_days(first, last)}: {name}" for name, first, last in basics.closures),
        "deadlines": "\n".join(f"{day.isoformat()}: {name}" for name, day in basics.deadlines),
        "opens": f"{basics.opens:%H:%M}" if basics.opens else "",
        "closes": f"{basics.closes:%H:%M}" if basics.closes else "",
        "weekend": [str(day) for day in sorted(basics.weekend)] if basics.weekend is not None else [],
    }


def _days(first: date, last: date) -> str:
    return first.isoformat() if first == last else f"{first.isoformat()} to {last.isoformat()}"


def basics_of(turn: Turn, page: AllPage) -> Basics | list[FieldError]:
    """What the first page says, or what is wrong with it."""
    wrong: list[FieldError] = []
    closed = list(_lines(turn, "closures", page.closures or "", wrong))
    due = list(_lines(turn, "deadlines", page.deadlines or "", wrong))
    wrong += [*_order(page), *_outside(page, due)]
    if wrong:
        return wrong
    return Basics(
        name=" ".join(page.name.split()),
        starts=page.starts,
        ends=page.ends,
        closures=tuple((name, first, last) for first, last, name in closed),
        deadlines=tuple((name, last) for _, last, name in due),
        opens=time.fromisoformat(page.opens) if page.opens else None,
        closes=time.fromisoformat(page.closes) if page.closes else None,
        weekend=frozenset(int(day) for day in page.weekend) or None,
    )


def _order(page: AllPage) -> Iterator[FieldError]:
    if page.starts and page.ends and page.ends < page.starts:
        yield FieldError(("ends",), Words(id="programme.ends-first"))
    if (page.opens is None) is not (page.closes is None):
        yield FieldError(("opens" if page.opens is None else "closes",), Words(id="settings.both-hours"))
    elif page.opens and page.closes and _minutes(page.closes) - _minutes(page.opens) < SHORTEST:
        yield FieldError(("closes",), Words(id="settings.hours-order"))


def _minutes(clock: str) -> int:
    found = time.fromisoformat(clock)
    return found.hour * 60 + found.minute


def _outside(page: AllPage, due: list[tuple[date, date, str]]) -> Iterator[FieldError]:
    for _, day, name in due:
        if (page.starts and day < page.starts) or (page.ends and day > page.ends):
            yield FieldError(("deadlines",), Words(id="programme.outside", params={"name": name[:60]}))


def _lines(turn: Turn, field: str, text: str, wrong: list[FieldError]) -> Iterator[tuple[date, date, str]]:
    """The first day, the last and the name of each line; what cannot be read is told with the line."""
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        days, colon, name = line.rpartition(":")
        found = read_stretch(days, turn.today).value if colon and name.strip() else None
        params: dict[str, str | int | float] = {"line": number, "typed": " ".join(line.split())[:60]}
        if found is None or (field == "deadlines" and found[0] != found[1]):
            wrong.append(FieldError((field,), Words(id=f"programme.line-{field}", params=params)))
        elif found[1] < found[0] or (found[1] - found[0]).days > LONGEST:
            wrong.append(FieldError((field,), Words(id="programme.line-order", params=params)))
        else:
            yield found[0], found[1], " ".join(name.split())[:200]


def people_of(field: str, text: str) -> list[Invited] | list[FieldError]:
    """Who is named, one a line, or what is wrong with it."""
    found: list[Invited] = []
    for number, line in enumerate(text.splitlines(), 1):
        name, _, mail = (" ".join(part.split()) for part in line.partition(","))
        if not name and not mail:
            continue
        if not name or (mail and not is_address(mail)):
            params: dict[str, str | int | float] = {"line": number, "typed": " ".join(line.split())[:60]}
            return [FieldError((field,), Words(id="programme.line-people", params=params))]
        found.append(Invited(name[:200], mail[:200]))
    return found
