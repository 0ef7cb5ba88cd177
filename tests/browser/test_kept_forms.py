"""What is typed in the administration is kept on the device, and offered again after a crash, field by field."""

import json

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from news.models import Article
from publishing.models import Picture
from sites.models import Offer, Plot
from tests.browser.accessibility import violations_everywhere
from tests.browser.keeping import KEPT, add_form, crash, form_of, offer, opened, save, state, type_into, use
from tests.factories.accounts import ContactFactory, UserFactory
from tests.factories.news import ArticleFactory
from tests.factories.publishing import picture_upload
from tests.factories.sites import SpaceFactory


@pytest.fixture
def editor(empty_site):
    return UserFactory(administrator=True, name="Erika Muster")


@pytest.fixture
def article(editor):
    return ArticleFactory(title_de="Alt", body_de="<p>Erster Satz.</p>", workflow_state="draft")


# --- After a crash


def test_what_was_typed_before_a_crash_is_offered_used_and_saved(device, article):
    page = opened(device, form_of(article))
    type_into(page, "title_de", "Neuer Titel")
    crash(page)
    page = opened(device, form_of(article))
    expect(offer(page).get_by_role("heading")).to_contain_text("Ihre Eingaben von heute")
    for part in ("sent", "meanwhile", "files"):
        expect(offer(page).locator(f"[data-part={part}]")).to_be_hidden()
    expect(offer(page).locator("[data-part=until]")).to_contain_text("Auf diesem Gerät aufgehoben bis")
    [line] = offer(page).locator("tbody tr").all()
    assert line.locator("th, td").all_inner_texts() == ["Überschrift [de]", "Alt", "Neuer Titel"]
    assert page.locator("#id_title_de").input_value() == "Alt"
    use(page)
    expect(offer(page)).to_contain_text("noch nicht gesichert")
    expect(offer(page)).to_be_focused()
    assert page.locator("#id_title_de").input_value() == "Neuer Titel"
    save(page)
    assert Article.objects.get().title_de == "Neuer Titel"
    assert page.evaluate(KEPT) == []
    page.goto(form_of(article))
    expect(offer(page)).to_have_count(0)


def test_a_reload_offers_what_was_typed_in_the_last_second(device, article):
    page = opened(device, form_of(article))
    page.on("dialog", lambda dialog: dialog.accept())
    type_into(page, "title_de", "Neuer Titel")
    page.reload()
    expect(offer(page)).to_contain_text("Neuer Titel")


def test_what_is_discarded_is_gone(device, article):
    page = opened(device, form_of(article))
    type_into(page, "title_de", "Neuer Titel")
    crash(page)
    page = opened(device, form_of(article))
    offer(page).get_by_role("button", name="Gesicherten Stand behalten").click()
    expect(offer(page)).to_contain_text("Der gesicherte Stand bleibt.")
    assert page.evaluate(KEPT) == []
    assert page.locator("#id_title_de").input_value() == "Alt"


def test_what_is_used_and_not_saved_survives_the_next_crash(device, article):
    page = opened(device, form_of(article))
    type_into(page, "title_de", "Neuer Titel")
    crash(page)
    page = opened(device, form_of(article))
    use(page)
    crash(page)
    assert len(opened(device, reverse("admin:index")).evaluate(KEPT)) == 1
    expect(offer(opened(device, form_of(article)))).to_contain_text("Neuer Titel")


def test_who_types_before_answering_the_offer_loses_neither(device, article):
    page = opened(device, form_of(article))
    type_into(page, "title_de", "Vor dem Absturz")
    crash(page)
    page = opened(device, form_of(article))
    type_into(page, "teaser_de", "Nach dem Absturz")
    crash(page)
    page = opened(device, form_of(article))
    expect(offer(page)).to_contain_text("Nach dem Absturz")
    offer(page).get_by_role("button", name="Gesicherten Stand behalten").click()
    expect(offer(page)).to_contain_text("Vor dem Absturz")


def test_what_is_typed_back_to_what_is_saved_is_not_kept(device, article):
    page = opened(device, form_of(article))
    type_into(page, "title_de", "Neuer Titel")
    expect(state(page)).to_contain_text("aufgehoben")
    type_into(page, "title_de", "Alt")
    expect(state(page)).to_have_text("")
    assert page.evaluate(KEPT) == []


def test_what_others_changed_meanwhile_is_said_and_marked(device, article):
    page = opened(device, form_of(article))
    type_into(page, "title_de", "Mein Titel")
    type_into(page, "teaser_de", "Mein Satz.")
    crash(page)
    article.title_de = "Titel einer anderen"
    article.save()
    page = opened(device, form_of(article))
    expect(offer(page).get_by_text("Der Eintrag wurde inzwischen gesichert.")).to_be_visible()
    assert "(inzwischen geändert)" in offer(page).locator("tr", has_text="Mein Titel").inner_text()
    assert "(inzwischen geändert)" not in offer(page).locator("tr", has_text="Mein Satz.").inner_text()


# --- All kinds of fields


def test_rich_text_comes_back(device, article):
    page = opened(device, form_of(article))
    body = page.locator(".field-body_de [contenteditable=true]")
    body.click()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(" Zweiter Satz.")
    crash(page)
    page = opened(device, form_of(article))
    expect(offer(page)).to_contain_text("Erster Satz. Zweiter Satz.")
    use(page)
    expect(page.locator(".field-body_de [contenteditable=true]")).to_have_text("Erster Satz. Zweiter Satz.")
    assert page.evaluate("document.querySelector('unsaved-changes').isChanged")
    save(page)
    assert Article.objects.get().body_de == "<p>Erster Satz. Zweiter Satz.</p>"


def test_new_rows_choices_ticks_and_a_drawn_point_come_back(device, editor):
    plot = SpaceFactory(name="Nordfeld", draft=True, address="")
    ContactFactory(name="Petra Wolf")
    page = opened(device, reverse("admin:sites_plot_change", args=[plot.pk]))
    page.locator(".fieldBox.field-contact .select2-selection").click()
    page.locator(".select2-search__field").fill("Wolf")
    page.locator(".select2-results__option", has_text="Petra Wolf").click()
    was_ticked = page.locator("#id_discloses_address").is_checked()
    page.locator("#id_discloses_address").set_checked(not was_ticked)
    point = json.dumps({"type": "Point", "coordinates": [12.22, 51.39]})
    page.locator(".field-location summary").click()
    type_into(page, "location", point)
    page.keyboard.press("Tab")  # what is missing is told again, and the page gets shorter
    for number, (disposal, field, price) in enumerate(
        [("sale", "price_m2", "45"), ("lease", "rent_m2", "3")]
    ):
        page.locator("#offers-group .add-row a").click()
        page.locator(f"#id_offers-{number}-disposal").select_option(disposal)
        page.locator(f"#id_offers-{number}-{field}").fill(price)
    crash(page)
    page = opened(device, reverse("admin:sites_plot_change", args=[plot.pk]))
    expect(offer(page)).to_contain_text("Petra Wolf")
    expect(offer(page)).to_contain_text("51.39000, 12.22000")
    expect(offer(page)).to_contain_text("Angebote 1: ")
    use(page)
    expect(page.locator(".fieldBox.field-contact .select2-selection")).to_contain_text("Petra Wolf")
    expect(page.locator(".field-boundary .leaflet-marker-icon.marker").first).to_be_attached()
    save(page)
    plot = Plot.objects.get()
    assert plot.contact.name == "Petra Wolf"
    assert plot.discloses_address is not was_ticked
    assert plot.location is not None
    offers = Offer.objects.order_by("pk").values_list("disposal", "price_m2", "rent_m2")
    assert list(offers) == [("sale", 45, None), ("lease", None, 3)]


def test_several_photos_that_were_just_added_all_come_back_and_are_saved(device, editor):
    page = opened(device, add_form("sites_plot"))
    type_into(page, "name_de", "Nordfeld")
    colours = ("teal", "olive", "navy")
    page.locator("#photos-many-files").set_input_files(
        [
            {
                "name": f"{colour}.jpg",
                "mimeType": "image/jpeg",
                "buffer": picture_upload(colour=colour).read(),
            }
            for colour in colours
        ]
    )
    expect(page.locator(".photo-upload__files a")).to_have_count(3)
    for row, colour in enumerate(colours):
        type_into(page, f"photos-{row}-alt_de", f"Feld in {colour}")
    crash(page)
    page = opened(device, add_form("sites_plot"))
    use(page)
    pictures = [page.locator(f"#id_photos-{row}-picture").input_value() for row in range(3)]
    assert pictures == [str(key) for key in Picture.objects.order_by("pk").values_list("pk", flat=True)]
    save(page)
    photos = Plot.objects.get().photos.order_by("order", "pk")
    assert [str(photo.picture_id) for photo in photos] == pictures
    assert [photo.alt_de for photo in photos] == [f"Feld in {colour}" for colour in colours]


def test_a_row_is_found_again_when_others_took_one_away_before_it(device, editor):
    plot = SpaceFactory(name="Nordfeld", draft=True)
    first, second = (Offer.objects.create(space=plot, disposal=disposal) for disposal in ("sale", "lease"))
    address = reverse("admin:sites_plot_change", args=[plot.pk])
    page = opened(device, address)
    page.locator("#id_offers-0-note").fill("zur ersten")
    page.locator("#id_offers-1-note").fill("zur zweiten")
    crash(page)
    first.delete()
    page = opened(device, address)
    expect(offer(page).locator("tr", has_text="zur ersten")).to_contain_text("nicht mehr in diesem Formular")
    use(page)
    assert page.locator("#id_offers-0-note").input_value() == "zur zweiten"
    expect(offer(page)).to_contain_text("zur ersten")
    save(page)
    second.refresh_from_db()
    assert second.note == "zur zweiten"


def test_a_new_entry_comes_back_as_often_as_it_was_begun(device, editor):
    for words in ("Erster", "Zweiter"):
        page = opened(device, add_form("news_article"))
        type_into(page, "title_de", words)
        crash(page)
    page = opened(device, add_form("news_article"))
    expect(offer(page)).to_contain_text("Zweiter")
    offer(page).get_by_role("button", name="Gesicherten Stand behalten").click()
    expect(offer(page)).to_contain_text("Erster")


def test_files_are_named_that_must_be_chosen_again(device, article):
    page = opened(device, form_of(article))
    page.locator("#photos-group .add-row a").click()
    page.locator("#id_photos-0-upload").set_input_files(
        {"name": "halle.jpg", "mimeType": "image/jpeg", "buffer": b"-"}
    )
    page.locator("#id_photos-0-alt_de").fill("Eine Halle")
    crash(page)
    page = opened(device, form_of(article))
    expect(offer(page)).to_contain_text("Wählen Sie diese Dateien noch einmal aus: halle.jpg.")


# --- Everybody


def test_the_offer_is_no_barrier_at_any_width_light_or_dark(device, article):
    page = opened(device, form_of(article))
    for field in ("title_de", "title_en", "teaser_de", "slug"):
        type_into(page, field, f"neu-{field}")
    crash(page)
    page = opened(device, form_of(article))
    expect(offer(page).locator("tbody tr")).to_have_count(4)
    assert violations_everywhere(page, "offer") == []
    use(page)
    expect(state(page)).to_contain_text("aufgehoben")
    assert violations_everywhere(page, "used") == []
