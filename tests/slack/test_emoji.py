"""Slack's shortcodes are what they show."""

import pytest

from bot.slack.emoji import shown


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        (":wave: hi", "👋 hi"),
        (":+1:", "👍"),
        (":+1::skin-tone-3:", "👍"),
        ("great :tada::tada:", "great 🎉🎉"),
        ("at 10:30:15 or a:b:c", "at 10:30:15 or a:b:c"),
        (":our_own_parrot:", ":our_own_parrot:"),
    ],
)
def test_a_shortcode_is_its_sign(text: str, seen: str) -> None:
    assert shown(text) == seen
