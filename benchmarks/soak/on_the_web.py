"""What people do on the web page during a soak, with event streams that come and go."""

import asyncio
import random
import re
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import httpx2

from benchmarks.answering import questions
from benchmarks.soak.verdict import Readings

PAUSE = (1.0, 5.0)
"""Seconds between two clicks, at the least and at the most."""
OPEN, CLOSED = (5.0, 40.0), (0.5, 5.0)
"""Seconds for which a page listens, and until it is opened anew."""
DRAFT = 12
"""Clicks for which a draft is worked on."""

_DOCUMENT = re.compile(r'href="(/documents/[\w-]+(?:/files/[^"]+|/pictures/[^"]+|\.txt)?)"')
_REVISION = re.compile(r'name="revision" value="(\d+)"')


@dataclass
class Visitor:
    """A browser that is signed in by a link with this token; ``pace`` as in `benchmarks.soak.in_slack.InSlack`."""

    url: str
    token: str
    readings: Readings
    chance: random.Random
    pace: Callable[[], float]
    form: str = ""
    """The page of the form that is filled in just now, empty for none."""

    async def live(self, going: Callable[[], bool]) -> None:
        """Click until it is over."""
        kept = httpx2.Limits(keepalive_expiry=1.0)  # not one that the server is about to end
        async with httpx2.AsyncClient(base_url=self.url, timeout=60, follow_redirects=True, limits=kept) as http:
            await http.post("/sign-in", data={"token": self.token})
            listening = asyncio.create_task(self._listen(http))
            addresses = ["/", "/home", "/settings", "/sessions"]
            while going():
                await asyncio.sleep(self.chance.uniform(*PAUSE) * self.pace())
                try:
                    addresses = [*addresses[:4], *await self._click(http, addresses)][:40]
                except Exception as error:  # the load goes on; the verdict tells it
                    self.readings.failed.append(f"the web page: {type(error).__name__}: {str(error)[:200]}")
            listening.cancel()
            with suppress(asyncio.CancelledError):
                await listening

    async def _click(self, http: httpx2.AsyncClient, addresses: list[str]) -> list[str]:
        """One click; gives the addresses of documents that are known now."""
        known = addresses[4:]
        chance = self.chance.random()
        if self.form and chance < 0.5:
            await self._save(http)
        elif chance < 0.6:
            said = {"text": self.chance.choice(questions())}
            await self._timed("questions on the web", http.post("/say", data=said))
        elif chance < 0.65 or not self.form:
            begun = await self._timed("drafts on the web", http.post("/say", data={"text": "/smart-goal new"}))
            self.form = begun.url.path if begun.url.path.startswith("/documents/") else ""
        else:
            address = self.chance.choice(addresses)
            is_file = "/files/" in address or "/pictures/" in address or address.endswith(".txt")
            page = await self._timed("files on the web" if is_file else "pages", http.get(address))
            if not is_file:
                known = list(dict.fromkeys([*_DOCUMENT.findall(page.text), *known]))[:30]
        return known

    async def _save(self, http: httpx2.AsyncClient) -> None:
        shown = await self._timed("pages", http.get(self.form))
        revision = _REVISION.search(shown.text)
        if revision is None:
            self.form = ""
            return
        do = self.chance.choice(("keep", "next", "close"))
        sent = {"revision": revision[1], "do": do, "one.what": f"Recruit {self.chance.randint(2, 500)} new members"}
        saved = await self._timed("forms saved on the web", http.post(self.form, data=sent))
        if do != "keep":
            self.form = ""
        assert "did not arrive" not in saved.text

    async def _timed(self, what: str, doing: Any) -> httpx2.Response:
        began = time.perf_counter()
        answer: httpx2.Response = await doing
        self.readings.pages.append(time.perf_counter() - began)
        self.readings.done[what] += 1
        assert answer.status_code < 400, f"{answer.url.path} {answer.status_code}"
        return answer

    async def _listen(self, http: httpx2.AsyncClient) -> None:
        while True:
            with suppress(TimeoutError, httpx2.HTTPError):
                async with asyncio.timeout(self.chance.uniform(*OPEN)), http.stream("GET", "/stream") as events:
                    async for _ in events.aiter_bytes():
                        pass
            self.readings.done["streams"] += 1
            await asyncio.sleep(self.chance.uniform(*CLOSED))
