"""What is said about ways to sign in on the web page, in English."""

from collections.abc import Mapping

SIGN_INS: Mapping[str, str] = {
    "access.added": "From now on “{label}” signs you in on the web page. It was added there just now. If that was not "
    "you, open “Sign-ins” on the web page, remove it, and sign out everywhere.",
    "access.removed": "“{label}” no longer signs you in on the web page. It was removed there just now. If that was "
    "not you, open “Sign-ins” on the web page and sign out everywhere.",
    # e-mail
    "access.mail": "Your link to sign in",
    "access.mail-text": "This link signs you in on the web page of Cluster Advisor. It works once, within 15 minutes, "
    "and only the newest link works. It is only for you: do not pass it on.",
    "access.mail-button": "Sign in",
    "access.mail-add": "Is this your e-mail address?",
    "access.mail-add-text": "{name} wants to sign in on the web page of Cluster Advisor with this e-mail address. If "
    "that is you, open this link in the browser where you asked for it. It works once, within 15 minutes.",
    "access.mail-add-button": "Confirm the address",
}
