"""What the log says of requests that were refused: one line each, true to its kind, and no address in full."""

import logging
import sys
from itertools import product

import pytest
from django.conf import settings as configured
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.urls import path

from portal import urls
from portal.server.log_lines import LineFormatter, escape_unprintable, mask_address
from tests.factories.accounts import UserFactory

LINE = configured.LOGGING["formatters"]["line"]


def refuse(request):
    raise PermissionDenied


def suspect(request):
    raise SuspiciousOperation("odd\nERROR portal: forged \x1b[31m")


def stumble(request):
    raise RuntimeError("of its own")


urlpatterns = [
    path("refuse/", refuse),
    path("suspect/", suspect),
    path("stumble/", stumble),
    *urls.urlpatterns,
]
handler400 = "portal.server.errors.bad_request"
handler403 = "portal.server.errors.permission_denied"
handler500 = "portal.server.errors.server_error"


@pytest.fixture
def told(caplog):
    """The lines that would be written."""
    formatter = LineFormatter(LINE["format"], LINE["datefmt"])
    return lambda: "\n".join(map(formatter.format, caplog.records)).splitlines()


def test_the_log_of_production_is_written_so():
    handler = configured.LOGGING["handlers"]["console"]
    assert handler["formatter"] == "line"
    assert LINE["()"] == f"{LineFormatter.__module__}.{LineFormatter.__name__}"


@pytest.mark.django_db
def test_a_refused_host_is_one_line(client, told):
    assert client.get("/", HTTP_HOST="evil.example", REMOTE_ADDR="198.51.100.77").status_code == 400
    [line] = told()
    assert "ERROR django.security.DisallowedHost: Invalid HTTP_HOST header: 'evil.example'" in line
    assert line.endswith("[GET / from 198.51.100.0]")


@pytest.mark.django_db
@pytest.mark.urls(__name__)
@pytest.mark.parametrize(("where", "status"), [("/refuse/", 403), ("/suspect/", 400)])
def test_a_refused_right_and_an_odd_request_are_one_line(client, told, where, status):
    assert client.get(where, REMOTE_ADDR="2001:db8:1:2::3").status_code == status
    [line] = told()
    assert line.endswith(f"[GET {where} from 2001:db8:1::]")


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_no_line_can_be_forged(client, told):
    client.get("/suspect/")
    [line] = told()
    assert r"odd\nERROR portal: forged \x1b[31m" in line


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_a_fault_of_ours_keeps_its_traceback(client, told):
    client.raise_request_exception = False
    assert client.get("/stumble/").status_code == 500
    lines = told()
    assert "Traceback (most recent call last):" in lines
    assert "RuntimeError: of its own" in lines


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("198.51.100.77", "198.51.100.0"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::"),
        ("::ffff:198.51.100.77", "198.51.100.0"),
        ("", "somewhere"),
        ("forged\n", "somewhere"),
    ],
)
def test_an_address_is_masked(address, shown):
    assert mask_address(address) == shown


def test_letters_of_all_languages_stay():
    assert escape_unprintable("Görlitz, Łódź – 市") == "Görlitz, Łódź – 市"
    assert escape_unprintable("a\u2028b\u202ec\ud800") == r"a\u2028b\u202ec\ud800"


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/vorschlag/Zk3vQ9xY7bN2mR5tW8pL1s/", "/vorschlag/Zk3v…/"),
        ("/bestaetigung/1vOqWx:1wAbCd:Zk3vQ9xY7bN2mR5tW8pL1sZk3v/12/", "/bestaetigung/1vOq…/12/"),
        ("/admin/reset/MQ/cxyz12-0123456789abcdef0123456789abcdef/", "/admin/reset/MQ/cxyz…/"),
        ("/flaechenpool/flaechen/1042-nordhof-im-gewerbepark-an-der-saale/", None),
        ("/static/css/site.0123456789ab.css", None),
        ("/flaechenpool/hallen/karte.geojson", None),
    ],
)
def test_of_a_link_that_opens_something_only_the_beginning_is_told(path, shown):
    assert escape_unprintable(f"Not Found: {path}") == f"Not Found: {shown or path}"


@pytest.mark.django_db
def test_a_secret_stands_nowhere_in_the_line_of_its_refusal(client, told):
    secret = "Zk3vQ9xY7bN2mR5tW8pL1s"
    assert client.get(f"/vorschlag/{secret}/").status_code == 404
    assert told()
    assert secret not in "\n".join(told())


def test_no_line_and_no_traceback_names_a_mailbox():
    try:
        raise ValueError("refused: <eva.kern+portal@mail.example.org>")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "", 1, "to %s", ("jana@example.org",), sys.exc_info())
    line = LineFormatter(LINE["format"], LINE["datefmt"]).format(record)
    assert "eva" not in line
    assert "jana" not in line
    assert "…@mail.example.org" in line


def written(message, *arguments):
    record = logging.LogRecord("portal", logging.WARNING, "", 1, message, arguments, None)
    return LineFormatter(LINE["format"], LINE["datefmt"]).format(record)


@pytest.mark.parametrize("at", ["@", "%40", "%2540", "%252540"])
def test_no_line_names_a_mailbox_in_the_spelling_of_a_url(at):
    names = ["erika.beispiel", "erika%2Ebeispiel%2Bportal", "erika%252Ebeispiel"]
    domains = ["privat.de", "müller.de", "xn--mller-kva.de", "m%C3%BCller.de", "mu\u0308ller.de"]
    for local, domain in product(names, domains):
        line = written("Busy: GET /x/%s: locked, <%s>", *[f"{local}{at}{domain}"] * 2)
        assert "erika" not in line
        assert "beispiel" not in line


def test_of_an_address_the_path_alone_is_written():
    line = written("Error handling request %s", "/suche/?q=Erika+Beispiel&page=2")
    assert line.endswith("Error handling request /suche/?…")


def test_a_long_line_is_cut_in_its_middle():
    path = "/" + "a-" * 4000
    line = written("Not Found: %s [GET from 198.51.100.0]", path)
    assert len(line) == 300
    assert "WARNING portal: Not Found: /a-a-" in line
    assert line.endswith("-a- [GET from 198.51.100.0]")


@pytest.mark.django_db
def test_a_refusal_in_the_administration_is_one_short_line_without_what_was_searched_for(client, told):
    user = UserFactory()
    client.force_login(user)
    address = f"/admin/accounts/user/?q=erika.beispiel%40privat.de&x={'y' * 8000}"
    assert client.get(address, REMOTE_ADDR="198.51.100.77").status_code == 403
    lines = told()
    [line] = [line for line in lines if "portal.access" in line]
    assert line.endswith(f"Refused to user {user.pk}: GET /admin/accounts/user/")
    assert all(len(line) <= 300 and "erika" not in line for line in lines)
