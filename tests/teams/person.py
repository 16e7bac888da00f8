"""Somebody in Teams: writes, presses what they see, and reads what comes."""

import itertools
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import httpx2

from bot.teams.guard import PATH
from tests.teams.fake_teams import APP, CARD, TENANT, FakeTeams, Object, actions_of, texts_of

_IDS = itertools.count(1)


@dataclass
class Person:
    """One member of the organisation, in their own chat with the advisor unless a ``conversation`` is named."""

    name: str
    http: httpx2.AsyncClient
    teams: FakeTeams
    drained: Callable[[], Awaitable[None]]
    locale: str = "en-GB"
    zone: str = "Europe/Vienna"
    tenant: str = TENANT
    role: str = "user"
    conversation: str = ""
    kind: str = "personal"
    answers: list[Any] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.teams.members.setdefault(
            self.user, {"name": f"{self.name} Sample", "tenantId": self.tenant, "userRole": self.role}
        )

    @property
    def user(self) -> str:
        return f"29:{self.name.lower()}"

    @property
    def account(self) -> str:
        return f"teams:{TENANT}:aad-{self.name.lower()}"

    @property
    def own_chat(self) -> str:
        return f"a:{self.user}"

    def activity(self, type: str, **fields: Any) -> Object:
        """An activity as Teams sends one."""
        return {
            "type": type,
            "id": f"in-{next(_IDS)}",
            "channelId": "msteams",
            "serviceUrl": self.teams.url,
            "from": {"id": self.user, "name": f"{self.name} Sample", "aadObjectId": f"aad-{self.name.lower()}"},
            "recipient": {"id": f"28:{APP}", "name": "Cluster Advisor"},
            "conversation": {
                "id": self.conversation or self.own_chat,
                "conversationType": self.kind,
                "tenantId": TENANT,
            },
            "channelData": {"tenant": {"id": TENANT}},
            "locale": self.locale,
            "localTimezone": self.zone,
            **fields,
        }

    async def send(self, activity: Object, **claims: object) -> httpx2.Response:
        """Post an activity, signed, and wait until everything that follows from it is done."""
        headers = {"Authorization": f"Bearer {self.teams.signed(**claims)}"}
        answer = await self.http.post(PATH, json=activity, headers=headers)
        await self.drained()
        return answer

    async def write(self, text: str, **fields: Any) -> None:
        """Write a message; where others read, the advisor is mentioned."""
        if self.kind != "personal":
            mention = {"type": "mention", "text": "<at>Advisor</at>", "mentioned": {"id": f"28:{APP}"}}
            fields = {"entities": [mention], **fields}
            text = f"<at>Advisor</at> {text}"
        answer = await self.send(self.activity("message", text=text, **fields))
        assert answer.status_code == 200, answer.text

    async def press(self, title: str, about: str = "", **inputs: Any) -> Object:
        """Press a button of the newest card that has it, ``about`` an entry; gives what Teams would show then."""
        for sent in reversed(self.seen):
            for action in actions_of(sent.get("attachments", [])):
                there = about in str(action.get("tooltip", ""))
                if there and action.get("title") == title and action["type"] == "Action.Execute":
                    return await self.execute(action, sent, inputs)
        raise AssertionError(f"There is no button “{title}”: {self.buttons}")

    async def execute(self, action: Object, sent: Object, inputs: Object) -> Object:
        """Press a button of a message, with what stands in its fields; gives what Teams would show then."""
        value = {"action": {"type": "Action.Execute", "verb": action["verb"], "data": {**action["data"], **inputs}}}
        invoke = self.activity("invoke", name="adaptiveCard/action", value=value, replyToId=sent["id"])
        answer = await self.send(invoke)
        assert answer.status_code == 200, answer.text
        given: Object = answer.json()
        self.teams.look_at_answer(answer.content)
        if given["type"] == CARD:
            sent["attachments"] = [{"contentType": given["type"], "content": given["value"]}]
        return given

    async def answers_offer(self, action: str = "accept", name: str = "stored", **more: Any) -> httpx2.Response:
        """Say whether one wants the file that was offered last; Teams gives it the place ``name``."""
        sent, offer = self.offers[-1]
        place = {
            "contentUrl": f"{self.teams.url}/files/{name}",
            "name": offer["name"],
            "uploadUrl": f"{self.teams.url}/storage/{name}",
            "uniqueId": f"id-of-{name}",
            "fileType": offer["name"].rpartition(".")[2],
        }
        value = {"type": "fileUpload", "action": action, "context": offer["content"][f"{action}Context"]}
        if action == "accept":
            value["uploadInfo"] = place
        fields: Object = {"name": "fileConsent/invoke", "value": {**value, **more}, "replyToId": sent["id"]}
        answer = await self.send(self.activity("invoke", **fields))
        assert answer.status_code == 200, answer.text
        return answer

    @property
    def offers(self) -> list[tuple[Object, Object]]:
        """The messages that offer a file, with what they offer."""
        return [
            (sent, each)
            for sent in self.seen
            for each in sent.get("attachments", [])
            if each["contentType"] == "application/vnd.microsoft.teams.card.file.consent"
        ]

    async def sends_file(self, name: str, address: str, text: str = "") -> None:
        """Send a file, which Teams has put at an address, with some words."""
        kind = "application/vnd.microsoft.teams.file.download.info"
        content = {"downloadUrl": address, "uniqueId": "u-1", "fileType": name.rpartition(".")[2]}
        attached = {"contentType": kind, "contentUrl": f"{self.teams.url}/seen/{name}", "name": name}
        await self.write(text, attachments=[{**attached, "content": content}])

    @property
    def newest(self) -> Object:
        return self.seen[-1]

    @property
    def newest_buttons(self) -> list[str]:
        return [action["title"] for action in actions_of(self.newest.get("attachments", []))]

    async def fill(self, button: str, **answers: str) -> Object:
        """Put answers into the newest card by the beginnings of their labels, as ``_`` for spaces, and press a button.

        What stood there already is sent, too, as Teams does; what is empty is left out.
        """
        values: Object = {}
        for element in inputs_of(self.newest.get("attachments", [])):
            label = element["label"].lower()
            given = [value for name, value in answers.items() if label.startswith(name.replace("_", " ").lower())]
            value = given[0] if given else element.get("value")
            if value not in (None, ""):
                values[element["id"]] = value
        return await self.press(button, **values)

    @property
    def seen(self) -> list[Object]:
        """All messages where the person writes, and in their own chat."""
        places = dict.fromkeys([self.own_chat, self.conversation or self.own_chat])
        return [sent for place in places for sent in self.teams.messages[place]]

    @property
    def text(self) -> str:
        """All that stands in the conversation."""
        return self.text_since(0)

    def text_since(self, place: int) -> str:
        """What stands in the conversation from a message on."""
        return "\n".join(
            "\n".join([str(sent.get("text") or ""), *texts_of(sent.get("attachments", []))])
            for sent in self.seen[place:]
        )

    @property
    def buttons(self) -> list[str]:
        return [action["title"] for sent in self.seen for action in actions_of(sent.get("attachments", []))]


def inputs_of(element: object) -> list[Object]:
    """All inputs in a card, in their order."""
    if isinstance(element, list):
        return [found for item in element for found in inputs_of(item)]
    if not isinstance(element, dict):
        return []
    own = [element] if str(element.get("type", "")).startswith("Input.") else []
    return [*own, *(found for value in element.values() for found in inputs_of(value))]
