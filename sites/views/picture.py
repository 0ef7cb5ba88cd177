"""Pictures of a space: the map below its outline, and the Open Graph picture.

Served from the canonical URL only, so that each is drawn and cached once. Browsers revalidate each time
(caching.pages), since a place that is no longer disclosed must disappear at once.
"""

from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.views.generic import View

from caching.pages import SharedPageMixin
from regions.tiles.current import installed_tiles_at
from regions.tiles.installed import installed_tiles
from regions.tiles.pictures import render_svg
from sites.mapping.link_picture import link_picture
from sites.mapping.outlines import ground_sheet
from sites.models import Space
from sites.papers.limits import ServerBusy, exclusive_slot
from sites.pool.routes import space_url

MAX_DETAIL_ZOOM = 12
"""Layers of higher zooms are too detailed for a card."""


class SpaceGroundView(SharedPageMixin, View):
    """The map around a disclosed space as SVG, below its outline."""

    def get(self, request, number, slug, kind):
        if not installed_tiles():
            raise Http404
        space = Space.objects.published().filter(number=number, kind=kind).only(*LOADED_FIELDS).first()
        is_drawn = space and space.boundary and space.discloses_address
        tiles = is_drawn and installed_tiles_at(space.boundary.extent)
        if not tiles:
            raise Http404
        address = space_url(space, "ground")
        if request.get_full_path() != address:
            return HttpResponsePermanentRedirect(address)
        drawn = render_svg(ground_sheet(space.boundary), tiles, MAX_DETAIL_ZOOM)
        return HttpResponse(drawn, content_type="image/svg+xml")


LOADED_FIELDS = ("kind", "number", "name_de", "name", "boundary", "discloses_address")


class SpaceLinkPictureView(SharedPageMixin, View):
    def get(self, request, number, slug, kind):
        space = Space.objects.published().with_page().filter(number=number, kind=kind).first()
        if not space or not (space.lead_photo or space.public_geometry):
            raise Http404
        address = space_url(space, "link_picture")
        if request.get_full_path() != address:
            return HttpResponsePermanentRedirect(address)
        try:
            with exclusive_slot():
                return HttpResponse(link_picture(space), content_type="image/jpeg")
        except ServerBusy:
            return HttpResponse(status=503, headers={"Retry-After": "60"})
