"""What is kept, drawn, told the operator and helped with, at the limits, without a database."""

from types import SimpleNamespace as Given

import pytest

from portal import (
    environment,
    first_steps,
    help_places,
    network,
)
from portal.environment import WrongSetting

pytestmark = pytest.mark.usefixtures("english")


# --- The drawing of the cities


def city(name, x, y, population=None):
    return Given(name=name, center=Given(x=x, y=y), population=population)


@pytest.mark.parametrize(
    ("population", "radius", "is_town"),
    [
        (None, 4, True),
        (59_999, 4, True),
        (60_000, 7, False),
        (150_000, 9, False),
        (249_999, 9, False),
        (250_000, 11, False),
    ],
)
def test_a_city_is_as_wide_as_its_people(population, radius, is_town):
    found = network.network_of([city("A", 0, 0, population), city("B", 32, 0), city("C", 0, 50)])
    node = found.nodes[0]
    assert (node.radius, node.is_town) == (radius, is_town)
    assert (node.x, node.y) == (0, 500)
    assert (node.label_x, node.label_y) == (-radius - 8, 505)
    assert (found.nodes[1].x, found.nodes[1].label_x) == (320, 332)
    assert (found.top, found.height) == (-20, 540)


@pytest.mark.parametrize(
    ("cities", "path"),
    [
        ([city("A", 0, 0), city("B", 32, 0)], None),
        ([city("A", 0, 0), city("B", 32, 0), Given(center=None)], None),
        ([city("A", 0, 0), city("B", 32, 0), city("C", 16, 1)], "M0 10 160 0M320 10 160 0"),
        ([city("A", 0, 0), city("B", 32, 0), city("C", 16, 16)], "M0 160 320 160M0 160 160 0M320 160 160 0"),
        ([city("A", 0, 0), city("B", 0, 0), city("C", 0, 0)], "M160 0 160 0M160 0 160 0M160 0 160 0"),
    ],
)
def test_neighbours_are_joined_and_nobody_across_a_third(cities, path):
    found = network.network_of(cities)
    assert (found and found.path) == path


@pytest.mark.parametrize(("x", "is_left"), [(159, True), (160, False)])
def test_a_name_stands_on_the_outer_side(x, is_left):
    assert network.Node("A", x, 0, 4).is_left is is_left


# --- What the operator says


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("", 5),
        ("1", 1),
        ("0", None),
        ("9", 9),
        ("10", None),
        ("-1", None),
        ("1.5", None),
        ("٣", None),
        ("0000000009", None),
        ("a", None),
    ],
)
def test_a_number_lies_between_its_limits(monkeypatch, text, number):
    monkeypatch.setenv("COUNT", text)
    if number is None:
        with pytest.raises(WrongSetting, match="from 1 to 9"):
            environment.whole_number("COUNT", 5, most=9)
    else:
        assert environment.whole_number("COUNT", 5, most=9) == number


@pytest.mark.parametrize(("text", "is_taken"), [("999999999", True), ("1000000000", False)])
def test_a_number_has_nine_digits_at_most(monkeypatch, text, is_taken):
    monkeypatch.setenv("COUNT", text)
    if is_taken:
        assert environment.whole_number("COUNT", 5) == int(text)
        return
    with pytest.raises(WrongSetting, match="of 1 or more"):
        environment.whole_number("COUNT", 5)


@pytest.mark.parametrize(
    ("text", "scheme"),
    [
        ("", "http"),
        ("https://b.example:8000/a", "https"),
        ("ftp://b.example", None),
        ("https://", None),
        ("b.example", None),
        ("https://b.example:0", None),
        ("https://b.example:a", None),
        ("https://[b", None),
    ],
)
def test_an_address_is_whole_or_refused(monkeypatch, text, scheme):
    monkeypatch.setenv("ADDRESS", text)
    assert environment.optional_address("UNKNOWN") == ""
    if scheme:
        assert environment.address("ADDRESS", "http://a.example").scheme == scheme
        return
    with pytest.raises(WrongSetting, match="must be a full address"):
        environment.address("ADDRESS", "http://a.example")
    with pytest.raises(WrongSetting, match="must be a full address"):
        environment.optional_address("ADDRESS")


@pytest.mark.parametrize(
    ("url", "takes"),
    [
        ("smtp://b.example", {"mail"}),
        ("smtp+tls://b.example:25", {"mail"}),
        ("smtps://b.example", {"mail"}),
        ("redis://b.example", {"cache"}),
        ("rediss://b.example:6379/0", {"cache"}),
        ("smtp://", set()),
        ("redis://", set()),
        ("redis://b.example:0", set()),
        ("https://b.example", set()),
    ],
)
def test_a_server_is_named_by_its_scheme(monkeypatch, url, takes):
    monkeypatch.setenv("SERVER", url)
    for kind, read in (
        ("mail", environment.mail_server),
        ("cache", lambda name: environment.cache(name, "/tmp/a")),  # noqa: S108
    ):
        if kind in takes:
            assert read("SERVER")
        else:
            with pytest.raises(WrongSetting, match="has the form"):
                read("SERVER")
    assert environment.mail_server("UNKNOWN") is None
    assert environment.cache("UNKNOWN", "/tmp/a")["LOCATION"] == "/tmp/a"  # noqa: S108


@pytest.mark.parametrize(
    ("host", "sender", "says"),
    [
        (None, "portal@example.org", "Mails are only written"),
        (None, "a@b.example", "Mails are only written"),
        ("h", "portal@example.org", "Mails bear the sender"),
        ("h", "a@b.example", ""),
    ],
)
def test_what_mails_still_lack(settings, host, sender, says):
    settings.MAILERS = {"default": {"OPTIONS": {"host": host} if host else {}}}
    settings.DEFAULT_FROM_EMAIL = sender
    told = [*first_steps._mail()]
    assert [words[: len(says)] for words in told] == ([says] if says else [])


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("sites_plot_history", ("verlauf", "wer-hat-was-geaendert")),
        ("sites_plot_changelist", ("pruefen", "in-der-verwaltung")),
        ("sites_spacecheck_changelist", ("pruefen", "")),
        ("sites_plot_change", ("flaeche-anlegen", "")),
        ("unknown", ("", "")),
        ("", ("", "")),
    ],
)
def test_help_stands_at_the_first_place_that_fits(name, place):
    assert help_places.place_for(name) == place
    address = help_places.help_address(Given(resolver_match=Given(url_name=name)))
    assert address.endswith(
        f"{place[0]}/#{place[1]}" if place[1] else f"{place[0]}/" if place[0] else "admin/hilfe/"
    )
    assert help_places.help_address(Given(resolver_match=None)).endswith("admin/hilfe/")
