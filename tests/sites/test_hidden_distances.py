"""What somebody typed was measured from the true place: as long as that is hidden, nobody is told (docs/adr/0032)."""

import re
from decimal import Decimal

import pytest
from django.apps import apps
from django.contrib.gis.geos import Point
from django.db.migrations import Migration
from django.urls import reverse

from regions.crs import to_storage
from sites.models import Space, SpaceDistance
from sites.pool.distances import store_distances
from sites.pool.routes import space_url
from sites.receivers import store_figures_after_migrating
from tests.factories.sites import MunicipalityFactory, SpaceFactory
from tests.filling import whole
from tests.measuring import LEIPZIG, airport, north, stored, told
from tests.reading import text_of

pytestmark = pytest.mark.django_db


class TestHiddenPlace:
    """What somebody typed was measured from the true place, and would tell it."""

    @pytest.fixture
    def space(self):
        town = MunicipalityFactory(center=to_storage(Point(*LEIPZIG, srid=4326)))
        airport(5, name="Near")
        space = SpaceFactory(at=north(4), municipality=town)
        SpaceDistance.objects.create(space=space, kind="airport", name="Hintertor", km=Decimal("1.3"))
        SpaceDistance.objects.create(space=space, kind="port", name="Hinterkai", km=Decimal("1.7"))
        return space

    def hide(self, space):
        space = Space.objects.get(pk=space.pk)
        space.discloses_address = False
        space.save()
        return space

    def test_tells_no_typed_distance_any_more(self, space):
        assert told(space) == [(Decimal("1.3"), "Hintertor")]
        self.hide(space)
        assert told(space) == [(Decimal("5.0"), "Near")]
        assert told(space, "port") == []
        assert (stored(space), stored(space, "port_km")) == (Decimal("5.0"), None)

    @pytest.mark.parametrize("fields", [None, ["discloses_address"]], ids=["saved", "one field saved"])
    def test_filters_do_not_find_it_by_them(self, client, space, fields):
        space.discloses_address = False
        space.save(update_fields=fields)
        for name in ("airport_km_max", "port_km_max"):
            answer = client.get(reverse("sites:list"), {name: "2"})
            assert answer.context["page_obj"].paginator.count == 0

    def test_no_page_or_file_tells_them(self, client, space):
        hidden = self.hide(space)
        addresses = [
            hidden.get_absolute_url(),
            space_url(hidden, "print"),
            space_url(hidden, "data_sheet"),
            reverse("sites:csv"),
            reverse("investors:comparison") + f"?ids={hidden.number}",
            reverse("investors:comparison_csv") + f"?ids={hidden.number}",
        ]
        for address in addresses:
            answer = text_of(client.get(address))
            assert "Hinter" not in answer, address
            assert not re.search(r"\b1[,.][37]\b", answer), address

    def test_measuring_and_typing_later_tell_nothing_either(self, space):
        self.hide(space)
        store_distances()
        SpaceDistance.objects.create(space=space, kind="station", km=Decimal("0.4"))
        SpaceDistance.objects.get(kind="port").save()
        Space.objects.refresh()
        assert [told(space, "station"), told(space, "port")] == [[], []]
        assert [stored(space, "station_km"), stored(space, "port_km")] == [None, None]

    def test_the_editors_keep_what_was_typed(self, admin_client, space):
        self.hide(space)
        answer = admin_client.get(whole(reverse("admin:sites_plot_change", args=[space.pk])))
        assert "Hintertor" in answer.content.decode()

    def test_an_update_of_the_portal_takes_them_from_filters(self, space):
        Space.objects.filter(pk=space.pk).update(discloses_address=False)
        migrated = [(Migration("0005_typed_beside_computed", "sites"), False)]
        store_figures_after_migrating(apps.get_app_config("sites"), using="default", plan=migrated)
        assert (stored(space), stored(space, "port_km")) == (Decimal("1.0"), None)

    def test_shown_again_it_tells_what_was_typed(self, space):
        hidden = self.hide(space)
        hidden.discloses_address = True
        hidden.save()
        assert told(space) == [(Decimal("1.3"), "Hintertor")]
        assert stored(space, "port_km") == Decimal("1.7")
