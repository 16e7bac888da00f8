"""The one thing to do next: what is overdue or due first, then what was begun, then the next stage of the path."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from bot.advisor.coaching import changes
from bot.advisor.documents.drafts import title_of
from bot.advisor.following import due_entries
from bot.advisor.following.duties import Duty
from bot.advisor.home.work import Work
from bot.advisor.turn import Turn
from bot.chat.blocks import Button, Chip, NextStep, Path, Stage, Style
from bot.store.documents import Document
from bot.store.sessions import Session
from flows import registry
from flows.dialogue import Dialogue
from flows.dialogues.action_plan import ActionPlan

SOON = timedelta(days=14)
"""What is due within it comes before what has no date."""


@dataclass(frozen=True)
class _Dated:
    """A step with its day; ``ready``: nothing is left to be done for it."""

    day: date
    step: NextStep
    ready: bool = False


def next_step(turn: Turn, work: Work) -> NextStep:
    """What to do next; never nothing at all."""
    dated = sorted(_dated(turn, work), key=lambda each: each.day)
    soon = [each for each in dated if each.day <= work.today + SOON]
    urgent = [each.step for each in soon if not each.ready]
    ready = [each.step for each in soon if each.ready]
    later = [each.step for each in dated if each.day > work.today + SOON]
    steps = chain(
        urgent, _to_answer(turn, work), _begun(turn, work), ready, _ahead(turn, work), later
    )  # worded until there is one
    return next(steps, None) or _nothing(turn)


def path(turn: Turn, work: Work) -> Path:
    """The stages from the needs to the coach: the cluster stands behind the last one that it has finished."""
    finished = {document.dialogue for document in work.submitted}
    stages = [(turn.voice.text(each.id, each.stage), each.id in finished) for each in _main_path()]
    stages.append((turn.voice.say("path.coach"), any(d.handed_in_version is not None for d in work.submitted)))
    now = max((place for place, (_, done) in enumerate(stages) if done), default=-1) + 1
    return Path(
        turn.voice.say("path.title"),
        tuple(
            Stage(name, "done" if done else "now" if place == now else "ahead")
            for place, (name, done) in enumerate(stages)
        ),
    )


def _main_path() -> list[type[Dialogue]]:
    return [dialogue for dialogue in registry.all_dialogues().values() if dialogue.main_path]


def _dated(turn: Turn, work: Work) -> Iterator[_Dated]:
    own = next((duty for duty in work.duties if work.own(duty)), None)
    if own is not None:
        yield _Dated(own.deadline, _duty(turn, own))
    if work.sessions:
        session = work.sessions[0]
        yield _Dated(turn.voice.local_date(changes.hand_in(session)), _session(turn, work, session), work.is_handed_in)


def _duty(turn: Turn, duty: Duty) -> NextStep:
    detail, chips = due_entries.when(turn, duty.deadline), due_entries.chips(turn, duty.deadline)
    buttons = due_entries.buttons(turn, duty, Style.PRIMARY)
    return NextStep(turn.voice.say("next.title"), duty.action, detail, chips, buttons)


def _session(turn: Turn, work: Work, session: Session) -> NextStep:
    """The plan that is to be handed in for a session, or the session itself where it is."""
    say = turn.voice.say
    title, when, due = say("next.title"), turn.voice.moment(session.starts_at), changes.hand_in(session)
    detail = say("next.until", due=turn.voice.moment(due), when=when)
    chips = (Chip(say("state.overdue"), "warning"),) if due <= turn.now else ()
    plan = work.plan
    if plan is None:
        start = Button(say("reminder.start-plan"), f"dialogue:start:{ActionPlan.id}::", Style.PRIMARY)
        return NextStep(title, say("next.session-plan"), detail, chips, (start,))
    look = Button(say("reminder.open-plan"), f"document:open:{plan.id}")
    if work.is_handed_in:
        return NextStep(title, say("next.session", when=when), say("next.session-ready"), (), (look,))
    hand_in = Button(say("document.hand-in"), f"document:hand-in:{plan.id}", Style.PRIMARY)
    what = say("next.hand-in", plan=title_of(plan, turn.voice))
    return NextStep(title, what, detail, chips, (hand_in, look))


def _to_answer(turn: Turn, work: Work) -> Iterator[NextStep]:
    """The comments of coaches."""
    say = turn.voice.say
    for document in work.commented:
        look = Button(say("comment.look"), f"document:open:{document.id}", Style.PRIMARY)
        why = say("next.answer-why", count=work.open_points[document.id])
        chips = (Chip(say("state.in-comments"), "advice"),)
        yield NextStep(say("next.title"), say("next.answer", title=_title(turn, document)), why, chips, (look,))


def _begun(turn: Turn, work: Work) -> Iterator[NextStep]:
    """Changes that are not submitted yet, then the newest draft of one's own."""
    say, title = turn.voice.say, turn.voice.say("next.title")
    for document in work.own_changes:
        look = Button(say("next.look"), f"document:edit:{document.id}", Style.PRIMARY)
        why = say("next.submit-why", version=document.submitted_version or 1)
        chips = (Chip(say("state.changed"), "advice"),)
        yield NextStep(title, say("next.submit", title=_title(turn, document)), why, chips, (look,))
    for draft in work.own_drafts:
        go_on = Button(say("dialogue.continue"), f"document:resume:{draft.id}", Style.PRIMARY)
        saved = say("home.saved", when=turn.voice.moment(draft.updated_at))
        chips = (Chip(say("state.draft")),)
        yield NextStep(title, say("next.draft", title=_title(turn, draft)), saved, chips, (go_on,))


def _ahead(turn: Turn, work: Work) -> Iterator[NextStep]:
    """The next stage of the path, then the date of the session."""
    say, title = turn.voice.say, turn.voice.say("next.title")
    finished = {document.dialogue for document in work.submitted}
    stages = _main_path()
    last = max((place for place, each in enumerate(stages) if each.id in finished), default=-1)
    for dialogue in stages[last + 1 :]:
        named = turn.voice.text(dialogue.id, dialogue.title)
        button = Button(say("answer.start", dialogue=named), f"dialogue:start:{dialogue.id}::", Style.PRIMARY)
        what = say("next.then" if finished else "next.begin", dialogue=named)
        purpose = turn.voice.text(dialogue.id, dialogue.purpose)
        detail = f"{purpose} {say('next.minutes', minutes=dialogue.minutes)}."
        yield NextStep(title, what, detail, (), (button,))
    if not work.sessions:
        button = Button(say("home.set-session"), "coaching:ask", Style.PRIMARY)
        yield NextStep(title, say("next.set-session"), say("next.set-session-why"), (), (button,))


def _nothing(turn: Turn) -> NextStep:
    say = turn.voice.say
    return NextStep(say("next.title"), say("next.nothing"), say("next.nothing-why"))


def _title(turn: Turn, document: Document) -> str:
    return title_of(document, turn.voice)
