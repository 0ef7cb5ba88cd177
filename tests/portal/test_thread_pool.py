"""Work is done by as few threads as it needs, each answer comes to who waits for it, and the thread that worked last
works next.
"""

import gc
from concurrent.futures import CancelledError, wait
from threading import Barrier, Event, get_ident
from weakref import ref

import pytest

from portal.server.web_server.thread_pool import ThreadPool

SECONDS = 20
"""Before a test gives up."""


def fail():
    raise SystemExit("no more")


def test_work_that_comes_in_turn_is_done_by_one_thread():
    pool = ThreadPool(4)
    assert len({pool.submit(get_ident).result(SECONDS) for _turn in range(200)}) == 1
    assert pool.thread_count == 1


def test_work_that_comes_at_once_is_done_at_once_by_as_many_threads_as_there_may_be():
    pool, together = ThreadPool(3), Barrier(3)

    def meet():
        together.wait(SECONDS)
        return get_ident()

    at_once = [pool.submit(meet) for _number in range(6)]
    assert len({future.result(SECONDS) for future in at_once}) == 3
    assert pool.thread_count == 3


def test_the_thread_that_worked_last_works_next():
    pool, go = ThreadPool(2), Event()
    slow = pool.submit(lambda: (go.wait(SECONDS), get_ident())[1])
    quick = pool.submit(get_ident).result(SECONDS)
    go.set()
    last = slow.result(SECONDS)
    assert quick != last
    assert [pool.submit(get_ident).result(SECONDS) for _turn in range(20)] == [last] * 20


def test_what_waits_is_done_in_its_order():
    pool, go, done = ThreadPool(1), Event(), []
    pool.submit(go.wait, SECONDS)
    waiting = [pool.submit(done.append, number) for number in range(50)]
    go.set()
    wait(waiting, SECONDS)
    assert done == [*range(50)]


@pytest.mark.parametrize(("work", "error"), [(lambda: 1 / 0, ZeroDivisionError), (fail, SystemExit)])
def test_an_error_comes_to_who_waits_and_the_thread_works_on(work, error):
    pool = ThreadPool(1)
    with pytest.raises(error):
        pool.submit(work).result(SECONDS)
    assert pool.submit(int, "7", base=8).result(SECONDS) == 7
    assert pool.thread_count == 1


def test_what_was_cancelled_while_it_waited_is_not_done():
    pool, go, done = ThreadPool(1), Event(), []
    pool.submit(go.wait, SECONDS)
    cancelled, after = pool.submit(done.append, "cancelled"), pool.submit(done.append, "after")
    assert cancelled.cancel()
    go.set()
    after.result(SECONDS)
    assert done == ["after"]
    with pytest.raises(CancelledError):
        cancelled.result(SECONDS)


def test_nothing_of_what_was_done_is_held_while_a_thread_rests():
    class Work:
        def do(self):
            return "done"

    pool, work = ThreadPool(1), Work()
    known = ref(work)
    assert pool.submit(work.do).result(SECONDS) == "done"
    pool.finish(SECONDS)
    del work
    gc.collect()
    assert known() is None


def test_a_process_that_ends_waits_for_what_was_begun_and_for_what_waits():
    pool, go, done = ThreadPool(1), Event(), []
    pool.submit(go.wait, SECONDS)
    pool.submit(done.append, "waited")
    pool.shutdown(wait=False)
    assert done == []
    go.set()
    pool.finish(SECONDS)
    assert done == ["waited"]


def test_but_no_longer_than_it_is_given():
    pool, go = ThreadPool(1), Event()
    held = pool.submit(go.wait, SECONDS)
    pool.finish(0.01)
    assert not held.done()
    go.set()
