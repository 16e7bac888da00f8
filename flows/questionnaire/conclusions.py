"""What follows from the design of a questionnaire, before anybody answers it.

About ten questions, and rather ratings than free text, is general practice; so is everything else here.
"""

from collections.abc import Iterator, Sequence

from flows.conclusions import Conclusion, Table
from flows.findings import Finding, Severity
from flows.questionnaire.bank import KINDS, TEXT, TOPICS, Asked
from flows.questionnaire.pages import PERSONAL, DatesPage, Invited, WhoPage
from flows.questionnaire.small_groups import LEAST

ENOUGH = 15
"""From more questions on a questionnaire is called long."""
FEW_TEXTS = 3
"""Open questions that people answer."""
DAYS_LEFT = 5
"""Days between reminder and deadline at least."""

TELLS = tuple(f"questions/{topic}" for topic in TOPICS)


def conclude(asked: Sequence[Asked], who: WhoPage, dates: DatesPage) -> Conclusion:
    """All that follows from the questions, who is asked, and when."""
    return Conclusion(
        tables=(_questions(asked),),
        findings=tuple(_findings(asked, who, dates)),
        articles=("member-questionnaire", "questionnaire-deadlines", "key-members-and-need-relevance"),
    )


def _questions(asked: Sequence[Asked]) -> Table:
    kinds = {kind.value: kind.label for kind in KINDS}
    return Table(
        id="questions",
        title="The questions",
        columns=("No.", "Part", "Question", "Answered by", "Answers"),
        rows=tuple(
            (
                number,
                TOPICS[each.topic],
                each.text,
                kinds[each.kind],
                tuple(option.label for option in each.options) or each.help,
            )
            for number, each in enumerate(asked, start=1)
        ),
        main=("No.", "Question"),
        tells=TELLS,
    )


def _findings(asked: Sequence[Asked], who: WhoPage, dates: DatesPage) -> Iterator[Finding]:
    found = list(_of_questions(asked))
    found += _of_members(who) if who.way == PERSONAL else ()
    if (dates.deadline - dates.reminder).days < DAYS_LEFT:
        found.append(_advice("questionnaire.reminder-short", ("dates", "reminder"), days=DAYS_LEFT))
    yield from found
    if not found:
        yield Finding(message="questionnaire.all-good", severity=Severity.GOOD, rule="general-practice")


def _of_questions(asked: Sequence[Asked]) -> Iterator[Finding]:
    texts = sum(each.kind == TEXT for each in asked)
    if len(asked) > ENOUGH:
        yield _advice("questionnaire.long", ("questions",), count=len(asked))
    if texts > FEW_TEXTS:
        yield _advice("questionnaire.many-texts", ("questions",), count=texts)
    if not texts:
        yield _advice("questionnaire.no-text", ("questions", "text"))
    for each in asked:
        if each.topic == "own" and " and " in f" {each.text.casefold()} ":
            where = ("questions", "own", each.id.removeprefix("own-"))
            yield _advice("questionnaire.two-in-one", where, about="question", question=each.text)


def _of_members(who: WhoPage) -> Iterator[Finding]:
    if len(who.members) < LEAST:
        yield Finding(
            message="questionnaire.few-members",
            severity=Severity.WARNING,
            params={"count": len(who.members), "least": LEAST},
            where=("who", "members"),
        )
    for group, members in _groups(who.members).items():
        if group and len(members) < LEAST:
            where = ("who", "members")
            yield _advice(
                "questionnaire.small-group", where, about="group", group=group, count=len(members), least=LEAST
            )


def _groups(members: Sequence[Invited]) -> dict[str, list[Invited]]:
    found: dict[str, list[Invited]] = {}
    for member in members:
        found.setdefault(member.group or "", []).append(member)
    return found


def _advice(message: str, where: tuple[str, ...], about: str = "", **params: str | int) -> Finding:
    return Finding(message=message, params=dict(params), where=where, about=about, rule="general-practice")
