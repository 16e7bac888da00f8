"""Article files: Markdown with a head of YAML, one topic each."""

import math
from datetime import date
from typing import Any

import yaml
from pydantic import ValidationError

from knowledge.library.article import Article
from knowledge.library.yaml_file import SafeLoader


class ArticleError(ValueError):
    """Passage that is no article; ``line`` counts from 1."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(f"line {line}: {message}")
        self.line, self.message = line, message


def parse_article(text: str) -> Article:
    """Read one article from its file's text; raises ``ArticleError``."""
    head, body = _split(text)
    data, tree = _yaml(head)
    if body.strip():
        data["body"] = body
    else:
        raise ArticleError(text.count("\n") + 1, "The answer is missing. Write it below the second line of '---'.")
    try:
        return Article.model_validate(data)
    except ValidationError as error:
        errors = error.errors()
        first = next((each for each in errors if each["type"] == "extra_forbidden"), errors[0])
        raise ArticleError(_line_of(tree, first["loc"]), _explain(first["loc"], first["msg"])) from None


def format_article(article: Article) -> str:
    """Write an article as its file would be written by hand, so that ``parse_article`` gives it back.

    A change of one line in chat then is a change of one line in the file.
    """
    data = article.model_dump(mode="python", exclude={"body"}, exclude_defaults=True)
    plain = {key: _OnOneLine(value) if key in _ON_ONE_LINE else _plain(value) for key, value in data.items()}
    head = yaml.dump(plain, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=math.inf)
    return f"---\n{head}---\n{article.body}\n"


def _split(text: str) -> tuple[str, str]:
    lines = text.replace("\r\n", "\n").split("\n")
    if lines[0].strip() != "---":
        raise ArticleError(1, "The file must start with a line of '---' followed by id, title and so on.")
    end = next((n for n, line in enumerate(lines[1:], 1) if line.strip() == "---"), None)
    if end is None:
        raise ArticleError(len(lines), "The head has no end. Close it with a line of '---' before the answer.")
    return "\n".join(lines[1:end]), "\n".join(lines[end + 1 :])


class _Loader(SafeLoader):  # type: ignore[misc]  # which of the two is known only when it runs
    """Names a key that stands twice: YAML would drop the former without a word."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> Any:
        known: set[str] = set()
        for key in (key for key, _ in node.value if isinstance(key, yaml.ScalarNode)):
            if key.value in known:
                message = f"{key.value!r} stands here for the second time. Keep one of the two, or join them."
                raise ArticleError(key.start_mark.line + 2, message)
            known.add(key.value)
        return super().construct_mapping(node, deep)


def _yaml(head: str) -> tuple[dict[str, Any], yaml.Node | None]:
    try:
        loader = _Loader(head)
        tree = loader.get_single_node()
        data = loader.construct_document(tree) if tree else None
    except ArticleError:
        raise
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 2 if mark else 2
        raise ArticleError(
            line, f"The head is not valid YAML: {error.problem}. Quote texts that hold ': ' or ' #'."
        ) from None
    except (yaml.YAMLError, ValueError) as error:
        raise ArticleError(2, f"The head cannot be read: {error}.") from None
    if not isinstance(data, dict):
        raise ArticleError(2, "The head must consist of lines such as 'title: RACI matrix'.")
    return data, tree


def _line_of(tree: yaml.Node | None, location: tuple[int | str, ...]) -> int:
    """The line in the file of the innermost part of ``location`` that stands in the head."""
    line = 2
    for step in location:
        found: yaml.Node | None = None
        if isinstance(tree, yaml.MappingNode):
            found = next((value for key, value in tree.value if key.value == step), None)
            line = next((key.start_mark.line + 2 for key, _ in tree.value if key.value == step), line)
        elif isinstance(tree, yaml.SequenceNode) and isinstance(step, int) and step < len(tree.value):
            found = tree.value[step]
            line = tree.value[step].start_mark.line + 2
        if found is None:
            break
        tree = found
    return line


def _explain(location: tuple[int | str, ...], message: str) -> str:
    where = ".".join(str(step + 1) if isinstance(step, int) else step for step in location)
    known = {
        "Field required": f"{where!r} is missing. Add it.",
        "Extra inputs are not permitted": f"{where!r} is not known. Correct the spelling or remove the line.",
        "Input should be a valid string": f"{where!r} must be text. Put it in quotes.",
    }
    return known.get(message, f"{where!r} cannot be used: {message}.")


_ON_ONE_LINE = ("keywords", "related", "sources")


class _OnOneLine(list[str]):
    """A list written as ``[a, b]``."""


class _Dumper(yaml.SafeDumper):
    """Writes as the articles are written: lists indented, and double quotes, where there must be any."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def choose_scalar_style(self) -> Any:
        style = super().choose_scalar_style()
        return '"' if style == "'" else style


_Dumper.add_representer(
    _OnOneLine, lambda dumper, items: dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=True)
)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value if isinstance(value, str | int | date) else str(value)
