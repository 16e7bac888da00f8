"""The seven languages people ask in."""

from typing import Literal, get_args

Language = Literal["en", "de", "fr", "es", "it", "pl", "ar"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
STEMMERS: dict[Language, str] = {
    "en": "english",
    "de": "german",
    "fr": "french",
    "es": "spanish",
    "it": "italian",
    "pl": "polish",
    "ar": "arabic",
}
