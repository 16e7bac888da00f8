"""An article: one topic, what people ask about it, and what the advisor answers."""

from datetime import date, timedelta
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, StringConstraints

from knowledge.library.languages import Language

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]


class Link(BaseModel):
    """An official page on the topic."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Line
    url: HttpUrl


class Translation(BaseModel):
    """How people of another language name the topic and ask for it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Line
    phrasings: tuple[Line, ...] = ()


class Article(BaseModel):
    """One topic: what people ask, and what the advisor answers.

    ``sources`` are codes of ``sources.yaml``; ``dialogue`` is the id of the dialogue to offer;
    ``related`` are ids of other articles; ``body`` is Markdown whose first paragraph answers by itself.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Slug
    title: Line
    area: Slug
    phrasings: tuple[Line, ...] = Field(min_length=1)
    keywords: tuple[Line, ...] = ()
    dialogue: Slug | None = None
    related: tuple[Slug, ...] = ()
    sources: tuple[Line, ...] = Field(min_length=1)
    links: tuple[Link, ...] = ()
    owner: Line
    reviewed: date
    review_every_days: int = Field(ge=1, le=3660)
    translations: dict[Language, Translation] = Field(default_factory=dict)
    body: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]

    @property
    def short(self) -> str:
        """The first paragraph: the answer by itself."""
        return self.body.partition("\n\n")[0].strip()

    @property
    def more(self) -> str:
        """What follows the first paragraph; empty when there is no more."""
        return self.body.partition("\n\n")[2].strip()

    @property
    def review_due(self) -> date:
        """The day by which the owner should have read the article again."""
        return self.reviewed + timedelta(days=self.review_every_days)

    def overdue(self, today: date) -> bool:
        """Whether that day has passed, so that what the article says may be out of date."""
        return self.review_due < today


class Phrasing(BaseModel):
    """One more way to ask for an article, added by a curator."""

    model_config = ConfigDict(frozen=True)

    article: str
    text: Line
    language: Language = "en"
