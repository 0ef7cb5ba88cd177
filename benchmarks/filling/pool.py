"""A pool of any size, the same at every run: rows as the demo region has them, in the fill rates of real listings."""

import random
from datetime import date
from decimal import Decimal

from django.contrib.gis.geos import MultiPolygon, Point, Polygon
from django.utils import timezone

from benchmarks.filling.pictures import pictures
from regions.crs import STORAGE_SRID, to_storage
from regions.models import Area, Landmark
from sites import choices
from sites.models import BusinessPark, Offer, Space, SpaceDistance, SpacePhoto, Utility
from sites.models.stored import distance_figures, offer_figures, utility_figures

SEED = 2026
BATCH = 500
LEIPZIG = to_storage(Point(12.37, 51.34, srid=4326))
SPREAD_M = 60_000
DISTRICTS = 16
MUNICIPALITIES_EACH = 12
LANDMARK_KINDS = [kind for kind in Landmark.Kind.values if kind != Landmark.Kind.SUBSTATION]
PARK_EACH = 500  # objects, of which two in five lie in one
MOTORWAYS = ("A 4", "A 9", "A 14", "A 38", "A 72")


def fill(objects, progress):
    """Write `objects` published spaces with offers, utilities, distances and photos into the empty database in use."""
    dice = random.Random(SEED)  # noqa: S311  a bench, no secret
    towns = lay_out_areas()
    parks = lay_out_parks(1 + objects // PARK_EACH, towns)
    shown = pictures()
    for start in range(0, objects, BATCH):
        numbers = range(1001 + start, 1001 + min(start + BATCH, objects))
        spaces, rows = [], {Offer: [], Utility: [], SpaceDistance: [], SpacePhoto: []}
        for number in numbers:
            made = space(number, dice, towns, parks)
            offers = [offer(made, dice)] if dice.random() < 0.85 else []
            utilities = [utility(made, medium, dice) for medium in media(dice)]
            distances = [distance(made, kind, dice) for kind in LANDMARK_KINDS]
            figures = {
                **offer_figures(offers, made.area, made.smallest_area),
                **utility_figures(utilities, made.power_kva),
                **distance_figures(distances),
            }
            for name, figure in figures.items():
                setattr(made, name, figure)
            spaces.append(made)
            rows[Offer] += offers
            rows[Utility] += utilities
            rows[SpaceDistance] += distances
            if dice.random() < 0.3:
                rows[SpacePhoto].append(photo(made, dice.choice(shown)))
        Space.objects.bulk_create(spaces)
        for model, made in rows.items():
            # Not `objects`: it would store the figures of each space once more for every kind of row.
            model._base_manager.bulk_create(made)
        progress(min(start + BATCH, objects), objects)


def lay_out_areas():
    """Three states with districts and municipalities in a checkerboard: keys as in the region, shapes invented."""
    towns = []
    for state_key in ("14", "15", "16"):
        state = Area.objects.create(kind=Area.Kind.STATE, key=state_key, name=f"Land {state_key}")
        for number in range(DISTRICTS):
            key = f"{state_key}{730 + number}"
            district = Area.objects.create(
                kind=Area.Kind.DISTRICT, key=key, name=f"Kreis {key}", designation="Landkreis", parent=state
            )
            towns += [
                Area(
                    kind=Area.Kind.MUNICIPALITY,
                    key=f"{key}{town:03}",
                    name=f"Gemeinde {key}{town:03}",
                    slug=f"gemeinde-{key}{town:03}",
                    parent=district,
                    center=LEIPZIG,
                )
                for town in range(MUNICIPALITIES_EACH)
            ]
    Area.objects.bulk_create(towns)
    return list(Area.objects.municipalities().select_related("parent__parent").order_by("key"))


def lay_out_parks(number, towns):
    made = [
        BusinessPark(
            name=f"Gewerbepark {place}",
            slug=f"gewerbepark-{place}",
            workflow_state=BusinessPark.WorkflowState.PUBLISHED,
            first_published_at=timezone.now(),
            municipality=towns[place % len(towns)],
            location=LEIPZIG,
        )
        for place in range(number)
    ]
    for park in made:
        park.search_text = park.compose_search_text()
    return BusinessPark.objects.bulk_create(made)


def space(number, dice, towns, parks):
    is_plot = dice.random() < 0.6
    point = Point(LEIPZIG.x + dice.gauss(0, SPREAD_M), LEIPZIG.y + dice.gauss(0, SPREAD_M), srid=STORAGE_SRID)
    area = Decimal(round(10 ** dice.uniform(3, 5.8 if is_plot else 4.7)))
    made = Space(
        kind=choices.Kind.PLOT if is_plot else choices.Kind.HALL,
        number=number,
        name_de=f"Objekt {number} an der {dice.choice(['Bahn', 'Saale', 'Elster', 'Mulde', 'Autobahn'])}",
        workflow_state=Space.WorkflowState.PUBLISHED,
        first_published_at=timezone.now(),
        marketing_status=dice.choices(choices.MarketingStatus.values, [70, 20, 10])[0],
        location=point,
        municipality=dice.choice(towns),
        municipality_is_fixed=True,
        park=dice.choice(parks) if dice.random() < 0.4 else None,
        discloses_address=dice.random() < 0.85,
        data_as_of=date(2026, 1 + number % 11, 1 + number % 28),
        area=area if dice.random() < 0.95 else None,
        ownership=maybe(dice, 0.7, choices.Ownership),
        round_the_clock=maybe(dice, 0.5, choices.RoundTheClock),
        rail_siding=maybe(dice, 0.6, choices.RailSiding),
        funding_area=maybe(dice, 0.6, choices.FundingArea),
        **(plot_facts(dice, area) if is_plot else hall_facts(dice)),
    )
    if is_plot:
        made.boundary = square(point, float(area) ** 0.5)
    if made.area and dice.random() < 0.4:
        made.divisible_from = made.area / 4
    made.derive()
    made.search_text = made.compose_search_text()
    return made


def plot_facts(dice, area):
    return {
        "zoning": maybe(dice, 0.85, choices.Zoning),
        "plan_status": maybe(dice, 0.7, choices.PlanStatus),
        "site_coverage_ratio": Decimal(dice.choice(["0.6", "0.8"])) if dice.random() < 0.6 else None,
        "contiguous_area": area * 9 / 10 if dice.random() < 0.5 else None,
        "servicing": maybe(dice, 0.7, choices.Servicing),
        "previous_use": maybe(dice, 0.5, choices.PreviousUse),
        "contamination": maybe(dice, 0.4, choices.Contamination),
    }


def hall_facts(dice):
    return {
        "hall_type": maybe(dice, 0.9, choices.HallType),
        "clear_height": Decimal(dice.choice([5, 6, 8, 10, 12])) if dice.random() < 0.45 else None,
        "floor_load": Decimal(dice.choice([3, 5, 8])) if dice.random() < 0.4 else None,
        "crane_capacity": Decimal(dice.choice([5, 10, 20])) if dice.random() < 0.1 else None,
        "docks": dice.randrange(40) if dice.random() < 0.5 else None,
        "power_kva": Decimal(dice.choice([250, 630, 1600])) if dice.random() < 0.4 else None,
        "sprinkler": maybe(dice, 0.5, choices.Sprinkler),
        "heating": maybe(dice, 0.5, choices.Heating),
        "column_grid": dice.choice(["12 × 24 m", "10 × 20 m", "6 × 18 m", ""]),
    }


def maybe(dice, share, values):
    return dice.choice(values.values) if dice.random() < share else ""


def square(point, side):
    half = max(side, 10) / 2
    corners = [(-half, -half), (half, -half), (half, half), (-half, half), (-half, -half)]
    ring = [(point.x + x, point.y + y) for x, y in corners]
    return MultiPolygon(Polygon(ring), srid=STORAGE_SRID)


def offer(each, dice):
    if each.is_plot:
        price = Decimal(dice.randrange(8, 120)) if dice.random() < 0.6 else None
        return Offer(space=each, disposal=choices.Disposal.SALE, price_m2=price)
    rent = Decimal(dice.randrange(25, 90)) / 10 if dice.random() < 0.6 else None
    return Offer(space=each, disposal=choices.Disposal.LEASE, rent_m2=rent)


def media(dice):
    return dice.sample(["power", "gas", "water", "waste_water", "fibre", "district_heat"], dice.randrange(4))


def utility(each, medium, dice):
    if medium == "power":
        return Utility(
            space=each, medium=medium, capacity=Decimal(dice.choice([1, 2, 5, 10, 40])), unit="MVA"
        )
    return Utility(space=each, medium=medium)


def distance(each, kind, dice):
    return SpaceDistance(
        space=each,
        kind=kind,
        code=dice.choice(MOTORWAYS) if kind == Landmark.Kind.MOTORWAY_JUNCTION else "",
        km=Decimal(round(dice.expovariate(1 / 12), 1)),
        is_manual=False,
    )


def photo(each, picture):
    return SpacePhoto(space=each, picture=picture, alt="Blick über das Gelände")
