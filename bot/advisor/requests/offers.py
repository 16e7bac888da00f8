"""What is asked back before a request is done: did I understand you, or did you mean this."""

from collections.abc import Sequence

from bot.advisor.turn import Turn
from bot.chat.blocks import Block, Button, Buttons, Style
from bot.chat.views import Message, Reply
from knowledge.search.requests import Kind


def card(turn: Turn, message: str, buttons: Sequence[Button], **params: str) -> Message:
    """A short message with buttons below it, for the person alone."""
    said = turn.line(message, **params)
    return Message(said.summary, (*said.blocks, *_rows(buttons)))


def confirm(turn: Turn, message: str, label: str, press: str, **params: str) -> Reply:
    """Ask before something is changed; the button does it, and "leave it" leads nowhere."""
    keep = Button(turn.voice.say("session.keep"), "request:keep")
    yes = Button(turn.voice.say(label), press, Style.PRIMARY)
    return Reply(messages=(card(turn, message, (yes, keep), **params),))


def offer(turn: Turn, kinds: Sequence[Kind], starts: Sequence[Button]) -> Message | None:
    """Requests that may have been meant; ``starts`` begin the dialogues that may be."""
    buttons: list[Button] = []
    for kind in kinds:
        known = Button(turn.voice.say(f"request.{kind}"), f"request:do:{kind}")
        buttons += starts if kind == "start" else [known]
    return card(turn, "request.offer", buttons) if buttons else None


def _rows(buttons: Sequence[Button]) -> list[Block]:
    """Buttons in rows of three, as many as fit in one message."""
    return [Buttons(tuple(buttons[at : at + 3])) for at in range(0, min(len(buttons), 15), 3)]
