"""The demo piece by piece, with pictures that cost nothing: what a record says is what is stored, in its order."""

import json
import re
from datetime import date
from types import SimpleNamespace as Given

import pytest
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import Contact, Organisation
from mailing.models import OutgoingMail
from news.models import Article, Category
from portal.demo import editorial, gallery, people, places, removing, traces
from portal.demo.records import FOLDER
from portal.legal import drafts
from portal.models import Page, SiteProfile
from projects.models import Project
from publishing.models import Picture
from quotes.models import Partner, Quote
from regions.models import Area, Landmark, Postcode
from regions.signals import landmarks_changed
from sites.models import BusinessPark
from sites.models.numbers import IssuedNumber
from tests.factories.accounts import ContactFactory, MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.publishing import PictureFactory
from tests.factories.regions import AreaFactory
from tests.factories.sites import BusinessParkFactory, SpaceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]


class Pictures(dict):
    def __missing__(self, key):
        self[key] = PictureFactory(credit=key)
        return self[key]


def silent(step, done, total):
    pass


def told(name):
    return json.loads((FOLDER / f"{name}.json").read_text())


def photos(thing):
    return [(photo.picture.credit, photo.alt_de) for photo in thing.photos.order_by("order")]


def listed(record):
    return [(photo["picture"], photo["alt_de"]) for photo in record["photos"]]


# --- Loading


def test_news_have_their_category_day_author_photos_and_kin_and_texts_name_pictures_by_number():
    pictures, categories = Pictures(), told("categories")
    authors = {author["key"]: author for author in told("authors")}
    assert editorial.load_categories() == len(categories)
    assert editorial.load_articles(pictures, silent) == len(told("articles"))
    assert list(Category.objects.order_by("order").values_list("order", "slug")) == [
        (order, category["slug"]) for order, category in enumerate(categories)
    ]
    slugs = {category["key"]: category["slug"] for category in categories}
    for record in told("articles"):
        article, author = Article.objects.get(slug=record["slug"]), authors[record["author"]]
        assert article.category.slug == slugs[record["category"]]
        assert article.date == date.fromisoformat(record["published_on"])
        assert timezone.localdate(article.first_published_at) == min(article.date, timezone.localdate())
        assert (article.author_name, article.author_role_en) == (
            author["name"],
            f"{author['role_en']}, {author['organisation']}",
        )
        assert photos(article) == listed(record)
        assert {other.slug for other in article.related.all()} >= set(record.get("related", ()))
        for mark, key in re.findall(r"\[(Bild|Picture) ([a-z-]+)\]", record["body_de"] + record["body_en"]):
            assert f"[{mark} {pictures[key].pk}]" in article.body_de + article.body_en
    assert (editorial.load_categories(), editorial.load_articles(pictures, silent)) == (0, 0)


def test_projects_have_their_days_partners_places_and_photos():
    editorial.load_projects(Pictures())
    for record in told("projects"):
        project = Project.objects.get(slug=record["slug"])
        assert project.starts_on == date.fromisoformat(record["starts_on"])
        assert project.ends_on == (date.fromisoformat(record["ends_on"]) if record["ends_on"] else None)
        assert project.partners.splitlines() == record["partners"]
        assert (project.places, project.website) == (", ".join(record["places"]), record["website"])
        assert (project.title_en, project.funding_de) == (record["title_en"], record["funding_de"])
        assert photos(project) == listed(record)


def test_quotes_come_in_the_order_of_their_file_with_who_said_them():
    editorial.load_partners(Pictures())
    assert editorial.load_quotes() == len(told("quotes"))
    names = {partner["key"]: partner for partner in told("partners")}
    for order, record in enumerate(told("quotes")):
        quote = Quote.objects.get(order=order)
        day = date.fromisoformat(record["said_on"])
        partner = names[record["partner"]]
        assert (quote.partner.name, quote.text_en) == (partner["name"], record["text_en"])
        assert (quote.partner.portrait.credit, quote.partner.role_en) == (
            partner["portrait"],
            partner["role_en"],
        )
        assert (quote.said_on, quote.consent_on, quote.is_featured) == (day, day, record["featured"])
    assert editorial.load_quotes() == 0
    Quote.objects.last().delete()
    assert editorial.load_quotes() == 1
    assert Partner.objects.count() == len(names)


def test_organisations_lie_in_their_areas_and_contacts_work_for_them():
    organisations = {record["key"]: record for record in told("organisations")}
    AreaFactory(district=True, key=organisations["leipzig"]["area_key"])
    people.load(Pictures())
    for record in organisations.values():
        one = Organisation.objects.get(name=record["name"])
        assert (one.kind, one.email, one.website) == (
            record["kind"],
            record.get("email", ""),
            record["website"],
        )
        assert (one.area and one.area.key) == (record["area_key"] if record["key"] == "leipzig" else None)
    for record in told("contacts"):
        contact = people.contacts()[record["key"]]
        assert (contact.phone, contact.email, contact.languages) == (
            record["phone"],
            record["email"],
            " ".join(record["languages"]),
        )
        assert (contact.role_de, contact.role_en) == (record["role_de"], record["role_en"])
        assert (contact.portrait and contact.portrait.credit) == (record["portrait"] or None)
        assert contact.organisation.name == organisations[record["organisation"]]["name"]
    assert people.load(Pictures()) == {"organisations": 0, "contacts": 0}


def test_pages_say_in_the_place_of_each_gap_what_the_record_says_in_its_order():
    drafts.create_missing()
    assert editorial.load_pages() == len(Page.Key)
    for record in told("pages"):
        page = Page.objects.get(key=record["slug_key"])
        assert page.reviewed_on == date.fromisoformat(record["reviewed_on"])
        for code in ("de", "en"):
            body = getattr(page, f"body_{code}")
            places = [body.index(words) for words in record.get(f"gaps_{code}", ())]
            assert places == sorted(places)
            assert "[Lücke" not in body
            assert "[Gap" not in body


@pytest.mark.parametrize("key", ["privacy", "accessibility"])
def test_the_demo_s_legal_pages_have_all_parts_of_the_draft_in_its_order(key):
    drafts.create_missing()
    editorial.load_pages()
    page = Page.objects.get(key=key)
    for code in ("de", "en"):
        parts = re.compile(r"<(h[23])>(.*?)</\1>")
        assert parts.findall(getattr(page, f"body_{code}")) == parts.findall(
            drafts.fields_of(key)[f"body_{code}"]
        )


def test_the_profile_comes_with_its_figures_in_their_order_and_its_cities_unless_there_is_one():
    record = told("site")
    for key in record["cities"]:
        AreaFactory(key=key)
    AreaFactory()
    assert editorial.load_profile() == 1
    profile = SiteProfile.objects.get()
    assert (profile.name_en, profile.press_email) == (record["name_en"], record["press_email"])
    assert profile.figures_as_of == date.fromisoformat(record["figures_as_of"])
    assert [(figure.value_de, figure.unit_en, figure.label_en) for figure in profile.figures.all()] == [
        (figure["value_de"], figure["unit_en"], figure["label_en"]) for figure in record["figures"]
    ]
    assert {area.key for area in profile.cities.all()} == set(record["cities"])
    SiteProfile.objects.update(name_de="Unsere")
    assert editorial.load_profile() == 0


# --- Facts, which nobody's are overwritten by


ROW = {"lon": "12.37", "lat": "51.34", "source": "ours"}


def test_landmarks_and_postcodes_that_are_there_stay_and_of_the_new_ones_others_are_told(monkeypatch):
    airport = {"kind": "airport", "name": "Leipzig/Halle", "code": "LEJ", "precision_m": "50"}
    rows = {
        "landmarks": [ROW | airport, ROW | airport | {"kind": "port", "name": "Hafen", "code": ""}],
        "postcodes": [ROW | {"code": "04103", "name": "Leipzig"}, ROW | {"code": "04105", "name": "Leipzig"}],
    }
    monkeypatch.setattr(places, "table", rows.get)
    point = places.point(ROW)
    Landmark.objects.create(kind="airport", name="Leipzig/Halle", code="LEJ", location=point, source="theirs")
    Postcode.objects.create(code="04103", name="Anders", location=point)
    told_of = []

    def note(sender, kinds, **more):
        told_of.append(kinds)

    landmarks_changed.connect(note)
    try:
        assert (places.load_landmarks(), places.load_landmarks(), places.load_postcodes()) == (1, 0, 1)
    finally:
        landmarks_changed.disconnect(note)
    assert told_of == [{"port"}]
    assert dict(Landmark.objects.values_list("kind", "source")) == {"airport": "theirs", "port": "ours"}
    port = Landmark.objects.get(kind="port")
    assert (port.precision_m, port.as_of) == (50, timezone.localdate())
    assert (port.location.x, port.location.y) == pytest.approx((4_481_000, 3_138_000), abs=10_000)
    assert dict(Postcode.objects.values_list("code", "name")) == {"04103": "Anders", "04105": "Leipzig"}


@pytest.mark.parametrize(("source", "is_counted"), [("", True), ("Our statistics", False)])
def test_areas_of_a_kind_that_is_there_stay_and_inhabitants_of_somebody_else_too(
    monkeypatch, source, is_counted
):
    AreaFactory(population=9, population_source=source)
    done = []

    def bring(path, progress):
        done.append(path.name)
        return Given(created=["a", "b"])

    monkeypatch.setattr(places, "import_areas", bring)
    monkeypatch.setattr(places, "import_population", lambda path, source: done.append(path.name))
    assert places.load_areas(silent) == 4
    assert done == ["states.geojson.gz", "districts.geojson.gz", *["population.csv"] * is_counted]


# --- Pictures


@pytest.fixture
def few(monkeypatch):
    """A gallery of two pictures, of which an editor has uploaded one."""
    monkeypatch.setattr(gallery, "encode", lambda file: (Given(sha256=file.stem), ["variant"]))
    gone = []

    def keep(encoded, variants, **fields):
        picture = Picture(sha256=encoded.sha256, **fields)
        picture.delete_files = lambda: gone.append(picture.sha256)
        return picture

    PictureFactory(credit="Editor")
    Picture.objects.update(sha256="bahn")
    monkeypatch.setattr(Picture.objects, "keep", keep, raising=False)
    return gone


def test_a_picture_that_an_editor_has_stays_theirs_and_files_go_with_what_failed(few):
    steps = []
    with gallery.Gallery(lambda *step: steps.append(step)) as shown:
        shown.files = {name: FOLDER / "pictures" / f"{name}.webp" for name in ("bahn", "hafen")}
        bahn, hafen = shown["bahn"], shown["hafen"]
        assert shown["hafen"] is hafen
    assert (bahn.credit, bahn.is_sample) == ("Editor", False)
    assert (hafen.credit, hafen.is_sample) == (gallery.CREDIT, True)
    assert steps == [("Pictures", 1, 2), ("Pictures", 2, 2)]
    assert few == []
    with pytest.raises(ValueError, match="broken"), shown:
        raise ValueError("broken")
    assert few == ["hafen"]


# --- Removing


def test_a_sample_that_an_editor_s_thing_needs_is_kept_and_that_is_told():
    removal = removing.Removal()
    free, member, own = OrganisationFactory.create_batch(3, is_sample=True)
    MembershipFactory(organisation=free, user=UserFactory(is_sample=True))
    membership = MembershipFactory(organisation=member)
    park = BusinessParkFactory(steward=own, is_sample=False)
    taken, left = BusinessParkFactory.create_batch(2, is_sample=True)
    space = SpaceFactory(park=taken)
    SpaceFactory(park=left, is_sample=True)
    for sample in (free, member, own, taken, left):
        removing.remove_one(sample, removal)
    assert set(Organisation.objects.filter(is_sample=True)) == {member, own}
    assert list(BusinessPark.objects.filter(is_sample=True)) == [taken]
    used = [(member, membership), (own, park), (taken, space)]
    assert removal.kept == [f"{sample} (used by {user})" for sample, user in used]
    assert removal.removed == {"organisation": 1, "businesspark": 1}


def test_areas_in_use_stay_and_the_others_go_from_the_smallest():
    state = AreaFactory(state=True)
    district = AreaFactory(district=True, parent=state)
    AreaFactory(parent=district)
    used = AreaFactory(name="Halle")
    OrganisationFactory(area=used)
    removal = removing.Removal()
    removing.remove_areas(removal)
    assert list(Area.objects.all()) == [used]
    assert removal.kept == [f"{used} (in use)"]
    assert removal.removed["area"] == 3


def test_mails_to_the_demo_s_people_go_unless_somebody_else_has_their_address_by_now():
    ContactFactory(email="neu@example.org")
    for number, address in enumerate(("alt@example.org", "neu@example.org", "andere@example.org")):
        OutgoingMail.objects.create(message_id=f"<{number}@x>", to=address, subject="a", body="b")
    traces.remove_mails({"alt@example.org", "neu@example.org"})
    assert sorted(OutgoingMail.objects.values_list("to", flat=True)) == [
        "andere@example.org",
        "neu@example.org",
    ]
    assert Contact.objects.count() == 1


@pytest.mark.parametrize("has_space", [True, False])
def test_finished_work_goes_and_what_waits_about_objects_where_there_are_none_left(has_space):
    if has_space:
        SpaceFactory()
    DBTaskResult.objects.all().delete()
    kinds = [
        ("sites.tasks.measure_distances", TaskResultStatus.READY),
        ("mailing.tasks.send_mail", TaskResultStatus.READY),
        ("mailing.tasks.send_mail", TaskResultStatus.FAILED),
        ("mailing.tasks.send_mail", TaskResultStatus.SUCCESSFUL),
    ]
    for path, status in kinds:
        DBTaskResult.objects.create(
            task_path=path,
            status=status,
            args_kwargs={"args": [], "kwargs": {}},
            run_after=timezone.now(),
            backend_name="default",
            exception_class_path="",
            traceback="",
        )
    traces.remove_tasks()
    left = set(DBTaskResult.objects.values_list("task_path", "status"))
    assert left == set(kinds[:3] if has_space else kinds[1:3])


@pytest.mark.parametrize(("issued", "are_free"), [([1001, 1002], True), ([1001, 1002, 1003], False)])
def test_numbers_begin_again_only_where_none_was_given_to_anything_else(issued, are_free):
    for number in issued:
        IssuedNumber.objects.create(value=number)
    assert traces.free_numbers({1001, 1002}) is are_free
    assert IssuedNumber.objects.count() == (0 if are_free else 3)
