"""docs/slack.md as steps, and a newcomer who does what they say, with the commands and addresses of the page."""

import asyncio
import re
import shlex
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from textwrap import dedent
from typing import Protocol

import httpx2
import pytest
from click.testing import CliRunner

from bot.app import Runtime, create_app
from bot.cli import main
from bot.server import started
from bot.settings import Settings, load_settings

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "slack.md").read_text(encoding="utf-8")
TRIAL, ONE, MANY = "The trial", "One workspace", "Many workspaces"

_PARTS = re.compile(
    r"^ *```(?P<fence>\w+)\n(?P<block>.*?)^ *```$"
    r"|Open <(?P<open>[^>]+)>"
    r"|^ *> (?P<write>[^\n]+)$"
    r"|[Pp]ress \*\*(?P<press>[^*]+)\*\*"
    r"|type `(?P<command>/[\w-]+)`"
    r"|tab \*\*(?P<tab>\w+)\*\*"
    r"|You see “(?P<see>[^”]+)”"
    r"|You see `(?P<code>[^`]+)`",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Step:
    """``parts`` are what is done and seen in it, in order: the kind, and what stands on the page."""

    title: str
    tried: bool
    parts: Sequence[tuple[str, str]]


def steps_of(way: str) -> list[Step]:
    """The numbered steps of a way, which end where the next heading begins."""
    section = re.split(r"^#+ ", PAGE.partition(f"\n## {way}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]
    found = re.split(r"^\d+\. ", section, flags=re.MULTILINE)[1:]
    return [_step(text) for text in found]


def _step(text: str) -> Step:
    title = re.match(r"\*\*(.+?)\.( ✓)?\*\*", text)
    assert title is not None, f"This step has no title: {text[:60]}"
    return Step(title[1], title[2] is not None, tuple(_parts(text)))


def _parts(text: str) -> Iterator[tuple[str, str]]:
    for match in _PARTS.finditer(text):
        named = {kind: value for kind, value in match.groupdict().items() if value is not None}
        if "fence" in named:
            yield named["fence"], dedent(named["block"]).strip()
        else:
            ((kind, value),) = named.items()
            yield kind, " ".join(value.split())


def printed(command: str) -> str:
    """What one of the advisor's own commands prints; it must be well."""
    name, *arguments = shlex.split(command)
    assert name == "advisor", command
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0, f"{command}\n{done.output}"
    return done.output


def manifest_command(way: str) -> str:
    """The one that makes the manifest, without the file into which it goes."""
    (command,) = [text for step in steps_of(way) for kind, text in step.parts if "slack manifest" in text]
    return command.partition(" > ")[0]


class Site(Protocol):
    """Slack as a newcomer meets it."""

    @property
    def stands(self) -> Mapping[str, str]:
        """What its pages show to be copied, by the name of the setting."""
        ...

    async def said(self, newcomer: "Newcomer", text: str) -> str:
        """What is read in the conversation after this was written to the advisor."""
        ...

    async def opens_home(self, newcomer: "Newcomer") -> str:
        """What is read on Home."""
        ...

    async def types(self, newcomer: "Newcomer", command: str) -> str:
        """What is read in the window that a command opens."""
        ...

    async def allows(self, address: str) -> str:
        """Somebody allows the app; gives the address to which Slack sends the browser back."""
        ...


@dataclass
class Newcomer:
    """Somebody who does what the page says, in a folder of their own.  ``output`` is what they see last."""

    folder: Path
    site: Site | None
    stack: AsyncExitStack
    output: str = ""
    running: Runtime | None = None
    browser: httpx2.AsyncClient | None = None

    async def walks(self, way: str) -> None:
        """Every step that is marked as tried."""
        for step in steps_of(way):
            if step.tried:
                for kind, text in step.parts:
                    await self._does(kind, text)

    async def _does(self, kind: str, text: str) -> None:
        match kind:
            case "sh":
                for line in text.splitlines():
                    await self._runs(line)
            case "ini":
                with (self.folder / ".env").open("a", encoding="utf-8") as file:
                    file.writelines(f"{self._filled(line)}\n" for line in text.splitlines())
            case "text" | "see" | "code":
                for line in text.splitlines():
                    assert re.search(re.escape(line).replace("…", ".+"), self.output), f"{line!r} in\n{self.output}"
            case "open":
                await self._opens(text)
            case "press":
                await self._installs(text)
            case "write":
                assert self.site is not None
                self.output = await self.site.said(self, text)
                assert "Source" in self.output
            case "tab":
                assert self.site is not None
                assert text == "Home"
                assert await self.site.opens_home(self)
            case "command":
                assert self.site is not None
                assert await self.site.types(self, text)

    async def _runs(self, line: str) -> None:
        """One line as a shell would run it, in this process: of a shell it needs no more than stands here."""
        if line == "touch .env && chmod 600 .env":
            (self.folder / ".env").touch(mode=0o600)
        elif made := re.fullmatch(r'echo "(\w+)=\$\((.+)\)" >> \.env', line):
            with (self.folder / ".env").open("a", encoding="utf-8") as file:
                file.write(f"{made[1]}={_made(made[2])}\n")
        elif line == "advisor run":
            await self._starts()
        else:
            command, _, file_name = line.partition(" > ")
            self.output = await asyncio.to_thread(printed, command)
            if file_name:
                (self.folder / file_name).write_text(self.output, encoding="utf-8")

    async def _starts(self) -> None:
        settings = load_settings()
        assert settings.problems() == []
        app = create_app(settings, worker=False)
        await self.stack.enter_async_context(app.router.lifespan_context(app))
        self.running = app.state.runtime
        transport = httpx2.ASGITransport(app=app)
        self.browser = await self.stack.enter_async_context(httpx2.AsyncClient(transport=transport))
        self.output = started(settings.host, settings.port)

    async def _opens(self, address: str) -> None:
        assert self.browser is not None
        page = await self.browser.get(address)
        assert page.status_code == 200, f"{address}: {page.text}"
        self.output = page.text

    async def _installs(self, button: str) -> None:
        """Press the button of the page, allow it at Slack, and come back."""
        assert self.browser is not None
        assert self.site is not None
        link = re.search(rf'href="([^"]+)"[^>]*>{button}<', self.output)
        assert link is not None, button
        on = await self.browser.get("https://advisor.example.org" + link[1])
        await self._opens(await self.site.allows(on.headers["location"]))

    def _filled(self, line: str) -> str:
        """A line of the file of secrets, with what stands at Slack in the place of the three dots."""
        name, _, value = line.partition("=")
        if "…" not in value:
            return line
        assert self.site is not None
        mine = self.site.stands[name]
        assert mine.startswith(value.partition("…")[0])
        return f"{name}={mine}"


def _made(command: str) -> str:
    """What a command prints that makes a secret."""
    if not command.startswith("python3 -c "):
        return printed(command).strip()
    with redirect_stdout(StringIO()) as out:
        exec(shlex.split(command)[2], {})
    return out.getvalue().strip()


@asynccontextmanager
async def newcomer(
    folder: Path, patch: pytest.MonkeyPatch, site: Site | None = None, api: str = ""
) -> AsyncIterator[Newcomer]:
    """Somebody in an empty folder in which nothing is set; ``api``: what stands in the place of Slack's Web API."""
    for name in Settings.model_fields:
        patch.delenv(name.upper(), raising=False)
    patch.chdir(folder)
    if api:
        patch.setenv("SLACK_API_URL", api)
    async with AsyncExitStack() as stack:
        yield Newcomer(folder, site, stack)


def not_tried(way: str) -> set[str]:
    """The titles of the steps that are not marked as tried."""
    return {step.title for step in steps_of(way) if not step.tried}
