"""Article files: Markdown with a head of YAML, one topic each.

What reads and writes the head is imported where there is one: a start with an index reads no article file.
"""

from pydantic import ValidationError

from knowledge.library.article import Article


class ArticleError(ValueError):
    """Passage that is no article; ``line`` counts from 1."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(f"line {line}: {message}")
        self.line, self.message = line, message


def parse_article(text: str) -> Article:
    """Read one article from its file's text; raises ``ArticleError``."""
    from knowledge.library.article_head import line_of, read_head

    head, body = _split(text)
    data, tree = read_head(head)
    if body.strip():
        data["body"] = body
    else:
        raise ArticleError(text.count("\n") + 1, "The answer is missing. Write it below the second line of '---'.")
    try:
        return Article.model_validate(data)
    except ValidationError as error:
        errors = error.errors()
        first = next((each for each in errors if each["type"] == "extra_forbidden"), errors[0])
        raise ArticleError(line_of(tree, first["loc"]), _explain(first["loc"], first["msg"])) from None


def format_article(article: Article) -> str:
    """Write an article as its file would be written by hand, so that ``parse_article`` gives it back.

    A change of one line in chat then is a change of one line in the file.
    """
    from knowledge.library.article_head import write_head

    data = article.model_dump(mode="python", exclude={"body"}, exclude_defaults=True)
    return f"---\n{write_head(data)}---\n{article.body}\n"


def _split(text: str) -> tuple[str, str]:
    lines = text.replace("\r\n", "\n").split("\n")
    if lines[0].strip() != "---":
        raise ArticleError(1, "The file must start with a line of '---' followed by id, title and so on.")
    end = next((n for n, line in enumerate(lines[1:], 1) if line.strip() == "---"), None)
    if end is None:
        raise ArticleError(len(lines), "The head has no end. Close it with a line of '---' before the answer.")
    return "\n".join(lines[1:end]), "\n".join(lines[end + 1 :])


def _explain(location: tuple[int | str, ...], message: str) -> str:
    where = ".".join(str(step + 1) if isinstance(step, int) else step for step in location)
    known = {
        "Field required": f"{where!r} is missing. Add it.",
        "Extra inputs are not permitted": f"{where!r} is not known. Correct the spelling or remove the line.",
        "Input should be a valid string": f"{where!r} must be text. Put it in quotes.",
    }
    return known.get(message, f"{where!r} cannot be used: {message}.")
