"""Texts: measured and cut for Slack, and read back from it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.texts import cut, size
from bot.slack.text import cut_escaped, escape, pack, plain, split

anything = st.text(max_size=400) | st.text("&<> \n😀x", max_size=400)


@given(anything, st.integers(5, 300))
def test_cutting_keeps_to_the_limit_and_shows(text: str, limit: int) -> None:
    for shortened, whole in ((cut(text, limit), text), (cut_escaped(text, limit), escape(text))):
        assert size(shortened) <= limit
        assert shortened == whole or shortened.endswith("…")


@given(anything, st.integers(10, 300))
def test_splitting_loses_no_character_but_spaces(text: str, limit: int) -> None:
    pieces = split(text, limit)
    assert all(size(piece) <= limit for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(escape(text).split())


@given(st.lists(st.text(max_size=50), max_size=40))
def test_packing_keeps_every_line(lines: list[str]) -> None:
    packed = pack(lines, 120)
    assert all(size(text) <= 120 for text in packed)
    assert "\n".join(packed) == "\n".join(lines)


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ("<@UBOT> how do we grow?", "how do we grow?"),
        ("ask <@U7|ben> or <@U8>", "ask @ben or @U8"),
        ("see <#C1|general>", "see #general"),
        ("see <https://example.org|example.org>", "see https://example.org"),
        ("see <https://example.org/x|the page>", "see the page"),
        ("<mailto:a@example.org|a@example.org>", "a@example.org"),
        ("<!here> &lt;b&gt; &amp;amp;", "@here <b> &amp;"),
        ("<b>not a reference</b>", "<b>not a reference</b>"),
        ("a\x00b", "a\ufffdb"),
    ],
)
def test_slacks_references_become_plain_text(sent: str, meant: str) -> None:
    assert plain(sent, "UBOT") == meant
