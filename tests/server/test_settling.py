"""When all is read that many will need, the process is told: from then on it need not look for garbage there."""

import asyncio
import shutil
from pathlib import Path

from pydantic import SecretStr

from bot.app import application, assemble
from bot.settings import Settings


async def test_it_is_told_when_all_is_read_that_many_will_need(
    sqlite_template: Path, tmp_path: Path, one_engine: None
) -> None:
    shutil.copy(sqlite_template, tmp_path / "advisor.db")
    secret = SecretStr("a-secret-of-the-tests-that-is-long-enough")
    settled = asyncio.Event()
    async with assemble(Settings(_env_file=None, advisor_data=tmp_path, advisor_secret=secret)) as runtime:
        app = application(runtime, worker=False, settled=settled.set)
        async with app.router.lifespan_context(app), asyncio.timeout(30):
            await settled.wait()
