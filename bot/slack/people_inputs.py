"""Questions about people: Slack's own list of colleagues, and names of everybody else, together one answer."""

import re
from collections.abc import Iterator, Sequence

from bot.chat.form_inputs import FIELD, OUTSIDE
from bot.slack import limits
from bot.slack.blocks import Block, error_line, input_block, plain
from bot.slack.offers import offer_block
from bot.slack.words import Say
from flows.fields import Kind
from flows.forms import FormField
from flows.people import listed
from flows.reading.names import Known

INPUT = "input"

_MENTION = re.compile(r"<@([A-Z0-9]+)>")


def people_unit(field: FormField, revision: int, people: Sequence[Known], workspace: str, say: Say) -> list[Block]:
    """Colleagues from Slack's own list, and names of everybody else; together they are one answer."""
    question, by_id = field.question, {known.id: known for known in people}
    users: list[str] = []
    others: list[str] = []
    for item in listed(field.value):
        known = by_id.get(item["person"]) if isinstance(item, dict) else None
        user = next(iter(_users(known, workspace)), "") if known else ""
        if user:
            users.append(user)
        else:
            others.append(item if isinstance(item, str) else item["name"])
    picker: Block = {
        "type": "multi_users_select",
        "action_id": INPUT,
        "placeholder": plain(say("choose-people"), limits.PLACEHOLDER),
        **({"initial_users": list(dict.fromkeys(users))} if users else {}),
        **({"max_selected_items": 1} if field.kind is Kind.PERSON else {}),
    }
    text: Block = {"type": "plain_text_input", "action_id": INPUT, "multiline": True}
    if others:
        text["initial_value"] = "\n".join(others)
    hint = say("outside-hint")
    address: list[str | int] = [FIELD, revision, field.key]
    offered = [offer_block(address, field.offers, say)] if field.offers and field.error else []
    return [
        *([error_line(field.error), *offered] if offered else []),
        input_block(address, question.label, picker, question.help, required=False, tells=True),
        *([error_line(field.error)] if field.error and not offered else []),
        input_block([OUTSIDE, revision, field.key], say("outside"), text, hint, required=False),
    ]


def _users(known: Known, workspace: str) -> Iterator[str]:
    """The ids by which somebody can be chosen in a workspace."""
    for account in known.accounts:
        if workspace and account.startswith(f"{workspace}:"):
            yield account.removeprefix(f"{workspace}:")


def mention(user: str) -> str:
    """How somebody stands in an answer who was chosen from Slack's list."""
    return f"<@{user}>"


def mentioned(item: object) -> str:
    """The user in such a mention, empty if it is none."""
    found = _MENTION.fullmatch(item) if isinstance(item, str) else None
    return found[1] if found else ""
