"""A pool in which no two spaces are alike, and addresses that ask for anything in it, well or badly spelt."""

from sites.models import SpaceDistance
from tests.factories.sites import (
    DistrictFactory,
    MunicipalityFactory,
    OfferFactory,
    SpaceFactory,
    StateFactory,
    UtilityFactory,
    square,
)


def a_varied_pool(dice):
    states = [StateFactory(key="14"), StateFactory(key="15", name="Sachsen-Anhalt")]
    districts = [
        DistrictFactory(key=f"{state.key}73{n}", name=f"Kreis {n}", parent=state)
        for state in states
        for n in (0, 1)
    ]
    towns = [
        MunicipalityFactory(key=f"{district.key}{n}00", name=f"Ort {n}", parent=district)
        for district in districts
        for n in (1, 2)
    ]
    for _number in range(40):
        hall = dice.random() < 0.4
        at = (dice.uniform(12, 13), dice.uniform(51, 52))
        space = SpaceFactory(
            hall=hall,
            municipality=dice.choice([*towns, None]),
            area=dice.choice([None, 500, 5_000, 20_000, 125_000]),
            marketing_status=dice.choice(["free", "free", "reserved", "taken"]),
            zoning="" if hall else dice.choice(["", "GE", "GI", "SO"]),
            clear_height=dice.choice([None, 6, 10]) if hall else None,
            at=dice.choice([at, None]),
            boundary=dice.choice([square(*at), None]),
            discloses_address=dice.random() < 0.7,
            rail_siding=dice.choice(["", "at_plot", "possible"]),
            ownership=dice.choice(["", "municipal", "private"]),
            floor_load=dice.choice([None, 3, 8]) if hall else None,
            hall_type=dice.choice(["", "logistics", "workshop"]) if hall else "",
        )
        if dice.random() < 0.6:
            UtilityFactory(space=space, medium="power", capacity=dice.choice([None, 1, 5]), unit="MVA")
        if dice.random() < 0.6:
            SpaceDistance.objects.create(
                space=space,
                kind="motorway_junction",
                code=dice.choice(["", "A 9", "A 14"]),
                km=dice.choice([1, 9]),
            )
        for disposal, figure in (("sale", "price_m2"), ("lease", "rent_m2")):
            if dice.random() < 0.5:
                OfferFactory(space=space, disposal=disposal, **{figure: dice.choice([None, 4, 30])})


def some_filters(dice):
    choices = {
        "q": ["fläche", "ort 1", "nirgends"],
        "kind": ["plot", "hall", "tent"],
        "state": ["14", "15", "16"],
        "district": ["14730", "15731"],
        "municipality": ["14730100", "15731200"],
        "area_min": ["0", "1.000", "20000", "abc"],
        "area_max": ["600", "30.000,5", "200000"],
        "price_m2_max": ["10", "35,5"],
        "rent_m2_max": ["5"],
        "status": ["free", "reserved"],
        "available_by": ["2027-01-31", "31.1.2027"],
        "zoning": ["GE", "GI", "MK"],
        "clear_height_min": ["5", "9.5"],
        "bbox": ["12,51,12.5,51.5", "12.2,51.2,12.9,51.9", "1,2,3"],
        "disposal": ["sale", "lease"],
        "rail_siding": ["at_plot", "possible"],
        "ownership": ["municipal", "private"],
        "power_min": ["2 MVA", "500 kW", "viel"],
        "utility": ["gas", "power"],
        "motorway": ["A 14", "a9"],
        "motorway_km_max": ["5", "800 m"],
        "floor_load_min": ["50 kN/m²"],
        "hall_type": ["logistics", "workshop"],
        "place": ["point:51.5,12.5", "nirgendwo"],
        "radius": ["0", "25", "60,5"],
        "polygon": ["51,12;52,12;52,12.6;51,12.6", "51,12;52,13;51,13;52,12"],
        "nice": ["zoning", "area_min", "rail_siding", "place"],
        "unknown": ["area", "price_m2", "rent_m2", "clear_height", "power", "motorway_km", "hall_type"],
        "sort": ["name", "-price", "area", "distance", "relevance", "motorway_km"],
    }
    names = dice.sample(list(choices), dice.randint(0, 4))
    return {name: dice.sample(choices[name], dice.randint(1, min(2, len(choices[name])))) for name in names}
