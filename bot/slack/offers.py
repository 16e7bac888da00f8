"""What may be meant by an answer that was not clear: offered above its field, to be chosen."""

from bot.chat.form_inputs import OFFER
from bot.chat.texts import size
from bot.slack import limits
from bot.slack.blocks import Block, input_block, plain
from bot.slack.words import Say
from flows.fields import Choice, Choices

MARK = "="
"""Stands before every option value, because Slack takes no empty one."""


def option(choice: Choice) -> Block:
    """An option of a menu or of radio buttons."""
    return {"text": plain(choice.label, limits.OPTION), "value": f"{MARK}{choice.value}"}


def offer_block(address: list[str | int], offers: Choices, say: Say) -> Block:
    """What may be meant by the answer at an address: one that is chosen is the answer."""
    options = [option(choice) for choice in offers if size(choice.value) < limits.OPTION_VALUE][: limits.RADIO_OPTIONS]
    element = {"type": "radio_buttons", "action_id": "input", "options": options}
    return input_block([OFFER, *address[1:]], say("offered"), element, required=False)
