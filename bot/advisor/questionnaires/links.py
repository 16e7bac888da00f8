"""The links by which members answer: signed, so that nobody can make one up."""

import hmac
from base64 import urlsafe_b64encode
from hashlib import sha256

from bot.store.questionnaires import Questionnaire

EVERYBODY = "all"
"""Stands where a link of one member has the member."""
_SIGNS = 22
"""Signs of a signature: 132 bits."""


def token(one: Questionnaire, member: str) -> str:
    """What stands behind the address of the advisor: which questionnaire, who answers, and the signature."""
    return f"{one.name}.{member.encode().hex()}.{_signature(one.key, member)}"


def parted(token: str) -> tuple[str, str, str] | None:
    """Name, member and signature of what may be a link; None where it is none."""
    name, _, rest = token.partition(".")
    member, _, signature = rest.partition(".")
    try:
        return (name, bytes.fromhex(member).decode(), signature) if name and signature else None
    except ValueError:  # no member of ours
        return None


def fits(one: Questionnaire, member: str, signature: str) -> bool:
    """Whether this questionnaire made the link."""
    return hmac.compare_digest(_signature(one.key, member).encode(), signature.encode("utf-8", "replace"))


def _signature(key: str, member: str) -> str:
    signed = hmac.digest(key.encode(), member.encode(), sha256)
    return urlsafe_b64encode(signed).decode()[:_SIGNS]
