"""Keys: what they open, and which are refused."""

import pytest
from pydantic import SecretStr

from bot.encryption import Keys, UnreadableError, new_key, split
from bot.settings import Settings, SettingsError, load_settings


def test_the_first_key_encrypts_and_all_decrypt() -> None:
    old, new = new_key(), new_key()
    sealed = Keys([old]).encrypt("a token")
    both = Keys(split(f"{new}, {old}"))
    assert (both.decrypt(sealed), Keys([new]).decrypt(both.renewed(sealed))) == ("a token", "a token")
    for work in (Keys([new]).decrypt, Keys([new]).renewed):
        with pytest.raises(UnreadableError):
            work(sealed)


@pytest.mark.parametrize(
    "keys",
    ["short", "A" * 43 + "=", "é" * 44, f"{new_key()},x", "YWJj" * 10 + "YWI="],
    ids=["short", "one letter", "no base64", "one good, one not", "one word"],
)
def test_a_weak_or_malformed_key_is_refused_with_how_to_make_one(keys: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISOR_KEYS", keys)
    with pytest.raises(SettingsError, match=r"ADVISOR_KEYS.*advisor keys new") as refused:
        load_settings()
    assert keys not in str(refused.value)


def problems(**given: object) -> str:
    return " ".join(Settings(_env_file=None, advisor_secret=SecretStr("s"), **given).problems())  # type: ignore[arg-type]


def test_installing_by_a_link_needs_its_secrets_keys_and_address() -> None:
    link = {"slack_client_id": "1.2", "slack_client_secret": SecretStr("s"), "slack_signing_secret": SecretStr("s")}
    whole = link | {"advisor_keys": SecretStr(new_key()), "public_url": "https://advisor.test"}
    assert problems(**whole) == ""
    for left_out in ("slack_client_id", "slack_client_secret", "advisor_keys", "public_url"):
        assert f"{left_out.upper()} " in problems(**{name: value for name, value in whole.items() if name != left_out})
    assert "Remove the one" in problems(**whole, slack_bot_token=SecretStr("xoxb-1"))
