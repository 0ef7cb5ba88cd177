"""Room for the frames of Python's functions.

Python keeps the frames of a thread in pieces of 16 kB. It asks the system for one when a call passes the end of the
last, and gives it back when that call returns: at such a depth each call of a loop takes 8 µs. A list's page made 800
of them, a third of its time. CPython's issue 142183; later releases of 3.13 and 3.14 keep one piece in reserve.
"""

ROOM = 16_500
"""Values: more than half of 256 kB, so that the piece that holds them has that size."""


def with_room(function):
    """Lets the first function of a thread pretend to need a frame of that size, so that all above it have room.

    What is not used of a piece takes no memory.
    """
    function.__code__ = function.__code__.replace(co_stacksize=ROOM)
    return function
