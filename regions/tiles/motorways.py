"""Schematic motorways: lines between known junctions."""

from collections import defaultdict
from itertools import pairwise
from math import dist

from regions.models import Landmark

MAX_GAP_M = 60_000
"""No line is drawn between junctions farther apart."""


def schematic_motorways():
    """Return (number, lines) of each motorway, sorted; lines are lists of (x, y) in EPSG:3035."""
    junctions, courses = defaultdict(list), defaultdict(list)
    known = Landmark.objects.filter(kind=Landmark.Kind.MOTORWAY_JUNCTION).exclude(code="")
    for code, location, course in known.values_list("code", "location", "course").order_by("code", "pk"):
        junctions[code].append((location.x, location.y))
        if course:
            courses[code] += [list(line.coords) for line in course]
    return [(code, courses[code] or lines_through(places)) for code, places in junctions.items()]


def lines_through(places):
    """Return the minimum spanning tree of the points as smoothed lines from fork to fork."""
    neighbours = defaultdict(list)
    for one, other in minimum_spanning_tree(places):
        neighbours[one].append(other)
        neighbours[other].append(one)
    ends = [place for place, near in neighbours.items() if len(near) != 2]
    lines = [follow_line(neighbours, end, step) for end in ends for step in neighbours[end]]
    return [smooth_line(line) for line in lines if line[0] <= line[-1]]  # each is found from both ends


def minimum_spanning_tree(places):
    """Yield its edges as pairs of points (Prim's algorithm)."""
    places = sorted(set(places))
    if not places:
        return
    nearest = dict.fromkeys(places[1:], places[0])
    while nearest:
        place = min(nearest, key=lambda place: dist(place, nearest[place]))
        if dist(place, nearest[place]) <= MAX_GAP_M:
            yield nearest[place], place
        del nearest[place]
        for other, so_far in nearest.items():
            if dist(other, place) < dist(other, so_far):
                nearest[other] = place


def follow_line(neighbours, end, step):
    line = [end, step]
    while len(neighbours[line[-1]]) == 2:
        line.append(next(place for place in neighbours[line[-1]] if place != line[-2]))
    return line


def smooth_line(line, times=2):
    """Cut the corners of a line (Chaikin's algorithm); its ends stay."""
    for _ in range(times):
        inner = [
            place
            for one, other in pairwise(line)
            for place in (interpolate(one, other, 0.25), interpolate(one, other, 0.75))
        ]
        line = [line[0], *inner[1:-1], line[-1]]
    return line


def interpolate(one, other, share):
    return one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share
