"""What somebody could write next, by where they stand: shown in their conversation before they write anything."""

from collections.abc import Iterator
from itertools import islice

from bot.advisor.documents import offering
from bot.advisor.turn import Turn
from bot.chat.views import Prompt
from bot.store import documents, sessions
from bot.store.engine import Tx
from flows import registry
from flows.dialogue import Dialogue
from flows.dialogues.action_plan import ActionPlan
from flows.dialogues.article import ArticleDialogue

MOST = 4
"""So many are shown at most."""


def prompts(tx: Tx, turn: Turn) -> tuple[Prompt, ...]:
    """Up to four, the most pressing first; the last is a question, so that nobody doubts that one may ask."""
    return (*islice(_own(tx, turn), MOST - 1), *for_everybody(turn))


def for_everybody(turn: Turn) -> tuple[Prompt, ...]:
    """What also those may write who are no members."""
    return (_word(turn, "question"),)


def _own(tx: Tx, turn: Turn) -> Iterator[Prompt]:
    if turn.is_curator:
        yield from (_dialogue(turn, "article", ArticleDialogue), _word(turn, "waits"))
    elif turn.is_administrator:
        yield from (_word(turn, "clusters"), _word(turn, "late"), _word(turn, "invite"))
    elif turn.is_coach:
        yield from (_word(turn, "late"), _word(turn, "not-handed-in"), _word(turn, "waits"))
    elif turn.person.cluster:
        yield from _of_staff(tx, turn)


def _of_staff(tx: Tx, turn: Turn) -> Iterator[Prompt]:
    """The plan for a session ahead, a draft of one's own, the next stage of the path, then what is due."""
    known = [each for each in documents.listing(tx, turn.scope) if each.dialogue in registry.all_dialogues()]
    submitted = [each for each in known if each.submitted_version is not None]
    drafts = [each for each in offering.in_progress(known) if each.created_by == turn.person.id]
    plan = next((each for each in submitted if each.dialogue == ActionPlan.id), None)
    begun = {draft.dialogue for draft in drafts[:1]}
    if sessions.ahead(tx, turn.scope, turn.now):
        if plan is None and ActionPlan.id not in begun:
            yield _dialogue(turn, "session-plan", ActionPlan)
        elif plan is not None and plan.handed_in_version != plan.submitted_version:
            yield _word(turn, "hand-in")
    for id in begun:
        yield _dialogue(turn, "go-on", registry.dialogue(id))
    done = {each.dialogue for each in known}
    path = [each for each in registry.all_dialogues().values() if each.main_path and each.id not in done]
    if path:
        yield _dialogue(turn, "start" if done else "begin", path[0])
    yield _word(turn, "due") if submitted else _word(turn, "help")


def _word(turn: Turn, name: str) -> Prompt:
    return Prompt(turn.voice.say(f"prompt.{name}"), turn.voice.say(f"prompt.{name}-message"))


def _dialogue(turn: Turn, name: str, dialogue: type[Dialogue]) -> Prompt:
    title = turn.voice.text(dialogue.id, dialogue.title)
    # its own name is understood in every language
    return Prompt(
        turn.voice.say(f"prompt.{name}", dialogue=title),
        turn.voice.say("prompt.start-message", dialogue=dialogue.title),
    )
