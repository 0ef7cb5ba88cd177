"""What holds on every page of the administration: no other host, no complaint, no barrier."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from importing.models import ImportRun
from importing.reports import HEADINGS
from regions.models import Landmark
from tests.browser.accessibility import SCHEMES, overflow, violations
from tests.factories.accounts import UserFactory
from tests.factories.importing import ImportRunFactory


@pytest.fixture
def desk(demo, new_context, address):
    """An administrator's page."""
    from accounts.models import User

    user = User.objects.filter(email="chefin@example.org").first()
    user = user or UserFactory(email="chefin@example.org", administrator=True)
    client = Client()
    client.force_login(user)
    context = new_context(viewport={"width": 1440, "height": 900})
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": address}])
    return context.new_page()


def admin_pages():
    """Index and login, and of every model its list, its empty form, its first object and that one's history."""
    yield reverse("admin:index")
    for model in admin.site._registry:
        route = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{route}_changelist")
        yield reverse(f"{route}_add")
        first = model._default_manager.order_by("pk").first()
        if first:
            yield reverse(f"{route}_change", args=[first.pk])
            yield reverse(f"{route}_history", args=[first.pk])


def test_no_page_of_the_administration_asks_another_host_or_breaks_the_policy(desk, watch):
    watch.expect(
        "*the server responded with a status of 403*"
    )  # what nobody may add, such as visitors' feedback
    for path in admin_pages():
        answer = desk.goto(path)
        assert answer.status in {200, 403}, path
        if desk.locator("geometry-field").count():
            desk.wait_for_load_state("networkidle")
    assert watch.foreign == []


@pytest.mark.parametrize(
    "route",
    [
        "admin:index",
        "admin:news_article_changelist",
        "admin:news_article_add",
        "admin:sites_plot_changelist",
        "admin:sites_plot_add",
        "admin:quotes_quote_add",
        "admin:portal_page_changelist",
        "admin:investors_enquiry_changelist",
    ],
)
def test_axe_finds_nothing_in_the_administration(desk, route):
    found = []
    for scheme in SCHEMES:
        desk.emulate_media(color_scheme=scheme)
        desk.goto(reverse(route))
        found += violations(desk, scheme, scheme)
    assert found == []


def test_axe_finds_nothing_in_imports_and_their_reports(desk):
    told = [{"kind": kind, "sentences": ["Zeile 3 (/x/): falsch", "Zeile 4"], "more": 7} for kind in HEADINGS]
    runs = [ImportRunFactory(report=told), ImportRunFactory(failed=True), ImportRunFactory(unfinished=True)]
    paths = [
        reverse(f"admin:{route}") for route in ("importing_importrun_changelist", "regions_landmark_import")
    ]
    paths += [reverse("admin:importing_importrun_change", args=[run.pk]) for run in runs]
    found = []
    for scheme in SCHEMES:
        desk.emulate_media(color_scheme=scheme)
        for path in paths:
            desk.goto(path)
            found += violations(desk, f"{scheme} {path}", scheme)
    desk.set_viewport_size({"width": 768, "height": 900})
    for path in paths[1:]:
        desk.goto(path)
        found += overflow(desk, path)
    desk.goto(paths[1])
    desk.locator("input[type=file]").set_input_files(
        {
            "name": "ziele.csv",
            "mimeType": "text/csv",
            "buffer": b"kind,name,lat,lon\nport,Hafen,51.4,12.2\nx,,,\n",
        }
    )
    desk.get_by_role("button", name="Datei prüfen").click()
    desk.get_by_role("heading", name="Abgelehnt").wait_for()
    found += violations(desk, "what would happen")
    desk.locator("[name=confirm]").click()
    desk.locator(".messagelist a").wait_for()
    found += violations(desk, "what happened")
    ImportRun.objects.all().delete()
    Landmark.objects.get(name="Hafen").delete()
    assert found == []


@pytest.mark.parametrize("width", [768, 1280, 1440])
@pytest.mark.parametrize("model", ["sites_plot", "sites_hall", "investors_enquiry"])
def test_lists_of_spaces_and_enquiries_show_all_their_columns(desk, model, width):
    desk.set_viewport_size({"width": width, "height": 900})
    desk.goto(reverse(f"admin:{model}_changelist"))
    assert desk.locator("#result_list tbody tr").count() > 3
    cut_off = desk.locator("#changelist .results").evaluate("list => list.scrollWidth - list.clientWidth")
    assert cut_off <= 0
