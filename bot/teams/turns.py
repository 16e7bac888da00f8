"""What happens on the cards of forms: pages sent, entries added and moved, reviews submitted.

A card stands in the conversation for as long as it likes, so everything it brings back is checked again: what it
belongs to by the advisor, its answers by the dialogue.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from pydantic import ValidationError

from bot.chat.events import Actor, Event, FormSent, Intent, Opened, Place, Pressed
from bot.chat.form_inputs import completed
from bot.chat.form_state import FormState, ref_of
from bot.chat.texts import clean
from bot.chat.views import DocumentView, FormView, Reply, ReviewView
from bot.teams import forms, inputs
from bot.teams.cards import card, plain
from bot.teams.forms import Shown, form_card, remove_card, review_card
from bot.teams.inputs import ABOUT, answers_of
from bot.teams.listen import Press, UnknownButtonError
from bot.teams.render import message
from bot.teams.words import Say
from flows.fields import Raw
from flows.forms import FormRef

VERBS = frozenset(
    {
        forms.INTENT,
        forms.PART,
        forms.EDIT,
        forms.KEEP,
        forms.MORE,
        forms.SUBMIT,
        forms.REMOVE,
        inputs.ROW,
        inputs.ADD,
        inputs.PASTE,
    }
)


_DIGITS = 9
"""Of a number in a button at most."""


class FormTurn:
    """One thing somebody does on the card of a form.

    `shown` is what then stands in its place: None where the reply says all.
    """

    def __init__(
        self, press: Press, who: Actor, place: Place, say: Say, handle: Callable[[Event], Awaitable[Reply]]
    ) -> None:
        self._press = press
        self._who = who
        self._place = place
        self._say = say
        self._handle = handle
        self._state = _state_of(press)
        self.shown: Shown | None = None

    async def done(self) -> Reply:
        """Do it; gives what is said beside the card.

        Raises:
            UnknownButtonError: nobody knows the button.
        """
        press, state = self._press, self._state
        match press.verb:
            case forms.INTENT:
                intent = _intent_of(press.value)
                return self._after(await self._send(intent), closes=intent is Intent.CLOSE)
            case inputs.ADD:
                return self._after(await self._send(Intent.ADD_ROW, press.value))
            case inputs.PASTE:
                return self._after(await self._send(Intent.PASTE, press.value))
            case inputs.ROW:
                what, _, row = press.value.partition("|")
                key = str(press.data.get(ABOUT) or "")
                if what == Intent.REMOVE_ROW:
                    return await self._ask_removal(key, row)
                return self._after(await self._send(_intent_of(what), key, row))
            case forms.REMOVE:
                page = state.model_copy(update={"field": "", "row": ""})
                gone = self._event(page, {}, Intent.REMOVE_ROW, state.field, state.gone)
                return self._after(await self._handle(gone))
            case forms.KEEP:
                return self._after(await self._open(FormRef(state.page)))
            case forms.EDIT:
                return self._after(await self._open(_ref_of(press.value)))
            case forms.MORE:
                return self._after(await self._saved(), more=True)
            case forms.PART:
                part = _number(press.value)
                saved = await self._open(state.ref) if state.page == forms.REVIEW else await self._saved()
                return self._after(saved, part=part, more=state.more)
            case forms.SUBMIT:
                action = f"document:submit:{state.document}:{state.revision}"
                pressed = Pressed(actor=self._who, place=self._place, action=action)
                return self._after(await self._handle(pressed), closes=True)
        raise UnknownButtonError

    def _after(self, reply: Reply, *, part: int | None = None, more: bool = False, closes: bool = False) -> Reply:
        """What stands in the card's place then; ``closes``: it may be the last of the form.

        What could not be taken stays: the card is left as it is, and so is what was typed there.
        """
        said = [each.summary for each in reply.messages]
        match reply.view:
            case FormView() as view:
                stays = view.form.ref == self._state.ref and view.at is None and not view.form.has_errors
                part = self._state.part if part is None and stays else part
                self.shown = form_card(view, self._say, part, said, more=more or (stays and self._state.more))
            case ReviewView() as view:
                self.shown = review_card(view, self._say, part or 0, said)
            case DocumentView() as view:
                return self._closed(replace(reply, view=None, messages=(view.content, *reply.messages)))
            case None if reply.window is None and (reply.failed or reply.wait or not closes):
                return replace(reply, failed=True)
            case None:
                return self._closed(reply)
        return Reply(files=reply.files, failed=reply.failed)

    def _closed(self, reply: Reply) -> Reply:
        """The form is done with: what is said takes its place, so that nobody fills in an old card."""
        if not reply.messages:
            return reply
        first, *others = reply.messages
        rendered = message(first, self._say)
        if len(rendered.cards) > 1:
            self.shown = Shown(rendered.text, card([plain(first.summary)]))
            return reply
        self.shown = Shown(rendered.text, rendered.cards[0])
        return replace(reply, messages=tuple(others))

    async def _ask_removal(self, key: str, row: str) -> Reply:
        saved = await self._saved()
        if not isinstance(saved.view, FormView):
            return self._after(saved)
        rows = next((asked.rows for asked in saved.view.form.fields if asked.key == key), ())
        title = next((found.title for found in rows if found.id == row), "")
        state = self._state.model_copy(update={"revision": saved.view.revision})
        asked = remove_card(state, key, row, title or self._say("untitled"), self._say)
        self.shown = Shown(self._say("remove-title"), asked)
        return Reply()

    async def _saved(self) -> Reply:
        """Save what stands on the card, unchecked, and give the form as it is then."""
        await self._send(Intent.KEEP)
        return await self._open(self._state.ref)

    async def _send(self, intent: Intent, key: str = "", row: str = "") -> Reply:
        """The form as it stands on the card; a grid that is shown in part is completed from what is saved."""
        state = self._state
        answers, choices = answers_of(self._press.data)
        if state.partial:
            answers = completed(answers, (await self._open(state.ref)).view)
        return await self._handle(self._event(state, answers, intent, key, row, choices))

    def _event(
        self,
        state: FormState,
        answers: dict[str, Raw],
        intent: Intent,
        key: str,
        row: str,
        choices: dict[str, str] | None = None,
    ) -> FormSent:
        row, _, before = row.partition("|")
        return FormSent(
            actor=self._who,
            place=self._place,
            document=state.document,
            ref=state.ref,
            revision=state.revision,
            answers=answers,
            intent=intent,
            field=clean(key) or state.field,
            row=clean(row) or state.row,
            before=_number(before),
            choices=choices or {},
            continued=True,
        )

    async def _open(self, ref: FormRef) -> Reply:
        return await self._handle(Opened(actor=self._who, place=self._place, document=self._state.document, ref=ref))


def _state_of(press: Press) -> FormState:
    """Which form a button belongs to.

    Raises:
        UnknownButtonError: it tells none.
    """
    try:
        return FormState.model_validate_json(clean(str(press.data.get(forms.STATE) or "")))
    except ValidationError:
        raise UnknownButtonError from None


def _intent_of(value: str) -> Intent:
    """What somebody wants by a button.

    Raises:
        UnknownButtonError: nobody knows it.
    """
    try:
        return Intent(value)
    except ValueError:
        raise UnknownButtonError from None


def _ref_of(value: str) -> FormRef:
    """The form that is meant by a button.

    Raises:
        UnknownButtonError: it names none.
    """
    try:
        return ref_of(clean(value))
    except (ValueError, RecursionError):
        raise UnknownButtonError from None


def _number(value: str) -> int:
    """A small number in the value of a button; 0 where it is none."""
    return int(value) if value.isascii() and value.isdigit() and len(value) <= _DIGITS else 0


def view_card(view: FormView | ReviewView, say: Say) -> Shown:
    """The card of a view that is opened."""
    return form_card(view, say) if isinstance(view, FormView) else review_card(view, say)
