"""Parts of pages that show what is published."""

from caching import parts
from publishing.moments import next_moment


def kept(name, rooms, make):
    """As caching.parts.kept: until something of these rooms changes or a moment of the site comes."""
    return parts.kept(name, rooms, make, ends=next_moment)


def remembered(name, rooms, make, within=parts.memory):
    """Likewise as caching.parts.remembered. What shows nothing of any room knows no moment of the site either."""
    is_of_a_room = rooms is None or len(rooms) > 0
    ends = next_moment if is_of_a_room else parts.tomorrow
    return parts.remembered(name, rooms, make, ends=ends, within=within)
