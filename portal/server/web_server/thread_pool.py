"""The threads in which a web worker answers: the one that worked last works next.

ThreadPoolExecutor wakes the thread that has rested longest, so that all take turns although one would do: each with a
connection to the database of its own, and with nothing of it in the processor's cache. Of a page that is kept this
takes an eighth. A queue of ours within it would not do: its threads rest only after the loop has heard of the answer,
and may have begun to give the next request to another one.
"""

from collections import deque
from concurrent.futures import Executor, Future
from functools import partial
from queue import SimpleQueue
from threading import Lock, Thread
from time import monotonic, sleep


class ThreadPool(Executor):
    """At most `most` threads, begun when they are needed. They end with the process, which first has to `finish`."""

    def __init__(self, most):
        self.most, self.begun, self.lock = most, 0, Lock()
        self.resting, self.waiting = [], deque()

    def submit(self, work, *args, **kwargs):
        future = Future()
        task = future, partial(work, *args, **kwargs)
        with self.lock:
            if self.resting:
                self.resting.pop().put(task)
            elif self.begun < self.most:
                inbox = SimpleQueue()
                inbox.put(task)
                Thread(target=self.go_on, args=(inbox,), daemon=True).start()
                self.begun += 1
            else:
                self.waiting.append(task)
        return future

    def go_on(self, inbox):
        task = None
        while True:
            future, work = task or inbox.get()
            is_done, answer = run_task(future, work)
            # Before anybody hears of the answer: they may have the next task for this very thread.
            task = self.next_or_rest(inbox)
            if is_done is not None:
                future.set_result(answer) if is_done else future.set_exception(answer)
            del future, work, answer  # nothing of it is held while the thread rests

    def next_or_rest(self, inbox):
        with self.lock:
            if self.waiting:
                return self.waiting.popleft()
            self.resting.append(inbox)
            return None

    def shutdown(self, wait=True, *, cancel_futures=False):
        """Nothing, and without the lock: gunicorn calls it in a signal's handler, which may interrupt `submit`."""

    def finish(self, seconds):
        """Wait until nothing is done any more, but no longer than that."""
        end = monotonic() + seconds
        while (self.waiting or len(self.resting) < self.begun) and monotonic() < end:
            sleep(0.01)


def run_task(future, work):
    """(whether it went well, its answer or the exception); (None, None) of what was cancelled meanwhile."""
    if not future.set_running_or_notify_cancel():
        return None, None
    try:
        return True, work()
    except BaseException as error:  # noqa: BLE001  as concurrent.futures does: who waits for it hears of it
        return False, error
