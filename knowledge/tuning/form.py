"""How an article is written: short sentences, plain words, one closing line that tells what is from the source."""

import re
from collections.abc import Iterator

from knowledge.library.article import Article

LONGEST_BODY = 300
LONGEST_FIRST_PARAGRAPH = 60
LONGEST_SENTENCE = 25
EASE_OF_BODY = 55.0
EASE_OF_FIRST_PARAGRAPH = 50.0
SCATTERED = ("general practice", "our copy")
"""Marks that once stood in the middle of the text; the closing line says it for the whole."""

_CLOSING = re.compile(r"From the sources?: (all of it\.|[^\n]+\. Our advice: [^\n]+\.)|Our advice: all of it\.")
_LINK = re.compile(r"\[([^]]*)]\([^)]*\)")
_MARKER = re.compile(r"^\s*(?:[-*#>]+|\d+[.)]|[A-Z][.)])\s+")
_END = re.compile(r"(?<=[.!?])[\"'”’)*]*\s+|(?<=[.!?][\"”’)*])\s+")
_WORD = re.compile(r"[^\W_]+(?:[.,'’:/-][^\W_]+)*")
_VOWELS = re.compile(r"[aeiouyàáâäåæèéêëìíîïòóôöøùúûü]+")
_SILENT = re.compile(
    r"(?<=[^aeiouy])(?<![^aeiouy]l)(?:e|(?<![cgsxz])(?<!ch)(?<!sh)es|(?<![td])ed)$"
    r"|(?<=[^aeiouyl])e(?=ment|ful|less|ness|thing|times|one|fore|holder)"
    r"|(?<=bus)i(?=ness)|(?<=p)eo(?=ple)"
)
_TWO = re.compile(
    r"(?<![ctgsx])i[ao]|(?<![qg])u(?:[ao]|e(?!s?$))|eo|[ey]ing|iu|(?<=cr)ea|^idea|area|ie(?=r|t|n[ct])|oye"
)


def faults(article: Article) -> list[str]:
    """What of the form does not hold in ``article``, one sentence each; empty when all does."""
    return list(_faults(article))


def sentences(text: str) -> list[str]:
    """The sentences of Markdown; an item of a list ends one, whether or not a full stop does."""
    lines = (_MARKER.sub("", _LINK.sub(r"\1", line)).replace("**", "") for line in text.splitlines())
    return [each for line in lines for each in _END.split(line) if _WORD.search(each)]


def words(text: str) -> list[str]:
    """The words of a text; figures count, a word with a hyphen is one."""
    return _WORD.findall(text)


def reading_ease(text: str) -> float:
    """Flesch's reading ease of Markdown: about 100 is very easy, 60 plain, 30 hard."""
    of_sentences = [words(each) for each in sentences(text)]
    count = sum(map(len, of_sentences))
    if not count:
        return 100.0
    spoken = sum(syllables(word) for each in of_sentences for word in each)
    return 206.835 - 1.015 * count / len(of_sentences) - 84.6 * spoken / count


def syllables(word: str) -> int:
    """How many syllables an English word has, counted by its groups of vowels; at least one.

    An estimate without a dictionary: about nine words of ten are right, and the errors even out over a text.
    Figures and abbreviations count as they are written, so mostly as one.
    """
    return sum(_syllables(part) for part in re.split(r"[^\w]+", word.lower()) if part) or 1


def _faults(article: Article) -> Iterator[str]:
    body, lowered = article.body, article.body.lower()
    if (count := len(body.split())) > LONGEST_BODY:
        yield f"The body has {count} words; {LONGEST_BODY} are the limit."
    if (count := len(article.short.split())) > LONGEST_FIRST_PARAGRAPH:
        yield f"The first paragraph has {count} words; {LONGEST_FIRST_PARAGRAPH} are the limit."
    for each in sentences(body):
        if (count := len(words(each))) > LONGEST_SENTENCE:
            yield f"A sentence has {count} words, {LONGEST_SENTENCE} are the limit: {each}"
    for name, text, least in (
        ("The body", body, EASE_OF_BODY),
        ("The first paragraph", article.short, EASE_OF_FIRST_PARAGRAPH),
    ):
        if (ease := reading_ease(text)) < least:
            yield f"{name} reads at {ease:.1f}; {least:g} is the least."
    for mark in SCATTERED:
        if mark in lowered:
            yield f"{mark!r} stands in the text; the closing line says what is our advice."
    if set(article.sources) != {"product"} and not _CLOSING.fullmatch(body.rsplit("\n", 1)[-1]):
        yield "The last line must read 'From the source: … . Our advice: … .'."


def _syllables(part: str) -> int:
    groups = len(_VOWELS.findall(part)) + len(_TWO.findall(part))
    return max(1, groups - len(_SILENT.findall(part)))
