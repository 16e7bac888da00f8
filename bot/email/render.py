"""Messages as e-mail: plain text and simple HTML of the same words.

Buttons are left out, as nothing comes back; those that are links stay.
"""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from hashlib import sha256
from html import escape

from bot.chat import markup
from bot.chat.blocks import Block, Buttons, Facts, Heading, Note, Text
from bot.chat.markup import Listing, Paragraph, Span
from bot.chat.views import Message
from bot.email.limits import LINE, SUBJECT
from bot.email.words import Say
from flows.reading.mail_addresses import domain_of, wired


@dataclass(frozen=True)
class Envelope:
    """Whom a message is for, and who gave the address: ``by`` is empty where they are gone, ``stop`` the link that
    stops all e-mail to it, empty where nobody gave it.  ``asks``: the address was given for a questionnaire;
    ``signs_in``: whoever reads there asked for a link."""

    address: str
    name: str
    locale: str
    by: str = ""
    cluster: str = ""
    stop: str = ""
    asks: bool = False
    signs_in: bool = False


def render(message: Message, envelope: Envelope, sender: str, key: str, now: datetime) -> EmailMessage:
    """The message as it is sent.  ``sender`` is an address; the same key always gives the same Message-ID."""
    say = Say(message.locale or envelope.locale)
    made = EmailMessage(policy=SMTP.clone(max_line_length=998))
    made["From"] = formataddr((say("title"), wired(sender)))
    made["To"] = formataddr((_header(envelope.name), wired(envelope.address)))
    made["Subject"] = textwrap.shorten(_header(message.summary), SUBJECT, placeholder=" …") or say("title")
    made["Date"] = format_datetime(now)
    made["Message-ID"] = message_id(key, sender)
    made["Auto-Submitted"] = "auto-generated"
    made["X-Auto-Response-Suppress"] = "All"
    if envelope.stop:
        made["List-Unsubscribe"] = f"<{envelope.stop}>"
        made["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    made.set_content(_plain(message, envelope, say), cte="quoted-printable")
    made.add_alternative(_html(message, envelope, say), subtype="html", cte="quoted-printable")
    return made


def message_id(key: str, sender: str) -> str:
    """Sent again because nobody knew whether it went out, a message has the same: programs show it once."""
    return f"<{sha256(key.encode()).hexdigest()[:40]}@{domain_of(sender)}>"


def _header(text: str) -> str:
    """A text on one line: nothing of it begins another header."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def _given(envelope: Envelope, say: Say) -> str:
    if envelope.signs_in:
        return say("signs-in")
    if not envelope.cluster:
        return say("sample")
    message = "asked" if envelope.asks else "given"
    return say(message if envelope.by else f"{message}-unnamed", by=envelope.by, cluster=envelope.cluster)


def _plain(message: Message, envelope: Envelope, say: Say) -> str:
    lines = [say("hello", name=_header(envelope.name)), ""]
    for block in _worded(message):
        match block:
            case Heading(text):
                lines += [text, ""]
            case Text(text) | Note(text):
                lines += [*_wrapped(markup.plain(text)), ""]
            case Facts(pairs):
                lines += [*(f"{name}: {value}" for name, value in pairs), ""]
            case Buttons(items):
                lines += [line for each in items if each.url for line in (f"{each.label}:", each.url, "")]
    lines += ["-- ", *_wrapped(_given(envelope, say))]
    if envelope.stop:
        lines += [say("stop-plain", link=envelope.stop)]
    return "\n".join(lines) + "\n"


def _wrapped(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        yield from textwrap.wrap(line, LINE, break_long_words=False, break_on_hyphens=False) or [""]


def _worded(message: Message) -> Sequence[Block]:
    return message.blocks or (Text(markup.escape(message.summary)),)


def _html(message: Message, envelope: Envelope, say: Say) -> str:
    parts = [f"<p>{escape(say('hello', name=_header(envelope.name)))}</p>"]
    for block in _worded(message):
        match block:
            case Heading(text):
                parts.append(f'<h1 style="font-size:1.2em">{escape(text)}</h1>')
            case Text(text):
                parts += _html_of(text)
            case Note(text):
                parts += [f'<div style="color:#555">{part}</div>' for part in _html_of(text)]
            case Facts(pairs):
                parts += [f"<p><b>{escape(name)}:</b> {escape(value)}</p>" for name, value in pairs]
            case Buttons(items):
                linked = [each for each in items if each.url]
                parts += [f'<p><a href="{escape(each.url)}">{escape(each.label)}</a></p>' for each in linked]
    parts.append(f'<hr><p style="color:#555;font-size:.9em">{escape(_given(envelope, say))}</p>')
    if envelope.stop:
        parts.append(f'<p style="font-size:.9em"><a href="{escape(envelope.stop)}">{escape(say("stop"))}</a></p>')
    language = escape(message.locale or envelope.locale or "en")
    body = "\n".join(parts)
    head = f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8"></head>'
    return f'{head}\n<body dir="auto">\n{body}\n</body></html>\n'


def _html_of(text: str) -> Iterator[str]:
    for part in markup.parse(text):
        match part:
            case Paragraph(spans):
                yield f"<p>{_spans(spans)}</p>"
            case Listing(items, start):
                tag = "ul" if start is None else "ol"
                yield f"<{tag}>{''.join(f'<li>{_spans(item)}</li>' for item in items)}</{tag}>"


def _spans(spans: Sequence[Span]) -> str:
    return "".join(_span(span) for span in spans)


def _span(span: Span) -> str:
    text = escape(span.text).replace("\n", "<br>")
    text = f"<b>{text}</b>" if span.bold else text
    return f'<a href="{escape(span.url)}">{text}</a>' if span.url.startswith(("https://", "http://")) else text
