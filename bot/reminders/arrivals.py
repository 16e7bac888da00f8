"""Messages on their way: waiting for those that have arrived."""

import asyncio
from asyncio import Task
from typing import TypeVar

T = TypeVar("T")

TOGETHER = 0.05
"""Seconds in which messages that arrive are noted together, until there are enough for a portion of new ones."""


async def just_begun(flying: set[Task[T]]) -> set[Task[T]]:
    """Let those that are new begin, so that what is taken next knows of them; what has ended by then."""
    await asyncio.sleep(0)
    return {task for task in flying if task.done()}


async def arrived_together(flying: set[Task[T]], enough: int) -> set[Task[T]]:
    """Those that have ended: at least one, and what ends within a moment of it until there are enough."""
    arrived, others = await asyncio.wait(flying, return_when=asyncio.FIRST_COMPLETED)
    ends = asyncio.get_running_loop().time() + TOGETHER
    while others and len(arrived) < enough and (left := ends - asyncio.get_running_loop().time()) > 0:
        soon, others = await asyncio.wait(others, timeout=left, return_when=asyncio.FIRST_COMPLETED)
        arrived |= soon
    return arrived
