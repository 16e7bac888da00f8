"""Home of the people of a cluster: the next step on top, and three views of the work below it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from bot.advisor.coaching import booking, changes
from bot.advisor.documents import changes as document_changes
from bot.advisor.documents import offering
from bot.advisor.documents.drafts import cancel_button
from bot.advisor.documents.keeping import KEPT
from bot.advisor.following import due_entries, progress
from bot.advisor.following.done_lately import Done
from bot.advisor.following.plans import undo_button
from bot.advisor.handover import cards as handover_cards
from bot.advisor.home import closed
from bot.advisor.home.next_step import next_step, path
from bot.advisor.home.work import MINE, PAPERS, START, TEAM, Work, named, read
from bot.advisor.importing import offering as importing
from bot.advisor.importing import showing
from bot.advisor.lists import SHOWN, Section, View, beginning, on_page, search, whole
from bot.advisor.notices import family_of
from bot.advisor.programme import deadlines, inviting
from bot.advisor.settings import cluster
from bot.advisor.turn import Turn, reads
from bot.chat.blocks import Block, Button, Buttons, Chip, Entries, Entry, Heading, HomeLink, Note, Style, Tabs
from bot.store import slots
from bot.store.documents import Document
from bot.store.engine import Tx
from bot.store.imports import Waiting
from bot.store.pauses import Pause
from bot.store.reminders import NOT_RUN, Reminder
from bot.store.sessions import Session
from flows.searching import holds, texts_in

FOUND = "found"
"""The list of what was looked for on a tab."""
RESULTS = "results"
"""The list of what was submitted."""
AHEAD_DAYS = 30
"""How far Home looks ahead for deadlines; the whole list goes further."""


@reads
def blocks(tx: Tx, turn: Turn, view: View) -> list[Block]:
    """A tab with the beginnings of its lists, or the whole of one of them."""
    tab = view.tab if view.tab in _SECTIONS else MINE
    work, say = read(tx, turn, tab), turn.voice.say
    names = {MINE: "home.mine", TEAM: "home.team", PAPERS: "home.papers", START: "home.begin"}
    sections = [*_SECTIONS[tab](turn, work)]
    if tab == MINE:
        sections.append(deadlines.section(tx, turn))
    if tab == START:
        sections.append(_waiting(turn, importing.waiting(tx, turn)))
    tabs = Tabs(say("home.views"), tuple(HomeLink(say(name), key) for key, name in names.items()), tab)
    top: list[Block] = [Heading(say("home.work")), tabs]
    if view.section == FOUND and view.words:
        return [*top, *_found(turn, work, replace(view, tab=tab))]
    chosen = next((section for section in sections if section.key == view.section), None)
    if chosen is not None:
        view = View(tab, chosen.key, view.page)
        shown = on_page(work.submitted, view) if chosen.key == RESULTS else ()
        return [*top, whole(turn, chosen, view), *progress.of_plans(turn, shown, work.plans)]
    if tab == START:
        return [*top, *_start(turn, work, sections)]
    found: list[Block] = [Heading(say("home.work")), *cluster.question(tx, turn)]
    found += [Note(_outage(turn, pause)) for pause in work.outages]
    found += closed.notes(tx, turn)
    found += [next_step(turn, work), path(turn, work), tabs]
    if tab == PAPERS:
        found.append(search(turn, PAPERS, FOUND, say("home.search-documents")))
    for section in sections:
        if section.entries or section.behind or section.empty:
            found.append(beginning(turn, section, tab))
        if section.key in (RESULTS, "due") and tab != MINE:
            found += _progress(turn, work)
        if section.key == "sessions":
            found.append(_set_session(tx, turn, work))
    if tab == PAPERS:
        found += [Heading(say("home.start")), Buttons((*offering.start_buttons(turn), importing.start_button(turn)))]
    if tab == TEAM:
        about = Button(say("about.open"), "home:about")
        found.append(Entries(say("about.title"), (Entry(say("about.title"), say("about.intro"), (about,)),)))
        found.append(Buttons((inviting.button(turn),)))
    if tab == TEAM and (described := cluster.entry(tx, turn)):
        change = Button(say("cluster.change"), "cluster:show")
        found.append(Entries(say("cluster.title"), (Entry(*described, (change,)),)))
    if tab == MINE and not turn.person.reminders_on:
        found.append(Note(turn.voice.mark("home.reminders-off")))
    return found


def _progress(turn: Turn, work: Work) -> Iterator[Block]:
    """How far the plans are that were changed last, and the way to the others."""
    bars = [*progress.of_plans(turn, work.submitted, work.plans)]
    yield from bars[:SHOWN]
    if len(bars) > SHOWN:
        way = HomeLink(turn.voice.say("list.all", count=len(work.submitted)), View(PAPERS, RESULTS).name)
        yield Entries(turn.voice.say("progress.all"), (), "", len(bars), (way,))


def _start(turn: Turn, work: Work, sections: Sequence[Section]) -> Iterator[Block]:
    """What is in progress or was brought, then all that one can start, by purpose."""
    yield search(turn, START, FOUND, turn.voice.say("home.search-dialogues"))
    yield from (beginning(turn, section, START) for section in sections if section.entries)
    yield from offering.by_purpose(turn, {draft.dialogue for draft in work.drafts})


def _waiting(turn: Turn, brought: Sequence[Waiting]) -> Section:
    return Section("brought", turn.voice.say("import.waiting"), [partial(_brought, turn, each) for each in brought])


def _brought(turn: Turn, waiting: Waiting) -> Entry:
    """A file that was brought and not taken over yet."""
    say, until = turn.voice.say, showing.until(turn, waiting)
    detail = say("import.waiting-since", when=turn.voice.moment(waiting.made_at), until=until)
    go_on = Button(say("import.go-on"), f"import:look:{waiting.id}", Style.PRIMARY)
    return Entry(showing.named(turn, waiting), detail, (go_on, showing.drop_button(turn, waiting.id)))


def _found(turn: Turn, work: Work, view: View) -> Iterator[Block]:
    """What words were found in: dialogues, or documents of whatever state."""
    say = turn.voice.say
    label = say("home.search-dialogues" if view.tab == START else "home.search-documents")
    yield search(turn, view.tab, FOUND, label, view.words)
    if view.tab == START:
        lists = offering.by_purpose(turn, {draft.dialogue for draft in work.drafts}, view.words)
        back = (HomeLink(say("list.back"), START),)
        yield from lists
        yield Entries(say("home.found"), (), "" if lists else say("home.no-dialogue"), None, back)
        return
    found = [each for each in work.documents if _holds(turn, each, view.words)]
    entries = [partial(_any, turn, work, each) for each in found if each.saved_on or each.submitted_version]
    yield whole(turn, Section(FOUND, say("home.found"), entries, say("home.no-document", words=view.words)), view)


def _holds(turn: Turn, document: Document, words: str) -> bool:
    return holds(words, (named(turn, document), *texts_in(document.answers)))


def _any(turn: Turn, work: Work, document: Document) -> Entry:
    if document.submitted_version is not None:
        return _result(turn, work, document)
    return _draft(turn, document, _owner(work, document) if document.created_by != work.person else "")


def _mine(turn: Turn, work: Work) -> Sequence[Section]:
    say = turn.voice.say
    drafts = [partial(_draft, turn, draft, "") for draft in work.own_drafts]
    changed = [partial(_result, turn, work, each) for each in work.own_changes]
    return (
        _due(turn, work, own=True),
        _from_coach(turn, work),
        _sessions(turn, work),
        Section("drafts", say("home.drafts"), [*changed, *drafts], say("home.no-drafts")),
        Section.of("asked", handover_cards.asked(turn, work.asked)),
    )


def _team(turn: Turn, work: Work) -> Sequence[Section]:
    say = turn.voice.say
    others = [partial(_draft, turn, draft, _owner(work, draft)) for draft in work.others_drafts]
    lost = [partial(_lost, turn, reminder) for reminder in work.lost]
    return (
        _due(turn, work, own=False),
        _sessions(turn, work),
        Section("team-drafts", say("home.colleagues-drafts"), others),
        Section("lost", say("home.lost"), lost),
    )


def _papers(turn: Turn, work: Work) -> Sequence[Section]:
    say = turn.voice.say
    results = [partial(_result, turn, work, document) for document in work.submitted]
    cancelled = [partial(_cancelled, turn, document) for document in work.cancelled]
    return (
        Section(RESULTS, say("home.documents"), results, say("home.no-documents")),
        Section("cancelled", say("home.cancelled"), cancelled),
    )


def _begun(turn: Turn, work: Work) -> Sequence[Section]:
    drafts = [partial(_draft, turn, draft, "") for draft in work.own_drafts]
    others = [partial(_draft, turn, draft, _owner(work, draft)) for draft in work.others_drafts]
    return (Section("begun", turn.voice.say("home.in-progress"), [*drafts, *others]),)


_SECTIONS: Mapping[str, Callable[[Turn, Work], Sequence[Section]]] = {
    MINE: _mine,
    TEAM: _team,
    PAPERS: _papers,
    START: _begun,
}
"""The lists of each tab."""


def _sessions(turn: Turn, work: Work) -> Section:
    coming = "home.sessions" if len(work.sessions) > 1 else "home.session"
    entries = [partial(_session, turn, work, session) for session in work.sessions]
    return Section("sessions", turn.voice.say(coming), entries, turn.voice.say("home.no-session"))


def _due(turn: Turn, work: Work, *, own: bool) -> Section:
    """What is open, one's own or everybody's; what was done lately stands below, to be taken back."""
    duties = [duty for duty in work.duties if not own or work.own(duty)]
    done = [each for each in work.done if not own or work.own(each.duty)]
    return Section(
        "due",
        turn.voice.say("home.due" if own else "home.due-team"),
        [partial(due_entries.entry, turn, duty) for duty in duties],
        turn.voice.say("home.nothing-due"),
        sum((duty.deadline - work.today).days <= AHEAD_DAYS for duty in duties),
        [partial(_done, turn, each) for each in done],
    )


def _from_coach(turn: Turn, work: Work) -> Section:
    """The documents with comments that wait for an answer."""
    entries = [partial(_commented, turn, work, document) for document in work.commented]
    return Section("from-coach", turn.voice.say("home.open-points"), entries)


def _commented(turn: Turn, work: Work, document: Document) -> Entry:
    say = turn.voice.say
    look = Button(say("comment.look"), f"document:open:{document.id}", Style.PRIMARY)
    detail = say("home.open-points-detail", count=work.open_points[document.id])
    return Entry(named(turn, document), detail, (look,), (Chip(say("state.in-comments"), "advice"),))


def _done(turn: Turn, done: Done) -> Entry:
    """An action that was marked as done lately, which can be taken back."""
    undo = undo_button(turn, done.duty.document, done.duty.row, done.before, done.day)
    detail = turn.voice.say("home.due-on", date=done.duty.deadline)
    state = turn.voice.say("milestone.done" if done.duty.is_milestone else "state.done")
    return Entry(done.duty.action, detail, (undo,), (Chip(state, "good"),), over=True)


def _session(turn: Turn, work: Work, session: Session) -> Entry:
    say, when = turn.voice.say, turn.voice.moment(session.starts_at)
    sure = say("home.cancel-session-sure", when=when)
    open_ = Button(say("coaching.open"), f"coaching:open:{session.id}")
    cancel = Button(say("home.cancel-session"), f"coaching:cancel:{session.id}", Style.LINK, confirm=sure)
    due = turn.voice.moment(changes.hand_in(session))
    plan = say("next.session-ready") if work.is_handed_in else say("home.plan-by", due=due)
    return Entry(when, plan, (open_, cancel))


def _set_session(tx: Tx, turn: Turn, work: Work) -> Buttons:
    message = "home.another-session" if work.sessions else "home.set-session"
    choose = (booking.choose_button(turn),) if slots.any_free(tx, turn.scope, turn.now) else ()
    return Buttons((*choose, Button(turn.voice.say(message), "coaching:ask")))


def _owner(work: Work, draft: Document) -> str:
    return work.names.get(draft.created_by or "") or draft.updated_by_name


def _draft(turn: Turn, document: Document, owner: str) -> Entry:
    """A draft; ``owner`` is the name of the colleague whose it is."""
    say = turn.voice.say
    saved = say("home.saved", when=turn.voice.moment(document.updated_at))
    detail = f"{say('home.draft-by', name=owner)} · {saved}" if owner else saved
    buttons = (
        Button(say("dialogue.continue"), f"document:resume:{document.id}", Style.PRIMARY),
        cancel_button(turn, document, owner),
    )
    return Entry(named(turn, document), detail, buttons, (Chip(say("state.draft")),))


def _result(turn: Turn, work: Work, document: Document) -> Entry:
    say = turn.voice.say
    submission = work.submissions.get(document.id)
    detail = ""
    if submission is not None:
        date, name = turn.voice.local_date(submission.submitted_at), submission.submitted_by_name
        detail = say("home.version", version=document.submitted_version or 1, date=date, name=name or "–")
    open_ = Button(say("dialogue.open"), f"document:open:{document.id}", Style.PRIMARY)
    edit = Button(say("dialogue.edit"), f"document:edit:{document.id}", Style.LINK)
    changed = document.id in work.unsubmitted
    buttons = (open_, *(document_changes.buttons(turn, document) if changed else (edit,)))
    return Entry(named(turn, document), detail, buttons, _states(turn, work, document))


def _states(turn: Turn, work: Work, document: Document) -> tuple[Chip, ...]:
    say = turn.voice.say
    if document.id in work.unsubmitted:
        return (Chip(say("state.changed"), "advice"),)
    if document.handed_in_version is not None and document.handed_in_version == document.submitted_version:
        return (Chip(say("state.accepted" if document.id in work.accepted else "state.handed-in"), "good"),)
    return ()


def _cancelled(turn: Turn, document: Document) -> Entry:
    until = turn.voice.local_date((document.cancelled_at or document.updated_at) + KEPT)
    restore = Button(turn.voice.say("dialogue.restore"), f"document:restore:{document.id}")
    return Entry(named(turn, document), turn.voice.say("home.until", date=until), (restore,))


def _outage(turn: Turn, pause: Pause) -> str:
    """That no reminders come for now, whether or not one waits: what is due stands on Home."""
    if pause.since is None:
        return turn.voice.mark("home.outage")
    return turn.voice.mark("home.outage-since", since=turn.voice.moment(pause.since))


_LOST = {
    **{
        family: f"kind.{family}" for family in ("strategy", "draft", "comments", "questionnaire", "cohort", "programme")
    },
    "mail": "mail.title",
}
"""What a reminder was about that names neither an action nor an article, by its family."""


def _lost(turn: Turn, reminder: Reminder) -> Entry:
    """A reminder that could not be delivered, or not in time: somebody should tell the person in another way."""
    said = _LOST.get(family_of(reminder), "home.session")
    about = str(reminder.params.get("action") or reminder.params.get("title") or turn.voice.say(said))
    why = "home.lost-why" if reminder.state == "dead" else "home.late-why"
    if reminder.reason == NOT_RUN:
        why = "home.not-run-why"
    return Entry(about, turn.voice.say(why, date=turn.voice.local_date(reminder.due_at)))
