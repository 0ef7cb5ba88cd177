"""Many readers at once, while one client asks for papers and tables as fast as it may.

    HOST=127.0.0.1 PORT=8000 .venv/bin/python -m benchmarks.readers [200] [20]

Against a portal that is served on this machine (make run): 200 readers, each on a connection of its own, ask for one
page after the other, for 20 seconds. Printed are answers, errors, and the times until the last byte in milliseconds;
once with the readers alone, once with the greedy client.
"""

import asyncio
import os
import statistics
import sys
import time
from itertools import count

from benchmarks.connections import ask

HOST, PORT = os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "8000"))
PAGES = [
    "/",
    "/aktuelles/",
    "/flaechenpool/",
    "/flaechenpool/liste/",
    "/flaechenpool/karte/",
    "/en/",
    "/projekte/",
]
GREEDY = [
    "/flaechenpool/liste.pdf?kind=plot&area_min={number}",
    "/flaechenpool/liste.csv?area_min={number}",
    "/flaechenpool/liste.xlsx?area_min={number}",
]
EXPECTED = {200, 303, 429, 503}
"""Of the greedy client: told to wait, or that its share is spent."""


async def read_on(number, end, times, errors):
    reader, writer = await asyncio.open_connection(HOST, PORT)
    for step in count(number):
        start = time.perf_counter()
        if start > end:
            break
        try:
            status = await ask(reader, writer, HOST, PAGES[step % len(PAGES)])
        except (OSError, asyncio.IncompleteReadError) as error:
            errors.append(repr(error))
            reader, writer = await asyncio.open_connection(HOST, PORT)
            continue
        times.append((time.perf_counter() - start) * 1000)
        if status != 200:
            errors.append(status)
    writer.close()


async def be_greedy(end, told):
    for number in count(1):
        if time.perf_counter() > end:
            return
        reader, writer = await asyncio.open_connection(HOST, PORT)
        told.append(await ask(reader, writer, HOST, GREEDY[number % len(GREEDY)].format(number=number)))
        writer.close()


async def measure(readers, seconds, with_greedy):
    times, errors, told = [], [], []
    end = time.perf_counter() + seconds
    tasks = [read_on(number, end, times, errors) for number in range(readers)]
    if with_greedy:
        tasks.append(be_greedy(end, told))
    await asyncio.gather(*tasks)
    p95 = statistics.quantiles(times, n=20)[-1]
    line = f"{len(times):,} answers, {len(times) / seconds:,.0f} a second, {len(errors)} errors {set(errors) or ''}"
    print(f"{line}; median {statistics.median(times):.0f} ms, p95 {p95:.0f} ms, slowest {max(times):.0f} ms")
    if with_greedy:
        print(
            f"  the greedy client: {len(told)} answers, {len([each for each in told if each == 200])} of them 200"
        )
        unexpected = set(told) - EXPECTED
        if unexpected:
            raise SystemExit(f"The greedy client got {unexpected}.")


def main(readers=200, seconds=20):
    for with_greedy in (False, True):
        print("with a greedy client: " if with_greedy else "readers alone: ", end="", flush=True)
        asyncio.run(measure(readers, seconds, with_greedy))


if __name__ == "__main__":
    main(*(int(number) for number in sys.argv[1:3]))
