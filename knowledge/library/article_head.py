"""The head of an article file: YAML, read with the lines in which things stand, and written as by hand."""

import math
from datetime import date
from typing import Any

import yaml

from knowledge.library.article_file import ArticleError
from knowledge.library.yaml_file import safe_loader


class _Loader(safe_loader()):  # type: ignore[misc]  # which of the two is known only when it runs
    """Names a key that stands twice: YAML would drop the former without a word."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> Any:
        known: set[str] = set()
        for key in (key for key, _ in node.value if isinstance(key, yaml.ScalarNode)):
            if key.value in known:
                message = f"{key.value!r} stands here for the second time. Keep one of the two, or join them."
                raise ArticleError(key.start_mark.line + 2, message)
            known.add(key.value)
        return super().construct_mapping(node, deep)


def read_head(head: str) -> tuple[dict[str, Any], yaml.Node | None]:
    """What stands in a head, and the tree that tells where; raises ``ArticleError``."""
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


def line_of(tree: yaml.Node | None, location: tuple[int | str, ...]) -> int:
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


def write_head(data: dict[str, Any]) -> str:
    """A head as it would be written by hand."""
    plain = {key: _OnOneLine(value) if key in _ON_ONE_LINE else _plain(value) for key, value in data.items()}
    return yaml.dump(plain, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=math.inf)


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
