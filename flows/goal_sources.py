"""What a SMART goal takes over from the documents that lead to it: what it serves, why, and what is to be done."""

from collections.abc import Callable, Mapping

from flows.dialogue import Answers, Earlier
from flows.dialogues import challenge, member_needs, needs_assessment, service_idea, strategy_review
from flows.fields import SHORT, Raw


def taken_over(document: Earlier) -> dict[str, Raw]:
    """The raw pages of a SMART goal from what was chosen of an earlier document; none where nothing was."""
    source = _SOURCES.get(document.dialogue)
    return dict(source(document.answers, document.about)) if source and document.about else {}


def _from_theme(answers: Answers, about: str) -> Mapping[str, Raw]:
    return _pages(*(needs_assessment.need(answers, about) or ("",)))


def _from_member_need(answers: Answers, about: str) -> Mapping[str, Raw]:
    return _pages(member_needs.need(answers, about))


def _from_strategy(answers: Answers, about: str) -> Mapping[str, Raw]:
    return _pages(strategy_review.chosen(answers, about))


def _from_challenge(answers: Answers, about: str) -> Mapping[str, Raw]:
    effect = str((answers.get("effect") or {}).get("effect") or "")
    return _pages(challenge.challenge_text(answers), effect, challenge.first_solution(answers))


def _from_idea(answers: Answers, about: str) -> Mapping[str, Raw]:
    return service_idea.goal_of(answers) if about == service_idea.LAUNCH else {}


def _pages(objective: str, why: str = "", what: str = "") -> dict[str, Raw]:
    """The objective that a goal serves, why it matters, and what to do or reach; none without an objective."""
    if not objective:
        return {}
    specific = {key: text for key, text in (("what", what[:SHORT]), ("why", why)) if text}
    return {"specific": specific, "relevant": {"objective": objective}}


_SOURCES: Mapping[str, Callable[[Answers, str], Mapping[str, Raw]]] = {
    "needs-assessment": _from_theme,
    "member-needs": _from_member_need,
    "strategy-review": _from_strategy,
    "challenge": _from_challenge,
    "service-idea": _from_idea,
}
"""Dialogue → the raw pages of a goal from what was chosen of it."""
