"""Conversations with the real advisor, in words: what people say, press and fill in, and what they get to see."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from bot.advisor import Advisor
from bot.advisor.transcript import TranscriptLine
from bot.chat.blocks import (
    Button,
    Buttons,
    Entries,
    Facts,
    Findings,
    Heading,
    Links,
    NextStep,
    Note,
    Progress,
    Rating,
    TableBlock,
    Text,
)
from bot.chat.events import (
    Actor,
    Belonging,
    Command,
    Event,
    FileWanted,
    FormSent,
    HomeOpened,
    Intent,
    Opened,
    Place,
    Pressed,
    Said,
)
from bot.chat.markup import plain
from bot.chat.views import DocumentView, FormView, Message, Reply, ReviewView, View
from bot.reminders.delivery import Delivery
from bot.reminders.stepping import step_through
from bot.store import Store
from bot.web.send import post
from flows.fields import Kind
from flows.forms import FormField, FormRef

START = datetime(2026, 11, 23, 9, tzinfo=UTC)
"""A Monday, 10 o'clock in Brussels."""

_UNFILLED = re.compile(r"\{[a-z_]+\}")


@dataclass
class House:
    """A running advisor with its time, and the people who talk to it."""

    store: Store
    advisor: Advisor
    now: datetime = START
    delivery: Delivery = field(init=False)

    def person(
        self,
        account: str,
        *,
        workspace: str = "web:trial",
        name: str = "",
        zone: str = "",
        belonging: Belonging = Belonging.MEMBER,
    ) -> "Person":
        """Somebody who talks to the advisor; a workspace nobody knows yet is another cluster."""
        return Person(self, Actor(account=account, workspace=workspace, name=name, zone=zone, belonging=belonging))

    @property
    def mara(self) -> "Person":
        """The cluster manager, in Brussels."""
        return self.person("web:mara")

    @property
    def jonas(self) -> "Person":
        """Her colleague."""
        return self.person("web:jonas")

    @property
    def petra(self) -> "Person":
        """Their coach."""
        return self.person("web:coach")

    async def passes(self, **time: float) -> int:
        """Let time pass, delivering what falls due on the way; returns how many reminders were sent."""
        return await self.until(self.now + timedelta(**time))

    async def until(self, moment: datetime | str, zone: str = "Europe/Brussels") -> int:
        """The same up to a moment, as a local time such as ``2027-01-08 12:00``."""
        if isinstance(moment, str):
            moment = datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)

        async def deliver(at: datetime) -> int:
            self.now = max(self.now, at)
            return await self.delivery.tick(at)

        return await step_through(self.store, deliver, self.now, moment)


@dataclass
class Person:
    """Somebody's side of the conversation; keeps what they see, as their screen would."""

    house: House
    actor: Actor
    reply: Reply = field(default_factory=Reply)
    view: View | None = None
    home: Message | None = None
    shown: list[tuple[str, Message]] = field(default_factory=list)
    typed: dict[str, Any] = field(default_factory=dict)
    choices: dict[str, str] = field(default_factory=dict)
    read_up_to: int = 0
    channel: str = ""

    @property
    def place(self) -> Place:
        if self.channel:
            return Place(conversation=self.channel, thread="1.1", shared=True)
        return Place(conversation=self.actor.account)

    def in_channel(self, channel: str = "web:channel") -> Self:
        """The same person, speaking where others read along."""
        self.channel = channel
        return self

    # what people do

    async def says(self, text: str) -> Self:
        return await self.does(Said(actor=self.actor, place=self.place, text=text))

    async def commands(self, text: str) -> Self:
        """A slash command with what stands behind it."""
        name, _, rest = text.removeprefix("/").partition(" ")
        return await self.does(Command(actor=self.actor, place=self.place, name=name, text=rest))

    async def opens(self, document: str, page: str = "", field: str = "", row: str = "") -> Self:
        ref = FormRef(page, field, row)
        return await self.does(Opened(actor=self.actor, place=self.place, document=document, ref=ref))

    async def wants(self, document: str, version: str, name: str, *, on_paper: bool = False) -> Self:
        """A file of a document, as a page asks for it."""
        wanted = FileWanted(actor=self.actor, place=self.place, document=document, version=version, name=name)
        return await self.does(wanted.model_copy(update={"on_paper": on_paper}))

    async def opens_home(self, view: str = "") -> Self:
        return await self.does(HomeOpened(actor=self.actor, place=self.place, view=view))

    async def presses(self, label: str) -> Self:
        """The button of that label that was shown last, in a message, on Home or in a document."""
        for reference, message in [*self._content(), *reversed(self.shown)]:
            for button in buttons(message):
                if button.label == label:
                    return await self.presses_action(button.action, reference)
        raise AssertionError(f"No button “{label}” is to be seen, only {self.labels}.")

    async def asks_coach(self) -> Self:
        """Hand the last question over: press the button, and send what is shown if there is somebody to send it to."""
        await self.presses("Ask a coach")
        asks = [b.action for m in self.reply.messages for b in buttons(m) if b.action.startswith("handover:ask:")]
        return await self.presses_action(asks[0]) if asks else self

    async def presses_action(self, action: str, message: str = "") -> Self:
        return await self.does(Pressed(actor=self.actor, place=self.place, action=action, message=message))

    async def submits(self) -> Self:
        """The submit button that surfaces draw on the review."""
        review = self.review
        return await self.presses_action(f"document:submit:{review.document}:{review.revision}")

    async def cancels(self) -> Self:
        return await self.presses_action(f"document:cancel:{self.document}")

    async def edits_document(self) -> Self:
        return await self.presses_action(f"document:edit:{self.document}")

    async def edits_part(self, page: str) -> Self:
        """The "edit" beside a part of the review."""
        return await self.opens(self.review.document, page)

    # forms

    def fills(self, **answers: Any) -> Self:
        """Type answers; they are sent with what is pressed next."""
        assert {f.key for f in self.page.form.fields} >= set(answers), f"{self.page.form.ref} does not ask that"
        self.typed |= answers
        return self

    def chooses(self, *sides: str) -> Self:
        """Decide conflicts in the order shown: ``mine`` or ``theirs``."""
        self.choices = {c.key: side for c, side in zip(self.page.conflicts, sides, strict=True)}
        return self

    async def sends(self, intent: Intent, field: str = "", row: str = "", **more: Any) -> Self:
        page = self.page
        sent = FormSent(
            actor=self.actor,
            place=self.place,
            document=page.document,
            ref=page.form.ref,
            revision=page.revision,
            answers={f.key: _shown(f) for f in page.form.fields if f.kind is not Kind.REPEAT} | self.typed,
            intent=intent,
            field=field,
            row=row,
            choices=self.choices,
            **more,
        )
        self.typed, self.choices = {}, {}
        return await self.does(sent)

    async def next(self) -> Self:
        return await self.sends(Intent.NEXT)

    async def back(self) -> Self:
        return await self.sends(Intent.BACK)

    async def closes(self) -> Self:
        return await self.sends(Intent.CLOSE)

    async def skips(self) -> Self:
        return await self.sends(Intent.SKIP)

    async def reviews(self) -> Self:
        return await self.sends(Intent.REVIEW)

    async def adds(self, field: str) -> Self:
        return await self.sends(Intent.ADD_ROW, field)

    async def saves(self) -> Self:
        return await self.sends(Intent.SAVE_ROW)

    async def keeps(self, **typed: Any) -> Self:
        """What the surface sends by itself after a pause: only these fields, on top of the page as it was opened."""
        page = self.page
        sent = FormSent(
            actor=self.actor,
            place=self.place,
            document=page.document,
            ref=page.form.ref,
            revision=page.revision,
            answers=typed,
            intent=Intent.KEEP,
            continued=True,
        )
        self.reply = await self.house.advisor.handle(sent, self.house.now)
        return self

    async def edits(self, field: str, title: str) -> Self:
        return await self.sends(Intent.EDIT_ROW, field, self.row(field, title))

    async def removes(self, field: str, title: str) -> Self:
        return await self.sends(Intent.REMOVE_ROW, field, self.row(field, title))

    async def moves_up(self, field: str, title: str) -> Self:
        return await self.sends(Intent.ROW_UP, field, self.row(field, title))

    def row(self, field: str, title: str) -> str:
        """The id of an entry on the page."""
        rows = next(f.rows for f in self.page.form.fields if f.key == field)
        return next(row.id for row in rows if row.title == title)

    # what people see

    async def does(self, event: Event) -> Self:
        self.reply = await self.house.advisor.handle(event, self.house.now)
        lines = await post(self.house.advisor, event, self.reply, self.house.now)
        said = lines[-len(self.reply.messages) :] if self.reply.messages else []
        self.shown += [(str(line), m) for line, m in zip(said, self.reply.messages, strict=True)]
        if self.reply.replace and isinstance(event, Pressed):
            self.shown = [(r, m) if r != event.message else (r, self.reply.replace) for r, m in self.shown]
        if self.reply.view is not None:
            self.view = self.reply.view
        self.home = self.reply.home or self.home
        assert not _UNFILLED.search(self.seen), f"a message was not filled in: {self.seen}"
        return self

    async def inbox(self) -> list[TranscriptLine]:
        """What arrived by itself since one looked last."""
        lines = await self.house.advisor.transcript(self.actor.account, self.read_up_to)
        self.read_up_to = max((line.id for line in lines), default=self.read_up_to)
        arrived = [line for line in lines if line.author == "reminder"]
        self.shown += [(str(line.id), line.message) for line in arrived]
        return arrived

    async def reads_again(self, reference: int) -> str:
        """A message of the transcript as it stands now."""
        lines = await self.house.advisor.transcript(self.actor.account, reference - 1)
        return text_of(lines[0].message)

    @property
    def page(self) -> FormView:
        assert isinstance(self.view, FormView), f"no page is open, but {self.view} after {self.heard}"
        return self.view

    @property
    def review(self) -> ReviewView:
        assert isinstance(self.view, ReviewView), f"no review is open, but {self.view} after {self.heard}"
        return self.view

    @property
    def finished(self) -> DocumentView:
        assert isinstance(self.view, DocumentView), f"no document is open, but {self.view} after {self.heard}"
        return self.view

    @property
    def document(self) -> str:
        assert self.view is not None
        return self.view.document

    @property
    def on(self) -> str:
        """The page or row that is open."""
        ref = self.page.form.ref
        return f"{ref.page}/{ref.field}" if ref.row else ref.page

    @property
    def answers(self) -> dict[str, Any]:
        """What stands in the fields of the open page."""
        return {f.key: f.value for f in self.page.form.fields if f.value not in (None, "", [], {})}

    @property
    def warnings(self) -> dict[str, str]:
        """What is pointed out beside the fields and the entries of the open page."""
        fields = self.page.form.fields
        rows = {row.title: row.warning for f in fields for row in f.rows if row.warning}
        return {f.key: f.warning for f in fields if f.warning} | rows

    @property
    def errors(self) -> dict[str, str]:
        """What is said beside the fields of the open page."""
        return {f.key: f.error for f in self.page.form.fields if f.error}

    def rows(self, field: str) -> list[str]:
        """The entries listed on the open page."""
        return [row.title for f in self.page.form.fields if f.key == field for row in f.rows]

    @property
    def heard(self) -> str:
        """The messages of the last answer."""
        messages = (*self.reply.messages, *([self.reply.replace] if self.reply.replace else []))
        passing = [self.reply.passing] if self.reply.passing else []
        return "\n".join([*(text_of(message) for message in messages), *passing])

    @property
    def seen(self) -> str:
        """Everything that the last answer brought onto the screen, apart from what people typed themselves."""
        parts = [self.heard]
        if self.reply.home:
            parts.append(text_of(self.reply.home))
        match self.reply.view:
            case FormView() as page:
                form = page.form
                parts += [form.title, form.page_title, form.error, *page.notices]
                parts += [f.error for f in form.fields] + [c.label for c in page.conflicts]
            case ReviewView() as review:
                parts += [found.text for part in review.parts for found in (*part.errors, *part.warnings)]
            case DocumentView() as finished:
                parts.append(text_of(finished.content))
        return "\n".join(parts)

    @property
    def labels(self) -> list[str]:
        """The buttons to be seen."""
        return [b.label for _, message in [*self._content(), *reversed(self.shown)] for b in buttons(message)]

    def _content(self) -> Iterator[tuple[str, Message]]:
        if isinstance(self.view, DocumentView):
            yield "", self.view.content
        if self.home is not None:
            yield "", self.home


def _shown(field: FormField) -> Any:
    """What a field holds as a surface sends it when nobody touched it."""
    empty: dict[Kind, Any] = {Kind.CHOICES: [], Kind.GRID: {}}
    return empty.get(field.kind, "") if field.value is None else field.value


def buttons(message: Message) -> Iterator[Button]:
    """All buttons of a message."""
    for block in message.blocks:
        match block:
            case Buttons(items=items, more=more):
                yield from (*items, *more)
            case Links(items=items):
                yield from items
            case Rating(up=up, down=down):
                yield from (up, down)
            case NextStep(buttons=shown):
                yield from shown
            case Entries(items=entries):
                for entry in entries:
                    yield from entry.buttons


def text_of(message: Message) -> str:
    """A message as one reads it."""
    lines: list[str] = []
    for block in message.blocks or (Text(message.summary),):
        match block:
            case Heading(text):
                lines.append(text)
            case Text(markup) | Note(markup):
                lines.append(plain(markup))
            case Facts(pairs):
                lines += [f"{name}: {value}" for name, value in pairs]
            case Findings(items):
                lines += [text for _, text in items]
            case TableBlock(title=title, rows=rows):
                lines += [title, *(" | ".join(map(str, row)) for row in rows)]
            case Entries(title=title, items=entries, empty=empty):
                lines.append(title)
                for entry in entries:
                    states = "".join(f" [{chip.text}]" for chip in entry.chips)
                    lines.append(f"{entry.title}: {entry.detail}{states}")
                lines += [] if entries else [empty]
            case NextStep(title=title, what=what, detail=detail, chips=chips):
                lines += [f"{title}: {what}", detail, *(f"[{chip.text}]" for chip in chips)]
            case Progress(label=label, text=text):
                lines.append(f"{label}: {text}")
            case Links(title=title, items=items):
                lines.append(f"{title}: {', '.join(item.label for item in items)}")
    return "\n".join(lines)
