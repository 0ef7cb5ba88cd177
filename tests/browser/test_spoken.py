"""What a screen reader is given of the main pages: landmarks, headings, names and states, from the accessibility tree.

Each snapshot is a part of the tree in its order; what it leaves out may be there.
"""

import re

import pytest
from playwright.sync_api import expect

from sites.models import Space

FRAME = """
- link "Zum Inhalt springen"
- banner:
  - link "Metropolregion Mitteldeutschland"
  - group:
    - navigation "Hauptnavigation":
      - list
    - navigation "Barrierefreie Angebote"
    - navigation "Sprache":
      - list:
        - listitem:
          - link "DE – Deutsch"
        - listitem:
          - link "EN – English"
  - link "Suchen"
  - link "Merkliste"
- main:
  - navigation "Brotkrumen"
  - heading "Aktuelles" [level=1]
- contentinfo
"""
LIST = """
- link "Zu den Ergebnissen springen"
- main:
  - searchbox "Was suchen Sie?"
  - region "57 Gewerbeflächen":
    - heading "57 Gewerbeflächen" [level=1]
    - combobox "Sortieren nach"
    - list:
      - listitem:
        - article:
          - heading [level=2]:
            - link
          - term: Fläche
          - definition
          - button /^Merken ?:/
          - checkbox /^Vergleichen:/
    - navigation "Seiten":
      - list:
        - listitem:
          - link "Seite 1"
"""
MAP = """
- link "Zu den Ergebnissen springen"
- link "Zur Karte springen"
- main:
  - region "95 Objekte Standortkarte des Flächenpools":
    - heading "95 Objekte Standortkarte des Flächenpools" [level=1]
  - region "Karte":
    - region "Standortkarte":
      - button /vergrößern$/
"""
PLOT = """
- main:
  - navigation "Brotkrumen":
    - list
  - heading "Nordfeld, Baufeld 3" [level=1]
  - link "Anfrage senden"
  - button /^Merken ?:/
  - region "Bilder":
    - list "Bilder, waagerecht verschiebbar"
  - term: Fläche
  - definition: /ha/
  - complementary "Ihre Ansprechperson":
    - heading "Ihre Ansprechperson" [level=2]
"""
ENQUIRY = """
- main:
  - heading "Anfrage an die Region" [level=1]
  - alert:
    - heading "Bitte prüfen Sie Ihre Angaben" [level=2]
    - list:
      - listitem:
        - link "Ihre Nachricht"
  - textbox "Ihre Nachricht" [invalid]
  - textbox "Ihr Name" [invalid]
  - checkbox "Ich willige ein" [invalid]
"""
LOGIN = """
- banner
- main:
  - heading "Anmelden" [level=1]
  - textbox "E-Mail-Adresse:"
  - textbox "Passwort:"
  - button "Anmelden"
"""


@pytest.mark.parametrize(
    ("path", "spoken"),
    [
        ("/aktuelles/", FRAME),
        ("/flaechenpool/gewerbeflaechen/", LIST),
        ("/flaechenpool/karte/", MAP),
        ("/admin/login/", LOGIN),
    ],
    ids=["frame", "list", "map", "login"],
)
def test_a_page_is_spoken_in_its_order(page, demo, path, spoken):
    page.goto(path)
    expect(page.locator("body")).to_match_aria_snapshot(spoken)


def test_a_property_is_spoken_from_its_way_to_its_facts(page, demo):
    page.goto(Space.objects.get(number=1001).get_absolute_url())
    expect(page.locator("body")).to_match_aria_snapshot(PLOT)


def test_what_is_wrong_with_a_form_is_spoken_first_and_at_its_field(page, demo):
    page.goto("/anfrage/")
    page.get_by_role("button", name="Anfrage senden").click()
    expect(page).to_have_title(re.compile("^Fehler: "))
    expect(page.locator("body")).to_match_aria_snapshot(ENQUIRY)


@pytest.mark.parametrize(
    "path", ["/datenschutz/", "/flaechenpool/hallen/", "/aktuelles/", "/projekte/", "/zitate/"]
)
def test_the_first_heading_is_that_of_the_page(page, demo, path):
    """Also where a note says above it that the text is a sample."""
    page.goto(path)
    assert page.locator("main :is(h1, h2, h3)").first.evaluate("one => one.tagName") == "H1"
