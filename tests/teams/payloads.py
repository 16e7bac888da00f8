"""What Teams sends, in every shape that the models of Microsoft's SDK (`microsoft_teams.api`) know, and in some that it
knows not.

The shapes follow those models, which read each of them in `test_payloads`; none was recorded from Teams itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.teams.cards import PRESS, WAY
from tests.teams.fake_teams import APP, TENANT, Object
from tests.teams.person import Person

BOT = {"id": f"28:{APP}", "name": "Cluster Advisor"}
TEAM, CHANNEL = "19:team@thread.tacv2", "19:general@thread.tacv2"
QUESTION = "What is a SMART goal?"
ANSWER = "Source"
"""Stands below every answer to a question."""
UNKNOWN = 501
"""What Teams wants to hear of something that an app does not do."""


@dataclass(frozen=True)
class Shape:
    """An activity as Teams sends one: its ``type``, and what it has beside what all have.

    ``says`` is what somebody reads then, nothing at all where it is empty; ``status`` is what Teams gets.  ``where`` it
    comes from is the kind of the conversation, ``who`` sends it what is different about them.  The SDK has no model of
    what is not ``modelled``.
    """

    type: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    says: str = ""
    status: int = 200
    where: str = "personal"
    who: Mapping[str, str] = field(default_factory=dict)
    modelled: bool = True

    def activity(self, person: Person) -> Object:
        """The activity, from a person who is in its place already."""
        common = {
            "timestamp": "2027-01-11T09:00:00.000Z",
            "localTimestamp": "2027-01-11T10:00:00.000+01:00",
            "entities": [CLIENT],
        }
        made = person.activity(self.type, **{**common, **self.fields})
        made["conversation"] |= {"isGroup": True} if self.where != "personal" else {}
        if person.role == "anonymous":
            del made["from"]["aadObjectId"]
        return made


CLIENT = {
    "type": "clientInfo",
    "locale": "en-GB",
    "country": "GB",
    "platform": "Windows",
    "timezone": "Europe/Vienna",
}
MENTION = {"type": "mention", "mentioned": BOT, "text": "<at>Cluster Advisor</at>"}
OTHER = {"type": "mention", "mentioned": {"id": "29:ben", "name": "Ben Sample"}, "text": "<at>Ben</at>"}
IN_TEAM = {
    "tenant": {"id": TENANT},
    "team": {"id": TEAM, "name": "Food North", "aadGroupId": "group-1"},
    "channel": {"id": CHANNEL, "name": "General", "type": "standard"},
}


def html(content: str) -> Object:
    """The look of a message, which stands beside its text."""
    return {"contentType": "text/html", "content": content}


def written(text: str = QUESTION, says: str = ANSWER, where: str = "personal", **fields: Any) -> Shape:
    return Shape("message", {"text": text, "textFormat": "plain", **fields}, says, where=where)


def mentioning(
    where: str, text: str = f"<at>Cluster Advisor</at> {QUESTION}", says: str = ANSWER, **more: Any
) -> Shape:
    return written(text, says, where, **{"entities": [CLIENT, MENTION], **more})


def invoked(name: str, value: object, says: str = "", status: int = UNKNOWN, **fields: Any) -> Shape:
    return Shape("invoke", {"name": name, "value": value, **fields}, says, status)


MESSAGES = {
    "a message": written(),
    "a message with its look beside it": written(attachments=[html(f"<div><div>{QUESTION}</div></div>")]),
    "a message from a phone": written(entities=[CLIENT | {"platform": "iOS"}], importance="high"),
    "a message in a language of its own": written(locale="fr-FR"),
    "the title of a command": written("Home", "My work"),
    "a command": written("/needs", "Step 1 of 4"),
    "a button that writes": written("Help", "What I can do", value={"chosen": "Help"}, replyToId="1"),
    "a message to which others were suggested": written(
        suggestedActions={"to": ["29:ana"], "actions": [{"type": "imBack", "title": "Help", "value": "Help"}]}
    ),
    "a mention in a chat of several": mentioning("groupChat"),
    "a mention in a chat of a meeting": mentioning(
        "groupChat", channelData={"tenant": {"id": TENANT}, "meeting": {"id": "MCMxOTptZWV0aW5n"}}
    ),
    "a mention in a channel": mentioning("channel", channelData=IN_TEAM, attachments=[html("<p>…</p>")]),
    "a mention in an answer of a thread": mentioning("thread", channelData=IN_TEAM, replyToId="1600000000000"),
    "a mention behind the words": mentioning("channel", f"{QUESTION} <at>Cluster Advisor</at>", channelData=IN_TEAM),
    "a mention of two": mentioning(
        "channel",
        f"<at>Cluster Advisor</at> <at>Ben</at> {QUESTION}",
        entities=[CLIENT, MENTION, OTHER],
        channelData=IN_TEAM,
    ),
    "a mention of somebody else": mentioning("channel", "<at>Ben</at> come", "", entities=[OTHER], channelData=IN_TEAM),
    "what others write in a channel": written(where="channel", says="", channelData=IN_TEAM),
    "what others write in a chat of several": written(where="groupChat", says=""),
    "an answer that quotes": written(
        f"Goals\n{QUESTION}",
        attachments=[
            html(
                '<blockquote itemscope itemtype="http://schema.skype.com/Reply" itemid="16">'
                '<strong itemprop="mri" itemid="29:ben">Ben Sample</strong><span itemprop="time" itemid="16"></span>'
                f'<p itemprop="preview">Who won the match?</p></blockquote><p>{QUESTION}</p>'
            )
        ],
    ),
    "an answer that quotes by its number": written(
        '<quoted messageId="1772050244572"/> /needs',
        "Step 1 of 4",
        entities=[CLIENT, {"type": "quotedReply", "quotedReply": {"messageId": "1772050244572", "preview": "Goals?"}}],
    ),
    "a file": written(
        "",
        "I did not get your file",
        attachments=[
            {
                "contentType": "application/vnd.microsoft.teams.file.download.info",
                "contentUrl": "https://contoso.sharepoint.com/personal/ana/plan.csv",
                "name": "plan.csv",
                "content": {
                    "downloadUrl": "https://files.example.org/plan.csv",
                    "uniqueId": "1150D938-8870-4044-9F2C-5BBDEBA70C9D",
                    "fileType": "csv",
                    "etag": '"{1150D938-8870-4044-9F2C-5BBDEBA70C9D},1"',
                },
            }
        ],
    ),
    "a picture": written(
        "",
        "I did not get your file",
        attachments=[
            {"contentType": "image/*", "contentUrl": "https://smba.example.org/v3/attachments/1/views/original"}
        ],
    ),
    "a button of a client that knows no other": Shape(
        "message", {"text": "", "value": {"verb": WAY, "value": "team"}, "replyToId": "1"}, "Team"
    ),
}
"""All of which are heard, unless others write among themselves."""

OUTSIDE = {
    "a guest": Shape("message", {"text": "home"}, "guest", who={"role": "guest"}),
    "somebody of another organisation": Shape("message", {"text": "home"}, "organisation", who={"tenant": "tenant-2"}),
    "somebody without an account": Shape("message", {"text": "home"}, "organisation", who={"role": "anonymous"}),
    "somebody of whom Teams tells nothing": Shape(
        "message",
        {"text": "home", "from": {"id": "29:nobody", "name": "Visitor"}},
        "I cannot check who you are just now",
    ),
    "another organisation": Shape(
        "message", {"text": "home", "channelData": {"tenant": {"id": "tenant-2"}}}, "organisation"
    ),
}
"""Who is not a member of the organisation, and is told what they can do."""

FILE = {"name": "plan.docx", "uniqueId": "1", "fileType": "docx", "contentUrl": "https://contoso.sharepoint.com/plan"}
CONTEXT = {"value": "document:file:none:1:docx", "name": "plan.docx", "title": "Plan"}
ACTION = {"type": "Action.Execute", "verb": WAY, "data": {"value": "team"}}

ANSWERED = {
    "a button": invoked("adaptiveCard/action", {"action": ACTION, "trigger": "manual"}, "Team", 200),
    "a button of old": invoked(
        "adaptiveCard/action", {"action": ACTION | {"verb": "of-old"}}, "This card is no longer in use", 200
    ),
    "a button with its verb beside what it brings": invoked(
        "adaptiveCard/action",
        {"action": {"type": "Action.Submit", "data": {"verb": PRESS, "value": "x:y"}}},
        "This button is too old",
        200,
    ),
    "a file that is wanted": invoked(
        "fileConsent/invoke",
        {
            "type": "fileUpload",
            "action": "accept",
            "context": CONTEXT,
            "uploadInfo": FILE | {"uploadUrl": "https://contoso.sharepoint.com/upload"},
        },
        "This file can no longer be made",
        200,
        replyToId="1",
    ),
    "a file that is not wanted": invoked(
        "fileConsent/invoke",
        {"type": "fileUpload", "action": "decline", "context": CONTEXT},
        "“Plan” was not sent",
        200,
    ),
    "the app is added": Shape("installationUpdate", {"action": "add"}, "Hello"),
    "the app is added anew": Shape("installationUpdate", {"action": "add-upgrade"}, "Hello", modelled=False),
}

HEARD: Mapping[str, Shape] = MESSAGES | OUTSIDE | ANSWERED
