"""What Teams sends that the advisor leaves alone, in the shapes of the SDK's models as in `payloads`."""

from collections.abc import Mapping
from typing import Any

from tests.teams.fake_teams import TENANT
from tests.teams.payloads import BOT, IN_TEAM, QUESTION, Shape, invoked

TASK = {"data": {"type": "task/fetch"}, "context": {"theme": "default"}}
TAB = {"tabContext": {"tabEntityId": "home"}, "context": {"theme": "default"}}
QUERY = {
    "commandId": "search",
    "parameters": [{"name": "query", "value": "goal"}],
    "queryOptions": {"skip": 0, "count": 25},
}
COMPOSED = {**TASK, "commandId": "make", "commandContext": "compose"}
FEEDBACK = {"actionName": "feedback", "actionValue": {"reaction": "like", "feedback": '{"feedbackText":"Good"}'}}

REFUSED = {
    shape.fields["name"]: shape
    for shape in (
        invoked("actionableMessage/executeAction", {"body": "{}", "actionId": "1"}),
        invoked("application/search", {"kind": "search", "queryText": "an", "dataset": "people", "queryOptions": {}}),
        invoked("composeExtension/anonymousQueryLink", {"url": "https://example.org"}),
        invoked("composeExtension/fetchTask", COMPOSED),
        invoked("composeExtension/onCardButtonClicked", {"any": "thing"}),
        invoked("composeExtension/query", QUERY),
        invoked("composeExtension/queryLink", {"url": "https://example.org", "state": "1"}),
        invoked("composeExtension/querySettingUrl", QUERY),
        invoked("composeExtension/selectItem", {"id": 1}),
        invoked("composeExtension/setting", {"state": "x"}),
        invoked("composeExtension/submitAction", {**COMPOSED, "data": {"a": 1}, "botMessagePreviewAction": "send"}),
        invoked("config/fetch", {"data": None}),
        invoked("config/submit", {"data": {"a": 1}}),
        invoked("handoff/action", {"continuation": "token"}),
        invoked("htmlwidget/calltool", {"name": "tool", "arguments": {}}),
        invoked("message/fetchTask", {"data": {"actionName": "feedback", "actionValue": {"reaction": "dislike"}}}),
        invoked("message/submitAction", FEEDBACK, replyToId="1"),
        invoked("signin/failure", {"code": "resourcematchfailed", "message": "No such resource"}),
        invoked("signin/tokenExchange", {"id": "1", "token": "t", "connectionName": "graph"}),
        invoked("signin/verifyState", {"state": "123456"}),
        invoked("suggestedActions/submit", {"chosen": "Help"}),
        invoked("tab/fetch", TAB),
        invoked("tab/submit", {**TAB, "state": "s"}),
        invoked("task/fetch", TASK),
        invoked("task/submit", {**TASK, "data": {"answer": "yes"}}),
    )
}
"""Invokes of what the advisor does not do."""


def changed(event: str, **fields: Any) -> Shape:
    return Shape("conversationUpdate", {"channelData": {**IN_TEAM, "eventType": event}, **fields}, where="channel")


def happened(name: str, value: object = None, **fields: Any) -> Shape:
    return Shape("event", {"name": name, **({} if value is None else {"value": value}), **fields})


def of_agents(kind: str, **fields: Any) -> Shape:
    small = kind[0].lower() + kind[1:]
    value = {"eventType": small, "tenantId": TENANT, "agenticUserId": "agent-1", "version": 1, **fields}
    return happened("agentLifecycle", value, valueType=kind)


MEETING = {"Id": "MCMxOTptZWV0aW5n", "MeetingType": "Scheduled", "JoinUrl": "https://example.org", "Title": "Weekly"}
PARTICIPANTS = {
    "members": [
        {"user": {"id": "29:ben", "aadObjectId": "aad-ben"}, "meeting": {"inMeeting": True, "role": "Organizer"}}
    ]
}
REACTION = [{"type": "like"}]
EVENTS = (
    *(f"channel{each}" for each in ("Created", "Deleted", "Renamed", "Restored", "Shared", "Unshared")),
    *(f"team{each}" for each in ("Archived", "Deleted", "HardDeleted", "Renamed", "Restored", "Unarchived")),
    *(f"{place}Member{each}" for place in ("channel", "team") for each in ("Added", "Removed")),
)

LEFT = {
    **{event: changed(event) for event in EVENTS},
    "the advisor in a new chat": Shape("conversationUpdate", {"membersAdded": [BOT]}),
    "the advisor in a team": changed("teamMemberAdded", membersAdded=[BOT]),
    "somebody else in a team": changed("teamMemberAdded", membersAdded=[{"id": "29:ben", "aadObjectId": "aad-ben"}]),
    "the advisor out of a team": changed("teamMemberRemoved", membersRemoved=[BOT]),
    "somebody else out of a team": changed("teamMemberRemoved", membersRemoved=[{"id": "29:ben"}]),
    "a new name of a chat": Shape("conversationUpdate", {"topicName": "Plans"}, where="groupChat"),
    "the app is added to a team": Shape(
        "installationUpdate", {"action": "add", "channelData": IN_TEAM}, where="channel"
    ),
    "a newer app": Shape("installationUpdate", {"action": "upgrade"}),
    "the app is removed": Shape("installationUpdate", {"action": "remove"}),
    "the app is removed for a newer one": Shape("installationUpdate", {"action": "remove-upgrade"}, modelled=False),
    "an edited message": Shape(
        "messageUpdate", {"text": QUESTION, "channelData": {"tenant": {"id": TENANT}, "eventType": "editMessage"}}
    ),
    "a deleted message that is back": Shape(
        "messageUpdate", {"text": QUESTION, "channelData": {"tenant": {"id": TENANT}, "eventType": "undeleteMessage"}}
    ),
    "a deleted message": Shape(
        "messageDelete", {"channelData": {"tenant": {"id": TENANT}, "eventType": "softDeleteMessage"}}
    ),
    "a reaction": Shape("messageReaction", {"reactionsAdded": REACTION, "replyToId": "1"}),
    "a reaction taken back": Shape("messageReaction", {"reactionsRemoved": REACTION, "replyToId": "1"}),
    "typing": Shape("typing"),
    "a command of a program": Shape("command", {"name": "x", "value": {"commandId": "1", "data": {}}}),
    "a result of a command": Shape("commandResult", {"name": "x", "value": {"commandId": "1"}}),
    "the end of a conversation": Shape("endOfConversation", {"code": "completedSuccessfully"}, modelled=False),
    "a contact": Shape("contactRelationUpdate", {"action": "add"}, modelled=False),
    "a trace": Shape("trace", {"name": "x", "value": {}}, modelled=False),
    "a message that was read": happened("application/vnd.microsoft.readReceipt", {"lastReadMessageId": "1"}),
    "a meeting begins": happened(
        "application/vnd.microsoft.meetingStart", {**MEETING, "StartTime": "2027-01-11T09:00:00Z"}
    ),
    "a meeting ends": happened("application/vnd.microsoft.meetingEnd", {**MEETING, "EndTime": "2027-01-11T10:00:00Z"}),
    "somebody joins a meeting": happened("application/vnd.microsoft.meetingParticipantJoin", PARTICIPANTS),
    "somebody leaves a meeting": happened("application/vnd.microsoft.meetingParticipantLeave", PARTICIPANTS),
    "an agent": of_agents("AgenticUserIdentityCreated"),
    "an agent with a new address": of_agents(
        "AgenticUserIdentityUpdated", updatedProperty={"propertyName": "Mail", "propertyValue": "a@example.org"}
    ),
    "an agent with another manager": of_agents("AgenticUserManagerUpdated", manager={"managerId": "1"}),
    "an agent that may work": of_agents("AgenticUserEnabled"),
    "an agent that may not": of_agents("AgenticUserDisabled"),
    "an agent that is gone": of_agents("AgenticUserDeleted"),
    "an agent that is back": of_agents("AgenticUserUndeleted"),
    "an agent that is set up": of_agents("AgenticUserWorkloadOnboardingUpdated", workloadName="Teams"),
}
"""What is taken, and says nothing to anybody."""

NOBODYS = {
    "no sender": Shape("message", {"text": QUESTION, "from": None}, modelled=False),
    "a sender without an id": Shape("message", {"text": QUESTION, "from": {"name": "Ana"}}, modelled=False),
    "no conversation": Shape("message", {"text": QUESTION, "conversation": {}}, modelled=False),
    "no organisation": Shape("message", {"text": QUESTION, "channelData": {}, "conversation": {"id": "a:1"}}),
}
"""What nobody can be answered for."""

LEFT_ALONE: Mapping[str, Shape] = REFUSED | LEFT | NOBODYS
