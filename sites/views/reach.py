"""Isochrones around a space as tables and on a map."""

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.generic import View

from caching.pages import SharedPageMixin
from roads.engine import current_graph
from roads.faults import RoadsRefused
from roads.vehicles import Vehicle
from sites.mapping.features import drive_feature
from sites.mapping.geojson import boundary_feature
from sites.models import Space
from sites.pool.distance_text import format_minutes, road_note, vehicle_phrase
from sites.pool.inhabitant_text import source_label
from sites.pool.isochrones import isochrones_from
from sites.pool.presentation import postal_address
from sites.pool.road_access_points import drive_start
from sites.pool.routes import space_url
from sites.views.breadcrumbs import pool_breadcrumb


class SpaceReachView(SharedPageMixin, View):
    """404 without a road graph. `vehicle` selects the map's isochrones; the tables show both vehicles."""

    parameters = frozenset({"vehicle"})

    def get(self, request, number, slug, kind):
        space = Space.objects.published().with_page().filter(number=number, kind=kind).first()
        if space is None or space.public_location is None or current_graph() is None:
            raise Http404
        if slug != space.slug:
            return HttpResponseRedirect(space_url(space, "reach"))
        context = {
            "space": space,
            "place": postal_address(space),
            "road_note": road_note(space),
            "breadcrumb": pool_breadcrumb(space.kind, here=_("Reach of %(name)s") % {"name": space.heading}),
        }
        try:
            context |= self.map_and_tables(space, request.GET.get("vehicle"))
        except RoadsRefused as refused:
            return render(request, "sites/space_reach.html", context | {"refusal": str(refused)}, status=503)
        return render(request, "sites/space_reach.html", context)

    def map_and_tables(self, space, chosen):
        reaches = isochrones_from(drive_start(space))
        usual = next((vehicle for vehicle, rows in reaches.items() if rows), Vehicle.LORRY)
        shown = Vehicle(chosen) if chosen in Vehicle.values else usual
        people = [reach.people for rows in reaches.values() for reach in rows if reach.people]
        return {
            "tables": [
                {"title": vehicle_phrase(vehicle, "").strip(), "vehicle": vehicle, "rows": rows}
                for vehicle, rows in reaches.items()
            ],
            "shown": shown,
            "map_data": boundary_feature(space),
            "map_reach": [
                drive_feature(reach.area, format_minutes(reach.minutes)) for reach in reversed(reaches[shown])
            ],
            "sources": [current_graph().source, *inhabitant_sources(people)],
        }


def inhabitant_sources(people):
    """Return the distinct sources of the inhabitants with their date."""
    told = [source_label("; ".join(one.sources), one.as_of) for one in people]
    return list(dict.fromkeys(filter(None, told)))
