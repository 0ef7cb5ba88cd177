"""What people may write as an old and as a new address, to the last character that is allowed."""

import pytest
from django.core.exceptions import ValidationError

from publishing.addresses import MAX_ADDRESS_LENGTH
from publishing.redirect_validation import parse_new_address, parse_old_address


@pytest.fixture(autouse=True)
def hosts(settings):
    settings.ALLOWED_HOSTS = ["portal.example"]
    settings.FORMER_HOSTS = ["alt.example"]
    settings.REDIRECT_HOSTS = ["partner.example"]


@pytest.mark.parametrize("read", [parse_old_address, parse_new_address])
@pytest.mark.parametrize("host", ["portal.example", "alt.example"])
def test_of_an_address_at_a_host_of_ours_the_path_is_kept(read, host):
    assert read(f"https://{host}/seite.html") == "/seite.html"
    assert read(f"https://{host}") == "/"


@pytest.mark.parametrize("address", ["https://fremd.example/", "https://partner.example/"])
def test_no_old_address_is_at_a_host_of_others(address):
    with pytest.raises(ValidationError, match=r"früheren Website"):
        parse_old_address(address)


def test_a_new_address_may_be_at_a_host_that_is_named_for_it_and_at_no_other():
    assert parse_new_address("https://partner.example/seite?id=3") == "https://partner.example/seite?id=3"
    with pytest.raises(ValidationError, match=r"Betreiber erlaubt"):
        parse_new_address("https://fremd.example/seite")


@pytest.mark.parametrize("read", [parse_old_address, parse_new_address])
def test_an_address_is_as_long_as_we_keep_one_and_no_longer(read):
    longest = "/" + "a" * (MAX_ADDRESS_LENGTH - 1)
    assert read(longest) == longest
    with pytest.raises(ValidationError, match=str(MAX_ADDRESS_LENGTH)):
        read(longest + "a")


@pytest.mark.parametrize("read", [parse_old_address, parse_new_address])
@pytest.mark.parametrize(
    "text",
    [
        "",
        "seite.html",
        "//fremd.example/seite",
        "https://portal.example//fremd.example",
        "ftp://portal.example/seite",
        "https:/seite",
        "/seite\\unten",
        "/seite\nunten",
        "/seite%00",
        "http://[x/",
    ],
)
def test_what_is_no_path_of_this_site_is_no_address(read, text):
    with pytest.raises(ValidationError):
        read(text)


@pytest.mark.parametrize("text", ["410", "gone", "Gone", "entfallen", "Entfallen"])
def test_that_there_is_no_page_any_more_is_written_small_or_large(text):
    assert parse_new_address(text) == ""
