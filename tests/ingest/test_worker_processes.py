"""Processes do what they are asked, hand back what comes of it, and end with whoever asked."""

import asyncio
import os
import re
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from lxml import etree

from scraper.errors import NoWorkers, PageError, TooCostly, WorkerEnded
from scraper.ingest.worker_processes import AHEAD, MEMORY, WorkerProcesses

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


def burns() -> None:
    while True:
        pass


def burns_in_c() -> None:
    re.fullmatch("(a|a)*b", "a" * 60)


def spends(seconds: float) -> int:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass
    return os.getpid()


def hoards(size: int) -> int:
    return len(bytearray(size))


def cannot_begin() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def large(size: int) -> bytes:
    return bytes(size)


def test_a_further_process_is_started_when_a_job_would_wait_behind_another() -> None:
    async def ask() -> None:
        with WorkerProcesses(2, begin, "ka") as workers:
            one_by_one = [(await workers.run(told, "lima"))[0] for _ in range(3)]
            assert set(one_by_one) == set(workers.ids)
            assert len(workers.ids) == 1
            at_once = await asyncio.gather(*(workers.run(slept, 0.2) for _ in range(2)))
            assert len(workers.ids) == 2
            assert set(at_once) == set(workers.ids)

    asyncio.run(ask())


def test_work_is_done_elsewhere_after_what_it_begins_with() -> None:
    async def ask() -> None:
        with WorkerProcesses(2, begin, "ka") as workers:
            found = await asyncio.gather(*(workers.run(told, str(number)) for number in range(40)))
            assert [word for _, word in found] == [f"ka{number}" for number in range(40)]
            assert {process for process, _ in found} == set(workers.ids)

    asyncio.run(ask())


def test_an_error_is_raised_where_the_work_was_asked_for_and_the_process_goes_on() -> None:
    async def ask() -> None:
        with WorkerProcesses(1, begin, "") as workers:
            with pytest.raises(PageError, match="bukan halaman"):
                await workers.run(refused, "bukan halaman")
            with pytest.raises((AttributeError, TypeError)):
                await workers.run(unpicklable)
            assert (await workers.run(told, "lagi"))[1] == "lagi"

    asyncio.run(ask())


def test_messages_of_any_size_pass_in_both_directions_at_once() -> None:
    sizes = [0, 1, 65_536, 3_000_000, 17, 1_000_000] * 3

    async def ask() -> None:
        with WorkerProcesses(2, begin, "x" * 500_000) as workers:
            found = await asyncio.gather(
                *(workers.run(large, size) for size in sizes),
                *(workers.run(len, bytes(size)) for size in sizes),
            )
            assert [len(one) if isinstance(one, bytes) else one for one in found] == sizes * 2

    asyncio.run(ask())


def test_a_process_that_dies_fails_what_it_was_at_alone_and_is_replaced() -> None:
    async def ask() -> None:
        with WorkerProcesses(1, begin, "ka") as workers:
            (before,) = workers.ids
            asked = [
                asyncio.ensure_future(workers.run(*job))
                for job in [(slept, 60), *((told, str(n)) for n in range(2 * AHEAD))]
            ]
            await asyncio.sleep(0.3)
            await _begun(workers, before)
            os.kill(before, signal.SIGKILL)
            first, *rest = await asyncio.gather(*asked, return_exceptions=True)
            assert isinstance(first, WorkerEnded)
            assert "SIGKILL" in str(first)
            assert [one[1] for one in rest if isinstance(one, tuple)] == [
                f"ka{n}" for n in range(2 * AHEAD)
            ]
            assert before not in workers.ids
            assert len(workers.ids) == 1

    asyncio.run(ask())


async def _begun(workers: WorkerProcesses, process: int) -> None:
    """Wait until the process is ready: killed before that, it has begun no job that could fail."""
    while not next(one for one in workers._processes if one.child.pid == process).ready:
        await asyncio.sleep(0.02)
    await asyncio.sleep(0.2)


@pytest.mark.parametrize("burn", ["burns", "burns_in_c"])
def test_work_over_its_budget_is_ended_and_what_waited_behind_it_is_done(burn: str) -> None:
    """Also in the midst of C code that never lets the interpreter go."""

    async def ask() -> None:
        with WorkerProcesses(1, begin, "ka", budget=0.2) as workers:
            jobs = [
                (told, "0"),
                (globals()[burn],),
                *((told, str(n)) for n in range(1, 2 * AHEAD)),
                (globals()[burn],),
                (told, "9"),
            ]
            found = await asyncio.gather(
                *(workers.run(*job) for job in jobs), return_exceptions=True
            )
            failed = [number for number, one in enumerate(found) if isinstance(one, BaseException)]
            assert failed == [1, len(jobs) - 2]
            assert {type(found[number]) for number in failed} == {TooCostly}
            assert "0.2 s of CPU" in str(found[1])
            assert [one[1] for one in found if isinstance(one, tuple)] == [
                "ka0",
                *(f"ka{n}" for n in range(1, 2 * AHEAD)),
                "ka9",
            ]

    asyncio.run(ask())


def test_waiting_costs_no_budget_and_each_piece_of_work_has_all_of_it() -> None:
    async def ask() -> None:
        with WorkerProcesses(1, begin, "", budget=0.3) as workers:
            await asyncio.gather(*(workers.run(spends, 0.1) for _ in range(8)))
            await workers.run(slept, 1)

    asyncio.run(ask())


def test_work_over_its_memory_is_ended_like_work_over_its_budget() -> None:
    async def ask() -> None:
        with WorkerProcesses(1, begin, "ka") as workers:
            found = await asyncio.gather(
                workers.run(hoards, 2 * MEMORY), workers.run(told, "1"), return_exceptions=True
            )
            assert isinstance(found[0], TooCostly)
            assert f"{MEMORY >> 20} MiB of memory" in str(found[0])
            assert isinstance(found[1], tuple)

    asyncio.run(ask())


def test_a_process_that_cannot_begin_is_not_started_for_ever() -> None:
    started: list[int] = []

    async def ask() -> None:
        with WorkerProcesses(2, cannot_begin) as workers:
            started.extend(workers.ids)
            with pytest.raises(NoWorkers):
                await workers.run(told, "")
            assert workers.ids == []
            with pytest.raises(NoWorkers):
                await workers.run(told, "")

    asyncio.run(ask())
    assert ended(started)


def test_the_signals_that_end_a_command_are_left_to_it() -> None:
    async def ask() -> None:
        with WorkerProcesses(1, begin, "ka") as workers:
            await workers.run(slept, 0)
            asked = asyncio.ensure_future(workers.run(slept, 0.5))
            await asyncio.sleep(0.1)
            for sent in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
                os.kill(workers.ids[0], sent)
            assert await asked == workers.ids[0]

    asyncio.run(ask())


def test_without_an_event_loop_answers_come_in_order_and_one_may_be_too_costly() -> None:
    taken: list[int] = []

    def given() -> Iterator[tuple[float]]:
        for number in range(20):
            taken.append(number)
            yield ((60.0 if number == 4 else 0.0),)

    with WorkerProcesses(2, begin, "", budget=0.2) as workers:
        found = []
        for one in workers.in_order(spends, given()):
            found.append(type(one))
            assert len(taken) <= len(found) + AHEAD * 2 + 1
    assert found == [TooCostly if number == 4 else int for number in range(20)]


def test_the_loop_is_free_while_a_large_message_waits_for_a_busy_process() -> None:
    async def ask() -> None:
        with WorkerProcesses(1, begin, "") as workers:
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
        with WorkerProcesses(1, begin, "") as workers:
            dropped = asyncio.ensure_future(workers.run(slept, 0.2))
            await asyncio.sleep(0.05)
            dropped.cancel()
            assert (await workers.run(told, "sesudah"))[1] == "sesudah"

    asyncio.run(ask())


def test_one_set_of_processes_serves_one_event_loop_after_the_other() -> None:
    with WorkerProcesses(2, begin, "") as workers:
        for _ in range(3):
            assert asyncio.run(workers.run(told, "lagi"))[1] == "lagi"


def test_they_end_at_once_in_the_midst_of_work() -> None:
    async def ask() -> Sequence[int]:
        with WorkerProcesses(2, begin, "", budget=600) as workers:
            await workers.run(slept, 0)
            asking = [
                asyncio.ensure_future(workers.run(work, *given))
                for work, *given in [(slept, 60), (burns_in_c,)] * 4
            ]
            await asyncio.sleep(0.1)
            ids = workers.ids
        for one in asking:
            one.cancel()
        return ids

    started = time.monotonic()
    assert ended(asyncio.run(ask()))
    assert time.monotonic() - started < 30


class NeedsTwo(Exception):
    """Pickled well, as many libraries' errors are, and not to be made again from that."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(f"{one} {two}")


class Spoilt:
    def __reduce__(self) -> tuple[object, ...]:
        return refused, ("spoilt on its way",)


def of_two() -> None:
    raise NeedsTwo("one", "two")


def of_lxml() -> None:
    etree.fromstring(b"<a")


def stops() -> None:
    raise StopIteration("no more")


def spoilt() -> object:
    return Spoilt()


@pytest.mark.parametrize(
    ("work", "said"),
    [
        (of_two, "NeedsTwo: one two"),
        (of_lxml, "XMLSyntaxError: Couldn't find end"),
        (stops, "StopIteration: no more"),
        (spoilt, "spoilt"),
    ],
    ids=["cannot-be-made-again", "cannot-be-pickled", "no-result-of-a-future", "cannot-be-opened"],
)
def test_an_answer_that_does_not_arrive_is_an_error_and_never_waited_for(
    work: Callable[[], object], said: str
) -> None:
    async def asked(workers: WorkerProcesses) -> int:
        async with asyncio.timeout(20):
            with pytest.raises((RuntimeError, PageError), match=said):
                await workers.run(work)
            return await workers.run(spends, 0.0)

    with WorkerProcesses(1, begin, "") as workers:
        (process,) = workers.ids
        assert asyncio.run(asked(workers)) == process, "it goes on"
