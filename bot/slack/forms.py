"""What happens inside the modals: pages sent, entries added and moved, reviews submitted."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.chat.events import FormSent, Intent, Opened, SentFile
from bot.chat.failures import note_failure
from bot.chat.form_inputs import completed
from bot.chat.form_state import FormState, ref_of, unpacked
from bot.chat.texts import cut
from bot.chat.views import DocumentView, File, FormView, Message, Reply, ReviewView, View
from bot.chat.work import Response, left
from bot.slack import blocks, deliver, files, inputs, limits, listen, modals, people_inputs, picked
from bot.slack.blocks import Block
from bot.slack.handlers import IN_TIME, Ack, HandlerContext, NotTakenError
from bot.slack.inputs import input_ids
from bot.slack.listen import Payload, Route
from bot.slack.modals import meta_of, placed, remove_modal, shown_modal, text_modal, wait_modal
from bot.slack.refilled import refilled
from bot.slack.words import Say
from flows.forms import FormRef

AFTER_RESPONSE = 0.5
"""Seconds until Slack has surely drawn the response, which would otherwise cover the update that follows it."""


class Forms:
    """Modals: their submit button and the buttons inside."""

    def __init__(self, context: HandlerContext) -> None:
        self._context = context

    async def on_submission(self, ack: Ack, body: Payload) -> None:
        view = body["view"]
        route = listen.press_route(body, self._context.installed)
        try:
            new = await self._context.is_new(route)
        except NotTakenError:
            await ack(response_action="update", view=refilled(dict(view), Say()("not-taken-form")))
            return
        if not new:
            await ack()
            return
        response = Response()
        self._context.work.start(self._submission(view, route, response))
        given = await response.within(left(IN_TIME))
        await ack(**({"response_action": "update", "view": wait_modal(Say())} if given is None else given))

    async def _submission(self, view: Payload, route: Route, response: Response) -> None:
        context = self._context
        try:
            turn = _Turn(context, view, route, *await context.who(route))
            reply = await turn.submitted()
            if (errors := _errors(view, turn.meta, reply)) and response.give(response_action="errors", errors=errors):
                return
            if not await self._show(turn.after_submission(reply), view, response):
                await turn.offer(reply)
            await turn.tell(reply)
            await context.home(route)
        except Exception as error:
            text = Say()("failed-form", reference=note_failure("a form", error))
            await self._show(refilled(dict(view), text), view, response)

    async def _show(self, shown: Block, view: Payload, response: Response) -> bool:
        """Show it in the modal; False if the person does not see it."""
        if response.give(response_action="update", view=shown):
            return True
        await asyncio.sleep(AFTER_RESPONSE)
        try:
            return await self._context.delivery.update(shown, view["id"])
        except Exception as worse:
            note_failure("showing a form", worse)
        return False

    async def on_press(self, ack: Ack, body: Payload) -> None:
        view, route = body["view"], listen.press_route(body, self._context.installed)
        try:
            # what is only kept may come twice
            if body["actions"][0]["action_id"] == people_inputs.INPUT or await self._context.is_new(route):
                self._context.work.start(self._press(view, route, body["actions"][0]))
        except NotTakenError:
            self._context.work.start(self._tell(view, Say()("not-taken-form")))
        await ack()

    async def on_close(self, ack: Ack, body: Payload) -> None:
        """A window was closed with its cross: what Slack tells of the answers in it is kept."""
        view, route = body["view"], listen.press_route(body, self._context.installed)
        if view.get("callback_id") == modals.FORM and (view.get("state") or {}).get("values"):
            self._context.work.start(self._close(view, route))
        await ack()

    async def _close(self, view: Payload, route: Route) -> None:
        try:
            await _Turn(self._context, view, route, *await self._context.who(route)).keep()
            await self._context.home(route)
        except Exception as error:
            note_failure("a closed form", error)

    async def _press(self, view: Payload, route: Route, action: Payload) -> None:
        context = self._context
        try:
            turn = _Turn(context, view, route, *await context.who(route))
            shown = await turn.pressed(action)
            if shown is None:  # an answer was kept, and the window stays as it is
                await context.home(route)
                return
            on_root = view.get("root_view_id") in (None, view["id"])
            stays = view.get("callback_id") == modals.SHOWN and shown["callback_id"] == modals.SHOWN
            if not (stays and on_root and await context.delivery.push(shown, route.trigger)):
                await context.delivery.update(shown, view["id"], view.get("hash", ""))
            await turn.send_files()
            await context.home(route)
        except Exception as error:
            await self._tell(view, Say()("failed-form", reference=note_failure("a button in a form", error)))

    async def _tell(self, view: Payload, text: str) -> None:
        """Say something above the form as it stands."""
        try:
            await self._context.delivery.update(refilled(dict(view), text), view["id"], view.get("hash", ""))
        except Exception as worse:
            note_failure("telling about a button in a form", worse)


class _Turn:
    """One thing somebody does in a modal."""

    def __init__(self, context: HandlerContext, view: Payload, route: Route, who: Any, say: Say) -> None:
        self._context = context
        self._view = view
        self._route = listen.direct(route)
        self._who = who
        self._say = say
        self.meta: FormState = meta_of(dict(view))
        self._opened_in = listen.within(self._route, self.meta.channel, self.meta.thread)
        self._place = listen.place(replace(self._opened_in, private=True))  # a window has one reader
        self._files: tuple[File, ...] = ()

    async def submitted(self) -> Reply:
        """The modal's own submit button."""
        meta = self.meta
        match self._view.get("callback_id"):
            case modals.FORM:
                return await self._context.handle(await self._sent(Intent.SAVE_ROW if meta.row else Intent.NEXT))
            case modals.REVIEW:
                return await self._act(f"document:submit:{meta.document}:{meta.revision}")
            case modals.REMOVE:
                page = meta.model_copy(update={"field": "", "row": ""})
                removed = listen.form_sent(
                    {}, page, self._who, self._place, Intent.REMOVE_ROW, field=meta.field, row=meta.gone
                )
                return await self._context.handle(removed)
        return Reply()

    def after_submission(self, reply: Reply) -> Block:
        """What stands in the modal then; what was typed stays there when the advisor could not take it."""
        sent = self._view.get("callback_id") == modals.FORM
        return self._unsaved(reply) if sent and not (reply.view or reply.window) else self.shown(reply)

    async def keep(self) -> None:
        """Keep the answers as they stand."""
        await self._context.handle(await self._sent(Intent.KEEP))

    async def pressed(self, action: Payload) -> Block | None:
        """A button or menu inside the modal; returns what to show then."""
        kind, _, rest = str(action["action_id"]).partition(":")
        value = listen.value_of(action)
        meta = self.meta
        match kind:
            case modals.INTENT:
                return await self._sent_by_button(Intent(value))
            case people_inputs.INPUT:
                await self.keep()
                return None
            case inputs.PASTE:
                reply = await self._context.handle(await self._sent(Intent.PASTE, value))
                return self.shown(reply) if reply.view else self._unsaved(reply)
            case modals.MORE:
                saved = await self._saved()
                return self._modal(saved.view, more=True) if saved.view else self._unsaved(saved)
            case inputs.ADD:
                return await self._add(value)
            case inputs.ROW:
                intent, _, row = value.partition("|")
                field = rest.rpartition(":")[0]
                if intent == Intent.REMOVE_ROW:
                    return await self._ask_removal(field, row)
                reply = await self._context.handle(await self._sent(Intent(intent), field, row))
                return self.shown(reply) if reply.view else self._unsaved(reply)
            case modals.PART:
                saved = await self._saved() if meta.page != modals.REVIEW else await self._open(meta.ref)
                return self._modal(saved.view, int(value), more=meta.more) if saved.view else self._unsaved(saved)
            case modals.EDIT:
                return self.shown(await self._open(ref_of(value)))
            case modals.KEEP:
                return self.shown(await self._open(FormRef(meta.page)))
            case deliver.OPEN:
                document, ref = unpacked(value)
                return self.shown(await self._context.handle(listen.opened(document, ref, self._who, self._place)))
            case blocks.PRESS:
                return self.shown(await self._act(value))
            case blocks.WAY:
                return self.shown(await self._context.handle(listen.home_opened(self._who, self._place, value)))
        return None

    async def _sent_by_button(self, intent: Intent) -> Block:
        reply = await self._context.handle(await self._sent(intent))
        saved = reply.view or (intent is Intent.CLOSE and not reply.failed)
        return self.shown(reply) if saved else self._unsaved(reply)

    def _unsaved(self, reply: Reply) -> Block:
        """The form as it was sent, with what the advisor says about it."""
        said = " ".join(message.summary for message in reply.messages)
        return refilled(dict(self._view), said or self._say("done"))

    async def _add(self, field: str) -> Block:
        # Two quick presses come from the same state of the modal; they shall not add two entries.
        seen = f"slack:add:{self._view['id']}:{self._view.get('hash', '')}:{field}"
        if not await self._context.advisor.mark_seen(seen, self._context.clock()):
            return self.shown(await self._open(self.meta.ref))
        reply = await self._context.handle(await self._sent(Intent.ADD_ROW, field))
        return self.shown(reply) if reply.view else self._unsaved(reply)

    async def _ask_removal(self, field: str, row: str) -> Block:
        saved = await self._saved()
        if not isinstance(saved.view, FormView):
            return self.shown(saved) if saved.view else self._unsaved(saved)
        rows = next((f.rows for f in saved.view.form.fields if f.key == field), ())
        title = next((found.title for found in rows if found.id == row), "")
        meta = self.meta.model_copy(update={"revision": saved.view.revision})
        return remove_modal(meta, field, row, title or self._say("untitled"), self._say)

    async def _saved(self) -> Reply:
        """Save what stands in the modal, unchecked, and give the form as it is then."""
        await self.keep()
        return await self._open(self.meta.ref)

    async def _sent(self, intent: Intent, field: str = "", row: str = "") -> FormSent:
        """The form as it stands in the modal; a grid that is shown in part is completed from what is saved."""
        file = await self._chosen() if intent is Intent.NEXT else None
        sent = listen.form_sent(self._view, self.meta, self._who, self._place, intent, field=field, row=row, file=file)
        sent = sent.model_copy(update={"answers": await picked.known(self._context, self._route, sent.answers)})
        if not self.meta.partial:
            return sent
        reply = await self._open(self.meta.ref)
        answers = completed(sent.answers, reply.view)
        return sent.model_copy(update={"answers": answers})

    async def _chosen(self) -> SentFile | None:
        """The file that was chosen; None where there is none."""
        sent = files.chosen(self._view)
        opened = listen.may_open(self._route, self._who)
        return next(iter(await self._context.downloads.sent(sent[:1], opened=opened)), None)

    async def _open(self, ref: FormRef) -> Reply:
        return await self._context.handle(
            Opened(actor=self._who, place=self._place, document=self.meta.document, ref=ref)
        )

    async def _act(self, action: str) -> Reply:
        reply = await self._context.handle(listen.pressed(self._route, action, self._who, self._place))
        self._files = reply.files
        if reply.shared and not await self._context.delivery.share(reply.shared, self._opened_in, self._say):
            return Reply((Message(self._say("not-shared")),))
        return reply

    def shown(self, reply: Reply) -> Block:
        """A reply for somebody who looks at a modal."""
        if reply.wait:
            return self._unsaved(reply)
        said = [shown.summary for shown in reply.messages]
        if isinstance(reply.view, DocumentView):
            return self._modal(reply.view, notices=said)
        if reply.view:
            stays = self._stays(reply.view)
            part = self.meta.part if stays else None
            return self._modal(reply.view, part, said, more=stays and self.meta.more)
        messages = [message for message in (reply.window, reply.replace, *reply.messages, reply.home) if message]
        if messages:
            shown = shown_modal(messages[0], self._say, more=messages[1:])
            return placed(shown, self.meta.channel, self.meta.thread) if self.meta.channel else shown
        comes = (self._say("file-comes", title=file.title) for file in reply.files)
        return text_modal(reply.passing or next(comes, self._say("done")), self._say)

    def _modal(self, view: View, part: int | None = None, notices: Sequence[str] = (), *, more: bool = False) -> Block:
        return deliver.view_modal(view, self._opened_in, self._say, notices, part=part, more=more)

    def _stays(self, view: FormView | ReviewView) -> bool:
        """Whether the same page is shown again, without an error that would call for another part."""
        if isinstance(view, ReviewView):
            return False
        return view.form.ref == FormRef(self.meta.page) and view.at is None and not view.form.has_errors

    async def offer(self, reply: Reply) -> None:
        """A button that opens what could not be shown in the modal."""
        if reply.view and not isinstance(reply.view, DocumentView):
            await self._context.delivery.offer(reply.view, self._route, self._say)

    async def send_files(self) -> None:
        """The files that were asked for by a button: a window shows none."""
        for file in self._files:
            await self._context.delivery.file(file, self._route, self._say)

    async def tell(self, reply: Reply) -> None:
        """What is posted beside the modal: what is said with a page, and the conclusion of a document.

        A page that is no document stands in the modal alone: it may hold what is not to stay in any history.
        """
        if not isinstance(reply.view, DocumentView):
            return
        for shown in reply.messages or ((reply.view.content,) if reply.view.paper else ()):
            await self._context.delivery.post(shown, self._route, self._say)


def _errors(view: Payload, meta: FormState, reply: Reply) -> dict[str, str]:
    """The errors as Slack shows them beside the inputs, by block id.

    Empty where that cannot be done: there are none, an error belongs to no input of this view or comes with
    offers, or the draft has a new revision, which the modal would not learn.
    """
    form = reply.view.form if isinstance(reply.view, FormView) else None
    if form is None or reply.view.notices or reply.view.conflicts or form.ref != meta.ref or form.error:  # type: ignore[union-attr]
        return {}
    found: dict[tuple[str, ...], str] = {}
    for field in form.fields:
        if field.error:
            found[(field.key,)] = field.error
        found |= {(field.key, *cell): error for cell, error in field.cell_errors.items()}
        if field.offers or field.cell_offers or any(row.error for row in field.rows):
            return {}
    ids = input_ids(view)
    if not all(path in ids for path in found):
        return {}
    return {ids[path]: cut(error, limits.LABEL) for path, error in found.items()}
