"""Calls of Slack's Web API by a short way: one body, one request, one answer.

Slack's own library goes over each argument of a call, makes a request for tries that never come, and so takes as much
processor time as the rest of the call; who sends thousands of messages waits for that.
"""

from collections.abc import Mapping
from typing import Any

import orjson
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from yarl import URL

from bot.chat.encoding import as_json


class QuickClient(AsyncWebClient):
    """Slack's client, which calls methods with a JSON body in the shared session by itself.

    Whatever else a call may have, and a client that tries again, goes the library's way.
    """

    async def api_call(self, api_method: str, **options: Any) -> AsyncSlackResponse:
        """Call a method.

        Raises:
            SlackApiError: Slack refuses, or what answers is not Slack.
        """
        alone = options.keys() == {"json"} and not self.retry_handlers and not self.default_params
        if not alone or self.session is None or self.session.closed:
            return await super().api_call(api_method, **options)
        return await self._posted(URL(f"{self.base_url}{api_method}"), options["json"])

    async def _posted(self, url: URL, fields: Mapping[str, Any]) -> AsyncSlackResponse:
        assert self.session is not None
        headers = {
            **self.headers,
            "Authorization": f"Bearer {self.token}",
            "Content-Type": "application/json;charset=utf-8",
        }
        body = as_json(fields)
        async with self.session.post(url, data=body, headers=headers, ssl=self.ssl or True, proxy=self.proxy) as answer:
            said = _read(await answer.read())
        response = AsyncSlackResponse(
            client=self,
            http_verb="POST",
            api_url=str(url),
            req_args={},
            data=said,
            headers=dict(answer.headers),
            status_code=answer.status,
        )
        response.validate()  # type: ignore[no-untyped-call]  # raises what Slack refuses
        return response


def _read(body: bytes) -> Any:
    """What was answered; nothing of what is no JSON: then the status tells."""
    try:
        return orjson.loads(body)
    except ValueError:
        return {}
