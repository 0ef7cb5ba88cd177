"""The pool of the invented region: all that can be said of a plot and a hall, and spaces in every state."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.contrib.gis.geos import Point

from regions.crs import to_storage
from sites.models import MarketRecord, Space, SpaceDistance, SpacePhoto
from tests.approved.clock import NOW, TODAY
from tests.factories.accounts import ContactFactory
from tests.factories.sites import (
    BusinessParkFactory,
    OfferFactory,
    SpaceDocumentFactory,
    SpaceFactory,
    UtilityFactory,
    square,
)


class Pool:
    """Part of the World, which has its region and people."""

    def make_pool(self):
        self.park = BusinessParkFactory(
            pk=9001,
            name_de="Gewerbepark „Am Kreuz“ & Mehr",
            name_en="Business park “At the junction”",
            slug="am-kreuz",
            description_de="Für Logistik & Handel.",
            municipality=self.town,
            location=to_storage(Point(12.21, 51.395, srid=4326)),
            gross_area=450_000,
            operator="Park GmbH & Co. KG",
            website="https://park.example.org/",
            anchor_tenants="Alpha AG, Beta SE",
            steward=self.steward,
        )
        self.park.photos.create(
            picture=self.picture(2, "Foto: Park"), alt_de="Luftbild", caption_de="Der Park von Süden"
        )
        self.make_plots()
        self.make_halls()
        self.make_neighbours()
        self.age()

    def make_plots(self):
        self.plot = SpaceFactory(
            pk=9001,
            number=4711,
            name_de="Nordfeld <A> & „B“",
            name_en="North field <A> & “B”",
            description_de="Eben & frei.\n\nZweiter Absatz.",
            description_en="Level & free.",
            situation_de="An der A 14.",
            municipality=self.town,
            park=self.park,
            steward=self.steward,
            contact=self.contact,
            at=(12.21, 51.395),
            boundary=square(12.21, 51.395),
            address="Am Kreuz 1",
            postcode="04435",
            external_reference="NF-<7>",
            area=40_000,
            divisible_from=5_000,
            available_from=TODAY + timedelta(days=60),
            data_as_of=TODAY - timedelta(days=20),
            zoning="GI",
            zoning_restricted=True,
            zoning_note="Lärm & Licht",
            building_basis="b_plan",
            plan_status="in_force",
            plan_status_on=date(2019, 5, 2),
            plan_name="Nr. 178 „Nordfeld“",
            plan_url="https://plan.example.org/178",
            site_coverage_ratio=Decimal("0.8"),
            floor_area_ratio=Decimal("2.4"),
            building_height_max=18,
            storeys_max=4,
            gross_area=42_000,
            net_area=39_000,
            parcels="12/3, 12/4",
            servicing="full",
            servicing_charge="free",
            land_value=25,
            land_value_on=date(2025, 1, 1),
            previous_use="greenfield",
            contamination="suspected",
            contamination_note="Alte Tankstelle",
            flood_risk="extreme",
            hazardous_sites_allowed=True,
            award_criteria="Arbeitsplätze je Hektar",
            sectors_wanted="Logistik",
            sectors_excluded="Einzelhandel",
            ownership="municipal",
            round_the_clock="yes",
            noise_day=65,
            noise_night=50,
            rail_siding="possible",
            train_length_max=740,
            heavy_haul=True,
            bypasses_towns=False,
            funding_area="grw_c",
            funding_note="bis 35 %",
            trade_tax_rate=460,
            property_tax_rate=650,
            tax_year=2026,
            renewable_energy="Solarpark",
            anchor_tenants="Alpha AG",
        )
        OfferFactory(
            pk=9001,
            space=self.plot,
            price_type="negotiable",
            price_m2=Decimal("35.5"),
            price_total=1_420_000,
            commission="keine",
            note="zzgl. Vermessung & Notar",
        )
        OfferFactory(
            pk=9002,
            space=self.plot,
            disposal="ground_lease",
            ground_rent_m2=Decimal("1.2"),
            ground_rent_percent=4,
            term_years=66,
        )
        UtilityFactory(
            pk=9001,
            space=self.plot,
            medium="power",
            capacity=5,
            unit="MVA",
            grid_level="medium",
            distance_m=120,
        )
        UtilityFactory(pk=9002, space=self.plot, medium="fibre", capacity=1000, unit="Mbit/s", distance_m=0)
        UtilityFactory(pk=9003, space=self.plot, medium="gas", note="auf Anfrage")
        SpaceDistance.objects.create(
            pk=9901,
            space=self.plot,
            kind="port",
            name="Hafen Halle",
            km=Decimal("21.4"),
            minutes=25,
            source="Routenplaner",
            as_of=date(2026, 3, 1),
        )
        self.photos_of(self.plot)
        SpaceDocumentFactory(pk=9001, space=self.plot, kind="plan", as_of=date(2024, 2, 1))
        SpaceDocumentFactory(pk=9002, space=self.plot, kind="other", title="Lage & Wege", order=1)
        self.hidden = SpaceFactory(
            pk=9002,
            number=4712,
            name_de="Verdeckte Fläche",
            hidden_place=True,
            municipality=self.village,
            park=self.park,
            contact=self.contact,
            steward=self.steward,
            at=(12.56, 51.51),
            boundary=square(12.56, 51.51),
            address="Geheimweg 3",
            postcode="04509",
            area=7_300,
            marketing_status="reserved",
            data_as_of=TODAY - timedelta(days=30),
            is_sample=True,
        )
        OfferFactory(pk=9003, space=self.hidden, price_type="on_request")
        SpaceDistance.objects.create(
            pk=9951, space=self.hidden, kind="station", name="Dorf", km=Decimal("0.7")
        )
        self.sold = SpaceFactory(
            pk=9003,
            number=4713,
            name_de="Verkauftes Feld",
            name_en="Sold field",
            taken=True,
            municipality=self.town,
            at=(12.23, 51.4),
            area=12_000,
            data_as_of=TODAY - timedelta(days=40),
            contact=self.contact,
        )

    def photos_of(self, space):
        words = [
            {"alt_de": "Blick von Norden", "caption_de": "Im Mai & Juni", "alt_en": "View from the north"},
            {"alt_de": "Die <Zufahrt>", "order": 1},
            {"decorative": True, "order": 2},
        ]
        credits = ["Foto: Anna Berg", "Stadt & Land", "© Drohne <AG>"]
        for number, (placed, credit) in enumerate(zip(words, credits, strict=True)):
            picture = self.picture(3 + number, credit, licence="CC BY 4.0" if number else "")
            SpacePhoto.objects.create(pk=9001 + number, space=space, picture=picture, **placed)

    def make_halls(self):
        self.hall = SpaceFactory(
            pk=9004,
            number=4714,
            hall=True,
            name_de="Logistikhalle Süd",
            name_en="Logistics hall south",
            description_de="Hell und hoch.",
            municipality=self.village,
            steward=self.steward,
            contact=self.contact,
            at=(12.54, 51.49),
            area=9_500,
            divisible_from=1_000,
            data_as_of=TODAY - timedelta(days=10),
            hall_type="logistics",
            office_area=600,
            ancillary_area=150,
            total_area=10_250,
            plot_area=30_000,
            yard_area=8_000,
            clear_height=Decimal("10.5"),
            eaves_height=12,
            column_grid="12 × 24 m",
            floor_load=5,
            flooring="Beton",
            sealed_floor=True,
            crane_capacity=10,
            hook_height=8,
            docks=12,
            drive_in_doors=3,
            goods_lift_capacity=2_000,
            power_kva=630,
            heating="radiant",
            sprinkler="esfr",
            smoke_vents=True,
            temperature_control="tempered",
            permitted_use="Lager",
            year_built=2008,
            year_refurbished=2021,
            condition="maintained",
            listed_building=False,
            car_spaces=60,
            lorry_spaces=14,
            energy_certificate="consumption",
            energy_heat=85,
            energy_electricity=40,
            energy_carrier="Gas",
            energy_class="C",
            energy_valid_until=date(2031, 6, 30),
            min_term_months=36,
            interim_use=True,
            is_expandable=True,
        )
        OfferFactory(
            pk=9004,
            space=self.hall,
            disposal="lease",
            price_type="fixed",
            rent_m2=Decimal("5.9"),
            service_charge_m2=Decimal("1.1"),
            deposit="3 Monatsmieten",
            commission="2 Monatsmieten",
        )
        self.bare = SpaceFactory(
            pk=9005, number=4715, hall=True, name_de="Halle ohne Angaben", municipality=None, area=None
        )
        self.stale = SpaceFactory(pk=9006, number=4716, name_de="Vergessene Fläche", municipality=self.town)
        self.due = SpaceFactory(
            pk=9007,
            number=4717,
            hall=True,
            name_de="Unbestätigte Halle",
            municipality=self.third,
            contact=self.contact,
            steward=self.steward,
            at=(12.98, 51.55),
            area=2_400,
            energy_certificate="pending",
        )
        OfferFactory(pk=9005, space=self.due, disposal="lease", rent_m2=4)
        self.gone = SpaceFactory(
            pk=9008, number=4718, name_de="Zurückgezogenes", municipality=self.town, at=(12.2, 51.4)
        )
        self.draft = SpaceFactory(
            pk=9009, number=4719, draft=True, name_de="Entwurf", steward=self.steward, municipality=self.town
        )

    def make_neighbours(self):
        """In the same park, and with little said of it; and a hall that is gone."""
        office = ContactFactory(pk=9003, name="Zentrale", organisation=self.region, languages="", email="")
        self.neighbour = SpaceFactory(
            pk=9010,
            number=4720,
            name_de="Nachbarfläche",
            park=self.park,
            municipality=self.town,
            at=(12.215, 51.395),
            contact=office,
            area=3_300,
            available_from=TODAY,
        )
        SpacePhoto.objects.create(
            pk=9011, space=self.neighbour, picture=self.picture(7, "Foto: Nachbar"), alt_de="Wiese"
        )
        SpacePhoto.objects.create(
            pk=9012, space=self.hall, picture=self.picture(8, ""), alt_de="Tor & Tür", caption_de="Tor 3"
        )
        OfferFactory(pk=9006, space=self.neighbour, price_type="bidding", price_m2=20)
        SpaceFactory(
            pk=9011,
            number=4721,
            hall=True,
            name_de="Halle von gestern",
            municipality=self.village,
            published_from=NOW - timedelta(days=90),
            published_until=NOW - timedelta(days=1),
            first_published_at=NOW - timedelta(days=90),
        )
        BusinessParkFactory(
            pk=9002,
            name_de="Alter Park",
            slug="alter-park",
            municipality=self.village,
            published_from=NOW - timedelta(days=90),
            published_until=NOW - timedelta(days=1),
            first_published_at=NOW - timedelta(days=90),
        )
        BusinessParkFactory(pk=9003, name_de="Leerer Park", slug="leer", municipality=None, is_sample=True)

    def age(self):
        """What time alone would bring about, on rows: a check missed, a notice on the page, an entry withdrawn."""
        days = [TODAY - timedelta(days=n) for n in (400, 220, 100)]
        rows = Space.objects.filter(pk=self.stale.pk)
        rows.update(data_as_of=days[0], check_due=days[1], confirm_until=days[2])
        rows = Space.objects.filter(pk=self.due.pk)
        rows.update(
            data_as_of=TODAY - timedelta(days=220),
            check_due=TODAY - timedelta(days=40),
            confirm_until=TODAY + timedelta(days=20),
        )
        Space.objects.filter(pk=self.gone.pk).update(workflow_state="withdrawn")
        Space.objects.filter(pk=self.bare.pk).update(confirm_until=TODAY, check_due=TODAY)
        published = [datetime(2026, 1, day, 8, tzinfo=NOW.tzinfo) for day in range(20, 1, -1)]
        for pk, moment in zip(range(9001, 9012), published, strict=False):
            Space.objects.filter(pk=pk).update(updated_at=moment, created_at=moment)
            Space.objects.filter(pk=pk, first_published_at__isnull=False).update(first_published_at=moment)
        for name in ("plot", "hidden", "sold", "hall", "bare", "stale", "due", "gone", "draft", "neighbour"):
            setattr(self, name, Space.objects.get(pk=getattr(self, name).pk))
        for day, status, price in (
            (date(2026, 2, 1), "free", 30),
            (date(2026, 6, 1), "reserved", Decimal("35.5")),
        ):
            MarketRecord.objects.create(
                space=self.plot, since=day, marketing_status=status, area=40_000, price_m2=price
            )
