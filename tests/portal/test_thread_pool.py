"""Work is done by as few threads as it needs, and the thread that worked last works next."""

import gc
from concurrent.futures import wait
from threading import Barrier, Event, get_ident
from time import sleep
from weakref import ref

from portal.thread_pool import ThreadPool

SECONDS = 20
"""Before a test gives up."""


def resting(pool):
    """Once no thread has anything to do: how many wait."""
    for _turn in range(SECONDS * 1000):
        if len(pool._work_queue.waiting) == len(pool._threads):
            return len(pool._threads)
        sleep(0.001)
    raise AssertionError("A thread does not rest.")


def busy(pool, count):
    """So many threads have done something, and rest."""
    together = Barrier(count)
    wait([pool.submit(together.wait, SECONDS) for _number in range(count)], SECONDS)
    assert resting(pool) == count


def test_the_thread_that_worked_last_works_next():
    with ThreadPool(3) as pool:
        busy(pool, 3)
        last = pool.submit(get_ident).result(SECONDS)
        for _turn in range(20):
            resting(pool)
            assert pool.submit(get_ident).result(SECONDS) == last


def test_work_that_comes_at_once_is_done_at_once_by_as_many_threads_as_there_may_be():
    with ThreadPool(3) as pool:
        busy(pool, 3)
        together = Barrier(3)

        def meet():
            together.wait(SECONDS)
            return get_ident()

        at_once = [pool.submit(meet) for _number in range(6)]
        assert len({future.result(SECONDS) for future in at_once}) == 3


def test_what_waits_is_done_in_its_order():
    with ThreadPool(1) as pool:
        go, done = Event(), []
        pool.submit(go.wait, SECONDS)
        waiting = [pool.submit(done.append, number) for number in range(50)]
        go.set()
        wait(waiting, SECONDS)
    assert done == [*range(50)]


def test_what_was_begun_or_waits_is_done_before_the_pool_ends():
    pool, go, done = ThreadPool(1), Event(), []
    pool.submit(go.wait, SECONDS)
    pool.submit(done.append, "waited")
    pool.shutdown(wait=False)
    go.set()
    for thread in pool._threads:
        thread.join(SECONDS)
        assert not thread.is_alive()
    assert done == ["waited"]


def test_threads_that_rest_end_with_the_pool_and_what_waits_may_be_called_off():
    pool, go, done = ThreadPool(3), Event(), []
    busy(pool, 3)
    held = [pool.submit(go.wait, SECONDS) for _number in range(3)]
    called_off = pool.submit(done.append, "too late")
    pool.shutdown(wait=False, cancel_futures=True)
    go.set()
    wait(held, SECONDS)
    for thread in pool._threads:
        thread.join(SECONDS)
        assert not thread.is_alive()
    assert (called_off.cancelled(), done) == (True, [])


def test_nothing_of_what_was_done_is_held_while_a_thread_rests():
    class Work:
        def do(self):
            return "done"

    with ThreadPool(1) as pool:
        work = Work()
        known = ref(work)
        assert pool.submit(work.do).result(SECONDS) == "done"
        resting(pool)
        del work
        gc.collect()
        assert known() is None
