"""Processes do what they are asked, hand back what comes of it, and end with whoever asked."""

import asyncio
import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from scraper.errors import PageError
from scraper.workers import AHEAD, WorkerEnded, Workers

_given: list[str] = []


def begin(word: str) -> None:
    _given.append(word)


def ended(ids: Sequence[int]) -> bool:
    return not any(Path(f"/proc/{one}").exists() for one in ids)


def told(word: str) -> tuple[int, str]:
    return os.getpid(), _given[0] + word


def refused(word: str) -> None:
    raise PageError(word)


def unpicklable() -> object:
    return lambda: None


def slept(seconds: float) -> int:
    time.sleep(seconds)
    return os.getpid()


def large(size: int) -> bytes:
    return bytes(size)


def test_work_is_done_elsewhere_after_what_it_begins_with() -> None:
    async def ask() -> None:
        with Workers(2, begin, "ka") as workers:
            found = await asyncio.gather(*(workers.run(told, str(number)) for number in range(40)))
            assert [word for _, word in found] == [f"ka{number}" for number in range(40)]
            assert {process for process, _ in found} == set(workers.ids)

    asyncio.run(ask())


def test_an_error_is_raised_where_the_work_was_asked_for_and_the_process_goes_on() -> None:
    async def ask() -> None:
        with Workers(1, begin, "") as workers:
            with pytest.raises(PageError, match="bukan halaman"):
                await workers.run(refused, "bukan halaman")
            with pytest.raises((AttributeError, TypeError)):
                await workers.run(unpicklable)
            assert (await workers.run(told, "lagi"))[1] == "lagi"

    asyncio.run(ask())


def test_messages_of_any_size_pass_in_both_directions_at_once() -> None:
    sizes = [0, 1, 65_536, 3_000_000, 17, 1_000_000] * 3

    async def ask() -> None:
        with Workers(2, begin, "x" * 500_000) as workers:
            found = await asyncio.gather(*(workers.run(large, size) for size in sizes), *(workers.run(len, bytes(size)) for size in sizes))
            assert [len(one) if isinstance(one, bytes) else one for one in found] == sizes * 2

    asyncio.run(ask())


def test_a_process_that_dies_fails_what_it_had_and_the_others_go_on() -> None:
    async def ask() -> None:
        with Workers(2, begin, "") as workers:
            await asyncio.gather(*(workers.run(slept, 0) for _ in range(2)))
            under_way = [asyncio.ensure_future(workers.run(slept, 0.5)) for _ in range(2)]
            await asyncio.sleep(0.1)
            os.kill(workers.ids[0], signal.SIGKILL)
            done = await asyncio.gather(*under_way, return_exceptions=True)
            assert [type(one) for one in done].count(WorkerEnded) == 1
            left = workers.ids[1]
            assert await asyncio.gather(*(workers.run(slept, 0) for _ in range(3 * AHEAD))) == [left] * 3 * AHEAD
            os.kill(left, signal.SIGKILL)
            with pytest.raises(WorkerEnded):
                await workers.run(slept, 0)
            with pytest.raises(WorkerEnded):
                await workers.run(slept, 0)

    asyncio.run(ask())


def test_the_loop_is_free_while_a_large_message_waits_for_a_busy_process() -> None:
    async def ask() -> None:
        with Workers(1, begin, "") as workers:
            await workers.run(slept, 0)
            busy = asyncio.ensure_future(workers.run(slept, 1))
            waiting = asyncio.ensure_future(workers.run(len, bytes(5_000_000)))
            turns = 0
            while not busy.done():
                await asyncio.sleep(0.01)
                turns += 1
            assert turns > 10
            assert await waiting == 5_000_000

    asyncio.run(ask())


def test_work_that_nobody_waits_for_any_more_hurts_nobody() -> None:
    async def ask() -> None:
        with Workers(1, begin, "") as workers:
            dropped = asyncio.ensure_future(workers.run(slept, 0.2))
            await asyncio.sleep(0.05)
            dropped.cancel()
            assert (await workers.run(told, "sesudah"))[1] == "sesudah"

    asyncio.run(ask())


def test_one_set_of_processes_serves_one_event_loop_after_the_other() -> None:
    with Workers(2, begin, "") as workers:
        for _ in range(3):
            assert asyncio.run(workers.run(told, "lagi"))[1] == "lagi"


def test_they_end_at_once_in_the_midst_of_work() -> None:
    async def ask() -> Sequence[int]:
        with Workers(2, begin, "") as workers:
            await workers.run(slept, 0)
            asking = [asyncio.ensure_future(workers.run(slept, 60)) for _ in range(8)]
            await asyncio.sleep(0.1)
            ids = workers.ids
        for one in asking:
            one.cancel()
        return ids

    started = time.monotonic()
    assert ended(asyncio.run(ask()))
    assert time.monotonic() - started < 30
