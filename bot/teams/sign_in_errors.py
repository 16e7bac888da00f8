"""Why Microsoft's sign-in gives the app no token, in plain words with what to do, by the number of its error."""

from collections.abc import Mapping

_SECRETS = "“Certificates & secrets” of the app registration"

TEXTS: Mapping[int, str] = {
    7000215: f"TEAMS_APP_SECRET is not right. Copy the value of the secret (not its id) from {_SECRETS}; it is shown "
    "only once, so make a new one if it is gone.",
    7000222: f"TEAMS_APP_SECRET has ended. Make a new one under {_SECRETS}, and set its value.",
    700016: "TEAMS_APP_ID is not known in this organisation. Copy “Application (client) ID” and “Directory (tenant) "
    "ID” from the same app registration to TEAMS_APP_ID and TEAMS_TENANT_ID.",
    700038: "TEAMS_APP_ID is no application id. Copy “Application (client) ID” of the app registration.",
    7000229: "The app has no place in this organisation yet. Make the Azure Bot there (docs/teams.md, step 4).",
    90002: "TEAMS_TENANT_ID names no organisation. Copy “Directory (tenant) ID” of the app registration.",
    900023: "TEAMS_TENANT_ID is no id of an organisation. Copy “Directory (tenant) ID” of the app registration.",
    53003: "A rule of your organisation (Conditional Access) keeps the app from signing in. Ask its administrator.",
}
"""Source: learn.microsoft.com, “Microsoft Entra authentication and authorization error codes”."""

_SEVERAL = (
    "TEAMS_APP_ID is not known as an app for several organisations. If it is for one, set TEAMS_TENANT_ID to "
    "“Directory (tenant) ID” of the app registration."
)
_OTHERWISE = (
    "Microsoft does not accept TEAMS_APP_ID with TEAMS_APP_SECRET. Check both, that the secret has not "
    "ended, and TEAMS_TENANT_ID for an app of one organisation."
)


def explained(answer: object, tenant: str) -> str:
    """What an answer without a token means; ``tenant`` is the organisation that was asked, empty for any."""
    codes = answer.get("error_codes") if isinstance(answer, Mapping) else None
    numbers = [code for code in codes if isinstance(code, int)] if isinstance(codes, list) else []
    if not tenant and 700016 in numbers:
        return _SEVERAL
    known = next((TEXTS[number] for number in numbers if number in TEXTS), _OTHERWISE)
    return f"{known} (AADSTS{numbers[0]})" if numbers else known
