"""List, map, GeoJSON, spreadsheets, feed, alert and PDF list of one address name the same objects."""

import csv
import io
import json
import random
import re
from functools import partial

import pytest
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from openpyxl import load_workbook

from investors.models import SavedSearch
from investors.searching import Search
from investors.snapshots import take_snapshot
from sites.choices import Kind
from sites.feeds import SpaceFeedView
from sites.papers.tabular.responses import csv_response, xlsx_response
from sites.views import papers
from sites.views.map import SpaceGeoJSONView
from sites.views.pool import SpaceListView, SpaceMapView
from sites.views.tables import SpaceTableView
from tests.sites.papers.pdf_structure import TaggedPDF
from tests.varied_pool import a_varied_pool, some_filters

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ADDRESSES, ON_A_SERVER = 100, 25
"""Five times as many in tests/trials/test_agreement.py."""
SELDOM = 10
"""A workbook takes ten times as long as all other answers together: every tenth address asks for one."""
PREFIXES = {None: "", Kind.PLOT: "plots_", Kind.HALL: "halls_"}


@pytest.fixture
def dice():
    dice = random.Random(2017)
    a_varied_pool(dice)
    return dice


@pytest.fixture
def ask(rf, monkeypatch):
    """An answer to an address by its view alone: no middleware, no page around it, of a PDF what it is made from."""
    reverse("sites:list")  # loads all views: one that is loaded below would keep the substitute for good
    monkeypatch.setattr(
        papers, "pdf_response", lambda _request, document, **_more: HttpResponse(document.html)
    )

    def answer(view, query, kind):
        return view()(rf.get(f"/?{query}"), **{"kind": kind} if kind else {})

    return answer


def an_address(dice):
    query = QueryDict(mutable=True)
    for name, values in some_filters(dice).items():
        query.setlist(name, values)
    return query.urlencode(), dice.choice(list(PREFIXES))


def of_pages(response):
    """The objects of all pages of the list, without drawing one."""
    paginator = response.context_data["paginator"]
    assert response.context_data["count"] == paginator.count
    return [space.number for space in paginator.object_list]


def of_geojson(response):
    answer = json.loads(response.content)
    assert answer["numberMatched"] == answer["numberReturned"]
    return [feature["id"] for feature in answer["features"]]


def of_csv(response):
    _header, *rows = csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";")
    return [int(row[0]) for row in rows]


def of_xlsx(response):
    _header, *rows = load_workbook(io.BytesIO(response.content), read_only=True).active.values
    return [row[0] for row in rows]


def of_feed(response):
    feed = response.content.decode()
    numbers = [int(number) for number in re.findall(r":space/(\d+)/de</id>", feed)]
    assert int(re.search(r"totalResults>(\d+)<", feed)[1]) == len(numbers)
    return numbers


def of_paper(response):
    return [int(number) for number in re.findall(r"<tr>\s*<td>(\d+)</td>", response.content.decode())]


def of_alert(query, kind):
    """What a subscriber is told of: the search goes through its stored form."""
    asked = Search(QueryDict(query), kind or "")
    search = Search.from_saved(SavedSearch(kind=asked.kind, query=asked.query, language="de"))
    assert search.is_valid == asked.is_valid
    return [int(number) for number in take_snapshot(search.matches.with_facts())] if search.is_valid else []


IN_ORDER = [
    (SpaceMapView.as_view, of_pages, 1),
    (SpaceGeoJSONView.as_view, of_geojson, 1),
    (partial(SpaceTableView.as_view, write=csv_response), of_csv, 1),
    (partial(SpaceTableView.as_view, write=xlsx_response), of_xlsx, SELDOM),
    (papers.SpaceListPDFView.as_view, of_paper, 1),
]


@pytest.mark.once
def test_every_answer_to_an_address_names_the_same_objects(dice, ask):
    assert len(found_by_all(dice, ask, ADDRESSES)) > 30  # the addresses do tell the pool apart


@pytest.mark.postgis
def test_on_a_server_too_they_name_the_same_objects(dice, ask):
    """Each filter for itself is in tests/sites/test_filters_of_the_trade.py; here each answer joins some of them."""
    assert len(found_by_all(dice, ask, ON_A_SERVER)) > 10


def found_by_all(dice, ask, addresses):
    """What random addresses find, each a tuple of numbers, once all answers to each are compared."""
    found = set()
    for turn in range(addresses):
        query, kind = an_address(dice)
        page = ask(SpaceListView.as_view, query, kind)
        is_valid = page.context_data["filters"].filterset.is_valid()
        listed = of_pages(page)
        for view, numbers_of, each in IN_ORDER:
            if turn % each:
                continue
            answer = ask(view, query, kind)
            if is_valid or view == SpaceMapView.as_view:
                assert numbers_of(answer) == listed, (query, kind, view)
            else:
                assert answer.status_code == 400, (query, kind, view)
        assert sorted(of_alert(query, kind)) == sorted(listed), (query, kind)
        feed = ask(SpaceFeedView.as_view, query, kind)
        if is_valid:
            assert sorted(of_feed(feed)) == sorted(listed), (query, kind)
        else:
            assert feed.status_code == 400, (query, kind)
        found.add(tuple(sorted(listed)))
    return found


def test_the_pages_a_visitor_gets_say_these_numbers(dice, client):
    for _turn in range(6):
        query, kind = an_address(dice)
        counts = []
        for name in ("list", "map"):
            route = (
                f"sites:{PREFIXES[kind]}{name}"
                if name == "map" or not kind
                else f"sites:{PREFIXES[kind][:-1]}"
            )
            page = client.get(f"{reverse(route)}?{query}").content.decode()
            counts.append(int(re.search(r'data-count="(\d+)"', page)[1]))
        assert counts == [len(of_alert(query, kind))] * 2, (query, kind)


def test_the_printed_list_holds_what_the_list_holds(dice, client):
    query = "kind=plot&sort=-area"
    listed = of_csv(client.get(f"{reverse('sites:csv')}?{query}"))
    printed = TaggedPDF(client.get(f"{reverse('sites:list_pdf')}?{query}").content)
    assert [int(text) for text in printed.text("TD") if re.fullmatch(r"1\d{3}", text)] == listed
