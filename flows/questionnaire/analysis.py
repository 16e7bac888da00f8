"""What members answered: counts, means, weights, free text; nothing by which one of them could be made out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from flows.conclusions import Conclusion, NextStep, Table
from flows.fields import Choice, Choices, Raw
from flows.findings import Finding, Severity, Words
from flows.pictures import Bar, Bars, Picture
from flows.questionnaire.bank import CHOICE, CHOICES, HIGH, NUMBER, SCALE, TEXT, YES_NO, Asked
from flows.questionnaire.pages import Invited
from flows.questionnaire.small_groups import LEAST, Cell, Respondent, Told, by_group, cells, enough, told

_YES_NO: Choices = (Choice("yes", "Yes"), Choice("no", "No"))


@dataclass(frozen=True)
class Response:
    """The answers of one member by the ids of the questions; ``member`` is empty where nobody knows whose they are.

    ``brought``: they came in a file, so somebody of the cluster knows them.
    """

    id: str
    member: str
    values: Mapping[str, Raw]
    brought: bool = False


def analysis(questions: Sequence[Asked], members: Sequence[Invited], responses: Sequence[Response]) -> Conclusion:
    """Everything that may be told of what was answered."""
    if not enough(each.brought for each in responses):
        few = {"count": len(responses), "least": LEAST}
        many = len(responses) >= LEAST
        message = "questionnaire.few-beside-file" if many else "questionnaire.few-answers"
        return Conclusion(findings=(Finding(message=message, params=few),))
    known = {member.id: member for member in members}
    figures = [_Figure.of(each, known, responses) for each in questions if each.kind != TEXT]
    weighs = any(len({cell.weight for cell in figure.cells}) > 1 for figure in figures)
    differ = len({member.weight or 1 for member in members}) > 1
    return Conclusion(
        tables=tuple(_tables(figures, questions, responses, weighs=weighs)),
        pictures=tuple(_pictures(figures)),
        findings=tuple(_findings(figures, unweighted=differ and not weighs)),
        next_steps=(NextStep(dialogue="service-portfolio", label=Words(id="questionnaire.check-services")),),
    )


@dataclass(frozen=True)
class _Figure:
    """A question with its cells; of a choice there is a value for each option, of all others one under ""."""

    question: Asked
    cells: tuple[Cell, ...]
    values: Mapping[str, Mapping[str, Fraction]]

    @classmethod
    def of(cls, question: Asked, known: Mapping[str, Invited], responses: Sequence[Response]) -> "_Figure":
        answered = {each.id: each for each in responses if question.id in each.values}
        found = cells(_respondent(each, known.get(each.member)) for each in answered.values())
        values = {
            option: {id: _value(each.values[question.id], option) for id, each in answered.items()}
            for option in ("", *(option.value for option in _choices(question)))
        }
        return cls(question, found, values)

    @property
    def is_mean(self) -> bool:
        return self.question.kind in (SCALE, NUMBER)

    @property
    def options(self) -> Choices:
        return _choices(self.question)

    def told(self, option: str = "", of: Sequence[Cell] | None = None) -> Told:
        return told(self.cells if of is None else of, self.values[option])


def _respondent(response: Response, member: Invited | None) -> Respondent:
    if member is None:
        return Respondent(response.id, known=response.brought)
    return Respondent(response.id, (member.group or "").strip(), member.weight or 1, response.brought)


def _choices(question: Asked) -> Choices:
    return _YES_NO if question.kind == YES_NO else question.options if question.kind in (CHOICE, CHOICES) else ()


def _value(said: Raw, option: str) -> Fraction:
    """What an answer counts: the figure itself, or whether the option was chosen."""
    if isinstance(said, bool):
        return Fraction(option == ("yes" if said else "no"))
    if isinstance(said, int | float):
        return Fraction(said)
    return Fraction(option in said if isinstance(said, list) else option == said)


def _tables(
    figures: Sequence[_Figure], questions: Sequence[Asked], responses: Sequence[Response], *, weighs: bool
) -> Iterator[Table]:
    shown = [figure for figure in figures if figure.cells]
    means, shares = [each for each in shown if each.is_mean], [each for each in shown if not each.is_mean]
    weighted = ("Weighted",) if weighs else ()
    rule = Words(id="questionnaire.weighting" if weighs else "questionnaire.counting", params={"least": LEAST})
    if means:
        rows = []
        for each in means:
            found = each.told()
            more = (_mean(found.weighted_mean),) if weighs else ()
            rows.append((each.question.text, found.count, _mean(found.mean), *more))
        columns = ("Question", "Answers", "Mean", *weighted)
        yield Table(id="means", title="Answers: means", columns=columns, rows=tuple(rows), rule=rule)
    if shares:
        lines = []
        for each in shares:
            for option in each.options:
                found = each.told(option.value)
                more = (_percent(found.weighted_mean),) if weighs else ()
                line = (each.question.text, option.label, int(found.total), _percent(found.mean), *more)
                lines.append(line)
        columns = ("Question", "Answer", "Chosen by", "Share (%)", *weighted)
        yield Table(id="shares", title="Answers: shares", columns=columns, rows=tuple(lines), rule=rule)
    if by_groups := tuple(_by_groups(shown)):
        yield Table(
            id="groups",
            title="Answers by group",
            columns=("Question", "Answer", "Group", "Answers", "Mean or share (%)"),
            rows=by_groups,
            rule=Words(id="questionnaire.groups", params={"least": LEAST}),
            aside=True,
        )
    texts = tuple(
        (question.text, text)
        for question in questions
        if question.kind == TEXT
        for text in sorted(str(each.values[question.id]) for each in responses if question.id in each.values)
    )
    if texts:
        yield Table(id="texts", title="Answers in their own words", columns=("Question", "Answer"), rows=texts)


def _by_groups(figures: Sequence[_Figure]) -> Iterator[tuple[str | int | float | tuple[str, ...], ...]]:
    for each in figures:
        for groups, of_group in by_group(each.cells).items():
            names = tuple(group or "No group" for group in groups)
            if each.is_mean:
                found = each.told(of=of_group)
                yield each.question.text, "", names, found.count, _mean(found.mean)
            for option in each.options:
                found = each.told(option.value, of_group)
                yield each.question.text, option.label, names, found.count, _percent(found.mean)


def _pictures(figures: Sequence[_Figure]) -> Iterator[Picture]:
    scales = [each for each in figures if each.cells and each.question.kind == SCALE]
    if scales:
        bars = tuple(Bar(label=each.question.text, value=_mean(each.told().mean)) for each in scales)
        yield Bars(id="answers-means", title="Answers: means", value_label="Mean", high=HIGH, bars=bars)
    for number, each in enumerate(each for each in figures if each.cells and not each.is_mean):
        bars = tuple(Bar(label=o.label, value=_percent(each.told(o.value).mean)) for o in each.options)
        title = each.question.text
        yield Bars(id=f"answers-{number}", title=title, value_label="Share (%)", high=100, bars=bars)


def _findings(figures: Sequence[_Figure], *, unweighted: bool) -> Iterator[Finding]:
    scales = [each for each in figures if each.cells and each.question.kind == SCALE]
    ranked = sorted(scales, key=lambda each: each.told().mean)
    if len(ranked) > 1 and ranked[0].told().mean < ranked[-1].told().mean:
        params: dict[str, str | int | float] = {
            "low": ranked[0].question.text,
            "low_mean": _mean(ranked[0].told().mean),
            "high": ranked[-1].question.text,
            "high_mean": _mean(ranked[-1].told().mean),
        }
        yield Finding(message="questionnaire.extremes", params=dict(params), rule="general-practice")
    if unweighted:
        yield Finding(message="questionnaire.not-weighted", params={"least": LEAST}, rule="general-practice")
    if few := [each for each in figures if not each.cells]:
        yield Finding(
            message="questionnaire.not-told",
            severity=Severity.ADVICE,
            params={"questions": "; ".join(each.question.text for each in few), "least": LEAST},
        )


def _mean(value: float) -> float:
    return round(value, 1)


def _percent(value: float) -> int:
    return round(100 * value)
