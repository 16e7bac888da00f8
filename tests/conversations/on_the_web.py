"""A person on the web page without a script: each act a request as their browser sends it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import httpx2

from bot.chat.events import Actor
from bot.store import people
from bot.web.sessions import sign_in_link
from tests.conversations.driver import Answers, Row, plain_words
from tests.conversations.house import URL, House
from tests.conversations.web_page import WebForm, WebPage, text_of


class WebPlatform:
    """The web page needs nobody else."""

    workspace = "web:office"

    def settings(self) -> Mapping[str, object]:
        return {}

    async def start(self, clock: Callable[[], datetime]) -> None:
        """There is nothing to start."""

    async def stop(self) -> None:
        """There is nothing to end."""

    async def person(self, name: str, house: House) -> "OnTheWeb":
        account, full = f"web:{name.lower()}", f"{name} Sample"
        given = (account, self.workspace, full, "en", "Europe/Vienna", house.clock())
        await house.runtime.store.write(lambda tx: people.upsert(tx, *given))
        return OnTheWeb(account, full, house, await house.client())


@dataclass
class OnTheWeb:
    """Somebody in their browser; ``read`` are the lines of the chat as they had been before the last thing they did."""

    account: str
    name: str
    house: House
    http: httpx2.AsyncClient
    path: str = "/"
    page: WebPage = field(init=False)
    form: WebForm | None = None
    read: set[str] = field(default_factory=set)

    @property
    def said(self) -> str:
        if self.path != "/":
            return plain_words(text_of(self.page.main))
        return plain_words("\n".join(text_of(line) for line in self.page.lines if _told(line) not in self.read))

    def _acts(self) -> None:
        self.read |= {_told(line) for line in self.page.lines}

    def _shows(self, response: httpx2.Response) -> None:
        fine = (200, 409)  # the latter where somebody else answered the same
        assert response.status_code in fine, f"{response.status_code}: {text_of(WebPage(response.text).main)}"
        self.page, self.path = WebPage(response.text), urlsplit(str(response.url)).path
        dialogue = self.page.dialogue
        self.form = None if dialogue is None else WebForm(dialogue)

    async def _goes_to(self, path: str) -> None:
        self._shows(await self.http.get(path, headers={"Accept": "text/html"}))

    async def _sends(self, form: WebForm, button: Element | None = None) -> None:
        headers = {"Accept": "text/html", "Origin": URL}
        self._shows(await self.http.post(form.action or self.path, data=form.fields(button), headers=headers))

    async def comes(self) -> None:
        """By a link that signs them in, as their chat program makes one on click."""
        runtime, now = self.house.runtime, self.house.clock()
        actor = Actor(account=self.account, workspace=WebPlatform.workspace, name=self.name)
        await self._goes_to(await sign_in_link(runtime.advisor.web_sessions, runtime.web, URL, actor, now))
        await self.presses("Sign in")

    async def asks(self, text: str) -> None:
        if not any(form.get("action") == "/say" for form in self.page.main.iter("form")):
            await self._goes_to("/")
        self._acts()
        composer = next(form for form in self.page.main.iter("form") if form.get("class") == "composer")
        form = WebForm(composer)
        form.put("Your message", text)
        await self._sends(form)

    async def begins(self, command: str) -> None:
        await self.asks(f"/{command}")
        assert self.form is not None, self.said

    async def presses(self, label: str) -> None:
        self._acts()
        if not await self._pressed(label):
            await self._goes_to("/")
            assert await self._pressed(label), f"There is no button “{label}”: {self.said}"
        if "confirmed" in {each.get("name") for each in self.page.main.iter("input")}:
            (sure,) = self.page.main.iter("form")
            await self._sends(WebForm(sure), next(sure.iter("button")))

    async def _pressed(self, label: str) -> bool:
        """Press a button of this page, or follow a link: the newest line of the chat first."""
        for place in (*reversed(self.page.lines), self.page.main):
            if (found := self.page.button(label, place)) is not None:
                form, button = found
                await self._sends(self.form if self.form and form is self.form.element else WebForm(form), button)
                return True
            if path := self.page.link(label, place):
                await self._goes_to(path)
                return True
        return False

    async def fills(self, answers: Answers) -> None:
        assert self.form is not None, self.said
        for name, value in answers.items():
            if isinstance(value, str):
                self.form.put(name, value)
            else:
                for question, each in value.items():
                    self.form.put(question, each, row=name)

    def answer(self, question: str) -> str:
        assert self.form is not None, self.said
        return self.form.answer(question)

    async def goes_on(self) -> None:
        self._acts()
        assert self.form is not None, self.said
        await self._sends(self.form, self.page.first_button(self.form.element))

    async def adds(self, what: str, answers: Answers) -> None:
        assert self.form is not None, self.said
        add = next(each for each in self.form.element.iter("button") if each.get("class") == "button add")
        assert text_of(add).endswith(f": {what.lower()}")
        await self._sends(self.form, add)
        await self.fills(answers)
        await self.goes_on()

    async def opens(self, title: str) -> None:
        await self.presses(f"Edit {title}")

    async def removes(self, title: str) -> None:
        await self.presses(f"Remove {title}")

    def chooses(self, question: str, *, mine: bool) -> None:
        assert self.form is not None, self.said
        self.form.choose(question, 0 if mine else 1)

    async def submits(self) -> None:
        await self.presses("Submit")

    async def reads_table(self, title: str) -> list[Row]:
        """The page of the document shows all of its tables."""
        return self.page.table(title)

    async def looks_home(self) -> None:
        self._acts()
        await self._goes_to("/home")

    async def looks(self) -> None:
        self._acts()
        await self._goes_to("/")
        if self.path == "/sign-in":  # after two weeks
            await self.comes()


def _told(line: Element) -> str:
    return f"{line.attrib['data-id']} {text_of(line)}"
