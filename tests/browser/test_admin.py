"""What holds on every page of the administration: no other host, no complaint, no barrier."""

import pytest
from django.contrib import admin
from django.urls import reverse

from editing.admin.base import PublishableAdmin
from importing.models import ImportRun
from importing.reports import HEADINGS
from news.models import Article
from regions.models import Landmark
from sites.models import Plot
from tests.browser.accessibility import PARTS, SCHEMES, overflow, violations, violations_at_the_desk
from tests.factories.accounts import UserFactory
from tests.factories.importing import ImportRunFactory
from tests.filling import whole

LOOKED_INTO = (Article, Plot)
BESIDE_THE_FORM = ["history", "compare", "preview", "review", "duplicate", "delete"]


@pytest.fixture
def desk(demo, logged_in):
    """An administrator's page."""
    from accounts.models import User

    user = User.objects.filter(email="chefin@example.org").first()
    user = user or UserFactory(email="chefin@example.org", administrator=True)
    return logged_in(user, size=(1440, 900))


def admin_pages():
    """[(address, schemes)]: the pages beside the models; of every model its list, its empty form, and of its first
    object form and history; of two models all other pages of an object. `schemes` are those in which axe looks at
    colours, None where it does not look at the page.

    Colours are asked once for each kind of page: they are those of the parts, which are the same everywhere. A trial
    asks for them on all (tests/trials/test_every_page_and_width.py).
    """
    routes = ("index", "planned", "deleted", "in_review", "search", "handbook", "access", "password_change")
    routes += ("subject_request", "news_article_recoverlist", "sites_spacecheck_report")
    pages = [reverse(f"admin:{route}") for route in routes]
    pages += [
        f"{reverse('admin:search')}?q=leipzig",
        reverse("admin:handbook_chapter", args=["fotos"]),
    ]
    pages = [(page, SCHEMES) for page in pages]
    for model, model_admin in admin.site._registry.items():
        route = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        is_looked_into, is_of_editors = model in LOOKED_INTO, isinstance(model_admin, PublishableAdmin)
        schemes = SCHEMES if is_looked_into else ()
        pages.append((reverse(f"{route}_changelist"), schemes))
        pages.append((reverse(f"{route}_add"), schemes if is_of_editors else None))
        if first := model._default_manager.order_by("pk").first():
            pages.append((whole(reverse(f"{route}_change", args=[first.pk])), schemes))
            views = BESIDE_THE_FORM if is_looked_into else ["history"]
            pages += [(reverse(f"{route}_{view}", args=[first.pk]), schemes or None) for view in views]
    return pages


@pytest.mark.once
@pytest.mark.parametrize("part", range(PARTS))
def test_no_page_of_the_administration_has_a_barrier_asks_another_host_or_breaks_the_policy(
    desk, watch, part
):
    watch.expect(
        "*the server responded with a status of 403*"
    )  # what nobody may add, such as visitors' feedback
    found = []
    for path, schemes in admin_pages()[part::PARTS]:
        answer = desk.goto(path)
        assert answer.status in {200, 403}, path
        if desk.locator("geometry-field").count():
            desk.wait_for_load_state("networkidle")
        if answer.status == 200 and schemes is not None:
            found += violations_at_the_desk(desk, path, schemes)
    assert found == []
    assert watch.foreign == []


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
