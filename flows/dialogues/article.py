"""An article of the knowledge base, written or changed by a curator in chat.

The limits (a first paragraph of 60 words that answers by itself, 300 words in all) are those of the articles that
come with the product; that other phrasings matter most for being found was measured on them.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from typing import ClassVar

from pydantic import field_validator, model_validator

from flows import registry
from flows.calendar import MONDAY_TO_FRIDAY, Calendar
from flows.conclusions import Conclusion, Table
from flows.dialogue import Answers, Dialogue, Page, problem
from flows.fields import LONG, Choice, Choices, Raw, choice, long_text, short_text
from flows.findings import Finding, Severity

SHORT_WORDS, ALL_WORDS = 60, 300
FEWEST_PHRASINGS, ENOUGH_PHRASINGS = 5, 20
LINE = 300
"""Characters of a phrasing, a keyword or a source."""

AREAS: Choices = (
    Choice("planning", "Goals and action plans"),
    Choice("strategy", "Strategy and governance"),
    Choice("challenges", "Members, money and other challenges"),
    Choice("business-model", "Business models"),
    Choice("resources", "European programmes, reports and policy"),
    Choice("green", "Green transition"),
    Choice("digital", "Digital transition"),
    Choice("international", "Going international"),
    Choice("coaching", "Academy and coaching"),
    Choice("advisor", "How this advisor works"),
)

_MARKS = (
    (re.compile(r"^([ \t]*)[-*+][ \t]+", re.MULTILINE), r"\1• "),
    (re.compile(r"(?<![\\*\w])(\*{1,3})(?=[^\s*])((?:[^*\n]|\n(?!\n))*?[^\s*\\])\1(?![*\w])"), r"\2"),
    (re.compile(r"(?<!\\)\[([^]\n]+)\]\(([^)\s]+)\)"), r"\1 (\2)"),
    (re.compile(r"\\([!-/:-@[-`{-~])"), r"\1"),
)
"""The marks that an answer may hold (list, bold, link, escaped sign), and what stands there without them."""
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def lines(text: str | None) -> tuple[str, ...]:
    """What stands one on a line, without bullets, blank lines and repetitions."""
    stripped = (line.strip(" \t\r-•*") for line in (text or "").split("\n"))
    return tuple({line.casefold(): line for line in stripped if line}.values())


def without_marks(text: str) -> str:
    """An answer as plain text: what is bold or a link only reads as such, and lists have bullets."""
    for mark, plain in _MARKS:
        text = mark.sub(plain, text)
    return text


def slug(title: str) -> str:
    """A title as an id: “What is a RACI matrix?” → ``what-is-a-raci-matrix``."""
    plain = unicodedata.normalize("NFKD", title.replace("ß", "ss")).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:80].strip("-")


def _count(text: str) -> int:
    return len(text.split())


def _no_long_line(found: tuple[str, ...]) -> None:
    for line in found:
        if len(line) > LINE:
            raise problem("article.long-line", length=len(line), limit=LINE)


_TOLD = ("topic/name", "topic/area", "answer/short", "answer/more", "details/slug", "details/sources")
"""What stands in the table of an article as it is."""


class TopicPage(Page):
    title = "Topic"
    intro = "One article answers one question. If you have two, write two articles."
    name: str = short_text(
        "What is the article about?",
        help="This is its title. It also appears on buttons, so keep it short.",
        example="VAT on membership fees",
    )
    area: str = choice("Which area does it belong to?", AREAS, help="The owner of this area looks after the article.")


class AnswerPage(Page):
    title = "Answer"
    intro = "Write for people whose third language is English: short sentences, plain words."
    short: str = long_text(
        "What is the answer, in one paragraph?",
        help="It must be an answer by itself, in 60 words at most. Most people read no further.",
        example="Whether you must charge VAT on membership fees depends on your country and on what members get for "
        "them. Ask your tax adviser before you send the bills.",
    )
    more: str | None = long_text(
        "What else should people know or do?",
        required=False,
        help="Steps, figures, examples: 300 words at most, together with the first paragraph. For a list, start each "
        "line with “- ”. For bold text, put it between **two stars**.",
        example="**What to do**\n\n1. Ask your tax adviser which rule applies to you.\n2. Name the rule on the bill.",
    )

    @field_validator("short")
    @classmethod
    def one_short_paragraph(cls, value: str) -> str:
        if _count(value) > SHORT_WORDS:
            raise problem("article.short-too-long", words=_count(value), limit=SHORT_WORDS)
        return " ".join(value.split())

    @model_validator(mode="after")
    def not_too_long(self) -> "AnswerPage":
        words = _count(self.short) + _count(self.more or "")
        if words > ALL_WORDS:
            raise problem("article.too-long", field="more", words=words, limit=ALL_WORDS)
        return self


class AskedPage(Page):
    title = "How people ask"
    intro = "This decides whether the article is found. Write the way people who do not know the term would ask."
    phrasings: str = long_text(
        "How do people ask for this?",
        help="One question per line: at least 5, ideally 20. Each should use words that the others lack.",
        example="do we have to charge VAT on membership fees\nmembership fee with or without tax\nVAT members",
    )
    further: str | None = long_text(
        "How else do people ask?",
        required=False,
        help="For what does not fit in the field above; again, one question per line.",
        example="are we exempt from VAT as an association",
    )
    keywords: str | None = long_text(
        "Which keywords and abbreviations go with it?",
        required=False,
        help="Separate them with commas.",
        example="VAT, value added tax, turnover tax, fee",
    )

    @field_validator("phrasings")
    @classmethod
    def enough_phrasings(cls, value: str) -> str:
        found = lines(value)
        if len(found) < FEWEST_PHRASINGS:
            raise problem("article.few-phrasings", count=len(found), limit=FEWEST_PHRASINGS)
        _no_long_line(found)
        return "\n".join(found)

    @field_validator("further")
    @classmethod
    def short_lines(cls, value: str | None) -> str | None:
        _no_long_line(lines(value))
        return value

    @property
    def all_phrasings(self) -> tuple[str, ...]:
        """The ways to ask of both fields."""
        return lines(f"{self.phrasings}\n{self.further or ''}")

    @field_validator("keywords")
    @classmethod
    def short_keywords(cls, value: str | None) -> str | None:
        _no_long_line(split_keywords(value))
        return value


class DetailsPage(Page):
    title = "Source and links"
    sources: str = long_text(
        "Which source is the answer based on?",
        help="The document with its publisher and year, one per line. People see it below the answer.",
        example="Guide on Capacity Building for Clusters (European Cluster Collaboration Platform, 2021)",
    )
    dialogue: str | None = choice(
        "Which dialogue helps with it?",
        lambda answers, row: offered_dialogues(),
        required=False,
        help="People can start it from the answer.",
    )
    related: str | None = long_text(
        "Which other articles are related?",
        required=False,
        help="The title or id of each, one per line, the most useful first.",
        example="Membership fees and their levels",
    )
    slug: str = short_text(
        "What id should it have?",
        help="Lower-case letters and digits, with hyphens between the words. It stays the same when the title changes.",
        example="vat-on-membership-fees",
    )

    @field_validator("sources")
    @classmethod
    def named_sources(cls, value: str) -> str:
        _no_long_line(lines(value))
        return value

    @field_validator("slug")
    @classmethod
    def plain_slug(cls, value: str) -> str:
        if not _SLUG.fullmatch(value) or len(value) > 80:
            raise problem("article.bad-id", suggestion=slug(value) or "my-article")
        return value


def offered_dialogues() -> Choices:
    """The dialogues that an article can offer."""
    return tuple(Choice(found.id, found.title) for found in registry.all_dialogues().values())


def in_fields(phrasings: Iterable[str]) -> dict[str, Raw]:
    """Ways to ask as the two fields for them would hold them: as many as fit into the first, the others below."""
    fields = {"phrasings": "", "further": ""}
    for phrasing in phrasings:
        fits = not fields["further"] and len(fields["phrasings"]) + len(phrasing) < LONG
        field = "phrasings" if fits else "further"
        fields[field] = f"{fields[field]}\n{phrasing}".lstrip("\n")
    return dict(fields)


def split_keywords(text: str | None) -> tuple[str, ...]:
    """Keywords separated by commas or lines."""
    return lines((text or "").replace(",", "\n").replace(";", "\n"))


class ArticleDialogue(Dialogue):
    """One article.  What it refers to (other articles, known sources) is checked where the articles are known."""

    id = "article"
    command = "article"
    title = "Article"
    purpose = "Write or change an article in the knowledge base."
    minutes = 15
    place = 900
    audience = "curator"
    starters = ("new article", "write an article", "add an article")
    words: ClassVar[Mapping[str, str]] = {
        "article.short-too-long": "This has {words} words. Please keep it to {limit}, and put the rest below.",
        "article.too-long": "Both parts together have {words} words. Please keep them to {limit}.",
        "article.few-phrasings": "You have written {count} so far. Please write at least {limit}, one per line.",
        "article.long-line": "One line has {length} characters. Please keep each to {limit}.",
        "article.bad-id": "Use lower-case letters, digits and single hyphens only, for example “{suggestion}”.",
        "article.more-phrasings": "There are {count} ways to ask for it. With {limit} or more, people find it far more "
        "easily.",
        "article.ready": "Short answer, source and enough ways to ask for it: this article is complete.",
    }

    topic: TopicPage
    answer: AnswerPage
    asked: AskedPage
    details: DetailsPage

    @classmethod
    def suggest(cls, page: str, answers: Answers, today: date) -> Raw:
        name = str((answers.get("topic") or {}).get("name") or "")
        return {"slug": slug(name)} if page == "details" and slug(name) else {}

    @classmethod
    def name_of(cls, answers: Answers) -> str:
        return str((answers.get("topic") or {}).get("name") or "").strip()

    @property
    def body(self) -> str:
        """The answer as Markdown, whose first paragraph answers by itself."""
        more = (self.answer.more or "").replace("\r\n", "\n").strip()
        return f"{self.answer.short}\n\n{more}" if more else self.answer.short

    def conclude(self, today: date, calendar: Calendar = MONDAY_TO_FRIDAY) -> Conclusion:
        phrasings = self.asked.all_phrasings
        areas = {area.value: area.label for area in AREAS}
        rows = [
            ("Short answer", without_marks(self.answer.short)),
            ("More", without_marks(self.answer.more or "")),
            ("Area", areas[self.topic.area]),
            ("Source", "; ".join(lines(self.details.sources))),
            ("Ways to ask for it", str(len(phrasings))),
            ("Id", self.details.slug),
        ]
        finding = Finding(message="article.ready", severity=Severity.GOOD)
        if len(phrasings) < ENOUGH_PHRASINGS:
            params: dict[str, str | int | float] = {"count": len(phrasings), "limit": ENOUGH_PHRASINGS}
            finding = Finding(message="article.more-phrasings", params=params, where=("asked", "phrasings"))
        return Conclusion(
            statement=self.topic.name,
            tables=(
                Table(
                    id="article",
                    title="The article",
                    columns=("Part", "Text"),
                    rows=tuple(row for row in rows if row[1]),
                    tells=_TOLD,
                ),
            ),
            findings=(finding,),
            articles=(self.details.slug,),
        )
