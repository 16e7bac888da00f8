"""Every message that the advisor uses is in the catalogue, with the parameters it is given."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import bot
from bot.chat.messages import catalogue
from bot.chat.messages.english import WORDS
from bot.chat.messages.files import ON_SHEETS
from bot.chat.messages.pictures import ON_THEM

BOT = Path(bot.__file__).parent
SOURCES = [
    path for path in BOT.rglob("*.py") if not path.is_relative_to(BOT / "chat/messages") or path.name == "voice.py"
]
VOICES = {"say", "mark", "line", "plain"}
_ID = re.compile(r"[a-z]+\.[a-z0-9-]+")


@dataclass(frozen=True)
class Use:
    """One call that says something: where, the id or a pattern of ids, and the parameters; None where unknown."""

    where: str
    pattern: str
    given: frozenset[str] | None


@cache
def uses() -> tuple[Use, ...]:
    """All calls that say something."""
    return tuple(_uses())


def _uses() -> Iterator[Use]:
    for path in SOURCES:
        if not path.is_relative_to(BOT / "advisor"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name) and node.args:
                name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
                if name in VOICES:
                    given = frozenset(k.arg for k in node.keywords if k.arg)
                    open_ = any(k.arg is None for k in node.keywords)
                    for pattern in filter(_is_closed, patterns(node.args[0])):
                        yield Use(f"{path.name}:{node.lineno}", pattern, None if open_ else given)


def worded() -> Iterator[str]:
    """The patterns of ids that are handed on as `Words`."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Words":
                for keyword in node.keywords:
                    yield from filter(_is_closed, patterns(keyword.value)) if keyword.arg == "id" else ()


def patterns(node: ast.expr) -> Iterator[str]:
    """The ids that an expression may give, as regular expressions; none for a variable."""
    match node:
        case ast.Constant(value=str(text)):
            yield re.escape(text)
        case ast.IfExp(body=body, orelse=orelse):
            yield from (*patterns(body), *patterns(orelse))
        case ast.JoinedStr(values=values):
            yield "".join(re.escape(str(v.value)) if isinstance(v, ast.Constant) else ".+" for v in values)


def _is_closed(pattern: str) -> bool:
    """Whether it says anything about the id at all."""
    return pattern.strip("+.") != ""


@cache
def messages_like(pattern: str) -> list[str]:
    """The messages whose id the pattern describes; nearly every pattern is one id."""
    if ".+" not in pattern:
        only = re.sub(r"\\(.)", r"\1", pattern)
        return [only] if only in catalogue() else []
    described = re.compile(pattern).fullmatch
    return [message for message in catalogue() if described(message)]


def placeholders(message: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", catalogue()[message]))


def test_every_message_is_there_and_gets_all_it_asks_for() -> None:
    for use in uses():
        found = messages_like(use.pattern)
        assert found, f"{use.where}: there is no message {use.pattern}"
        if use.given is not None and len(found) == 1:
            assert placeholders(found[0]) <= use.given, use.where


def test_no_message_is_left_over() -> None:
    texts = [path.read_text(encoding="utf-8") for path in SOURCES]
    named = {found for text in texts for found in _ID.findall(text)}
    made = [pattern for pattern in (*(use.pattern for use in uses()), *worded()) if ".+" in pattern]
    others = [m for m in WORDS if m not in {**ON_THEM, **ON_SHEETS}]  # those are named by their English words
    unused = [m for m in others if m not in named and not any(re.fullmatch(pattern, m) for pattern in made)]
    assert unused == []
