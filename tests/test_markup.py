"""The small markup of the advisor's texts."""

from hypothesis import given
from hypothesis import strategies as st

from bot.chat import markup
from bot.chat.markup import Paragraph, Span, escape, parse

TYPED = st.text(alphabet=st.sampled_from("ab1 -.*_[]()\\“é²€+#>`!\n\r\0\t\u00a0"), max_size=12)
SENTENCES = st.lists(
    st.one_of(TYPED.map(escape), TYPED.map(lambda text: f"**{escape(text)}**"), TYPED, st.sampled_from(["On ", " x "])),
    max_size=5,
).map("".join)


@given(SENTENCES)
def test_a_sentence_is_read_quickly_as_the_parser_reads_it(text: str) -> None:
    assert parse(text) == markup._parsed(text)


def test_what_people_typed_is_shown_as_it_is_within_bold() -> None:
    typed = "Call *Ana* [now]"
    assert parse(f"On Monday: **{escape(typed)}**.") == (
        Paragraph((Span("On Monday: "), Span(typed, bold=True), Span("."))),
    )


def test_a_sentence_with_bold_words_needs_no_parser() -> None:
    assert markup._sentence(f"On 8 March: **{escape('Call Ana (board)')}** (of “{escape('Plan no. 1')}”).")
