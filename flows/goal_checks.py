"""Quality checks of a goal: specific, measurable, time-bound, with an action verb, in simple language.

Source: "For setting goals and objectives, we can use the SMART framework" and "3 tips for SMART goals"
(simple language, action words, numbers) of the training slides.  The word lists and thresholds are general
practice.  The checks advise and never block.
"""

from datetime import date

from pydantic import BaseModel, ConfigDict

from flows.findings import Finding, Severity
from flows.goals.deadlines import Deadlines, read_deadlines
from flows.goals.languages import language_of
from flows.goals.measures import Measures, counted_by_time, read_measures
from flows.goals.plainness import Plainness, read_plainness
from flows.goals.specifics import Specifics, read_specifics
from flows.goals.stem_verbs import Verbs, join_separated
from flows.goals.text import as_typed, count_words, is_word, plain, readable, tokens
from flows.goals.verbs import read_verbs


class GoalChecks(BaseModel):
    """The five answers, and one finding with reason and suggestion for each that is no.

    ``goal.deadline-passed`` is added to a time-bound goal whose date lies before ``today``.
    """

    model_config = ConfigDict(frozen=True, defer_build=True)

    specific: bool
    measurable: bool
    time_bound: bool
    action_verb: bool
    simple_language: bool
    findings: tuple[Finding, ...] = ()


def check_goal(text: str, *, today: date | None = None) -> GoalChecks:
    """Read a goal in English, German, French, Spanish, Italian or Polish; never raises.

    In another language numbers and dates are read, verb and specificity get the benefit of the doubt.
    An empty goal passes no check.  ``today`` only serves to notice a deadline that has passed.
    """
    folded = readable(text)
    spoken = [token for token in tokens(folded) if is_word(token)]
    if not any(character.isalpha() for word in spoken for character in word):
        return _nothing()
    lexicon = language_of([word for word in spoken if not word[0].isdigit()])
    deadlines = read_deadlines(folded, lexicon, today)
    plainness = read_plainness(folded, count_words(text), lexicon)
    if lexicon is None:
        return _benefit_of_doubt(text, spoken, deadlines, plainness, today)
    if lexicon.verb_last:
        deadlines.rest = join_separated(deadlines.rest)
    verbs = read_verbs(deadlines.rest, lexicon)
    measures = read_measures(deadlines.rest, lexicon, acted=verbs.strong)
    if verbs.strong and deadlines.time_bound:
        measures.criteria += counted_by_time(deadlines.repetitions)
    specifics = read_specifics(deadlines.rest, lexicon, verbs, measures)
    if plainness.reason == "jargon" and not (verbs.strong or measures.measurable):
        specifics.score = 0.0
    findings = [
        *_about_what(text, specifics, measures),
        *_about_measure(text, measures, deadlines),
        *_about_time(text, deadlines, today),
        *_about_verb(text, verbs),
        *_about_language(text, plainness),
    ]
    return GoalChecks(
        specific=specifics.specific,
        measurable=measures.measurable,
        time_bound=deadlines.time_bound,
        action_verb=verbs.strong,
        simple_language=not plainness.reason,
        findings=tuple(findings),
    )


def _nothing() -> GoalChecks:
    return GoalChecks(
        specific=False,
        measurable=False,
        time_bound=False,
        action_verb=False,
        simple_language=False,
        findings=(Finding(message="goal.empty"),),
    )


def _benefit_of_doubt(
    text: str, spoken: list[str], deadlines: Deadlines, plainness: Plainness, today: date | None
) -> GoalChecks:
    measures = read_measures(deadlines.rest, None)
    several = len(spoken) > 2 or len(plain(text)) > 12
    findings = [
        *([] if several else [Finding(message="goal.not-specific"), Finding(message="goal.no-verb")]),
        *_about_measure(text, measures, deadlines),
        *_about_time(text, deadlines, today),
        *_about_language(text, plainness),
    ]
    return GoalChecks(
        specific=several,
        measurable=measures.measurable,
        time_bound=deadlines.time_bound,
        action_verb=several,
        simple_language=not plainness.reason,
        findings=tuple(findings),
    )


def _about_what(text: str, specifics: Specifics, measures: Measures) -> list[Finding]:
    if specifics.specific:
        return []
    vague = [as_typed(text, word) for word in specifics.vague[:2]]
    if not vague:
        return [Finding(message="goal.not-specific")]
    message = "goal.vague-with-number" if measures.quantities else "goal.vague-words"
    return [Finding(message=message, params={"words": '" / "'.join(vague)})]


def _about_measure(text: str, measures: Measures, deadlines: Deadlines) -> list[Finding]:
    if measures.measurable:
        return []
    numbered = [name for name in deadlines.names if any(character.isdigit() for character in name)]
    if measures.context:
        return [Finding(message="goal.number-is-context", params={"words": as_typed(text, measures.context[0])})]
    if numbered:
        return [Finding(message="goal.number-is-a-name", params={"words": as_typed(text, numbered[0])})]
    if measures.uncounted:
        return [Finding(message="goal.how-many", params={"words": as_typed(text, measures.uncounted)})]
    if any(character.isdigit() for phrase in deadlines.found for character in phrase):
        return [Finding(message="goal.number-is-the-deadline")]
    return [Finding(message="goal.not-measurable")]


def _about_time(text: str, deadlines: Deadlines, today: date | None) -> list[Finding]:
    if deadlines.time_bound:
        last = max(deadlines.ends, default=None)
        if today is None or last is None or last >= today:
            return []
        passed = Finding(message="goal.deadline-passed", severity=Severity.WARNING, params={"date": last.isoformat()})
        return [passed]
    years = [name for name in deadlines.names if name.isdigit() and len(name) == 4]
    for message, phrases in (
        ("goal.repetition-without-end", deadlines.repetitions),
        ("goal.deadline-vague", deadlines.vague),
        ("goal.start-without-end", deadlines.starts),
        ("goal.year-is-a-name", years),
    ):
        if phrases:
            return [Finding(message=message, params={"words": as_typed(text, phrases[0])})]
    return [Finding(message="goal.no-deadline")]


def _about_verb(text: str, verbs: Verbs) -> list[Finding]:
    if verbs.strong:
        return []
    if not verbs.verb:
        return [Finding(message="goal.no-verb")]
    return [Finding(message="goal.weak-verb", params={"verb": as_typed(text, verbs.verb)})]


def _about_language(text: str, plainness: Plainness) -> list[Finding]:
    shown = '", "'.join(as_typed(text, word) for word in plainness.found[:3])
    match plainness.reason:
        case "long":
            return [Finding(message="goal.long", params={"count": plainness.words})]
        case "sentences":
            return [Finding(message="goal.many-sentences", params={"count": plainness.sentences})]
        case "jargon":
            return [Finding(message="goal.jargon", params={"words": shown})]
        case "long-words":
            return [Finding(message="goal.long-words", params={"words": shown})]
        case "nested":
            return [Finding(message="goal.nested")]
        case _:
            return []
