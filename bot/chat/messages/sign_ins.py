"""What is said about ways to sign in on the web page, in English."""

from collections.abc import Mapping

SIGN_INS: Mapping[str, str] = {
    "access.added": "From now on “{label}” signs you in on the web page. It was joined with you there just now. If "
    "that was not you, open “Sign-ins” on the web page, remove it, and sign out everywhere.",
    "access.removed": "“{label}” signs you in on the web page no more. It was removed there just now. If that was not "
    "you, open “Sign-ins” on the web page and sign out everywhere.",
    # e-mail
    "access.mail": "Your link to sign in",
    "access.mail-text": "This link signs you in on the web page of Cluster Advisor. It works once, for 15 minutes, "
    "and only the newest does. It is for you alone: do not pass it on.",
    "access.mail-button": "Sign in",
    "access.mail-add": "Is this your e-mail address?",
    "access.mail-add-text": "{name} wants to sign in on the web page of Cluster Advisor with this e-mail address. If "
    "that is you, open this link in the browser in which you asked for it. It works once, for 15 minutes.",
    "access.mail-add-button": "Confirm the address",
}
