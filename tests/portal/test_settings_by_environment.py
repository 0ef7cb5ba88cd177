"""What an operator says in the environment, and what the settings make of it: read again, beside those of the tests."""

import os
import runpy
from pathlib import Path

import pytest
from django.conf import settings as of_tests
from django.core.exceptions import DisallowedHost

from portal.environment import InvalidSetting

FILE = Path(of_tests.BASE_DIR) / "portal" / "settings.py"
SAID = (
    *(
        "ALLOWED_HOSTS",
        "BACKUP_DAYS",
        "CACHE_URL",
        "DATABASE_URL",
        "DEBUG",
        "DEMO",
        "DEFAULT_FROM_EMAIL",
        "EMAIL_URL",
    ),
    *(
        "ENQUIRY_RETENTION_DAYS",
        "FORMER_HOSTS",
        "HOST",
        "HSTS_SUBDOMAINS",
        "LOG_DAYS",
        "LOOK_DIR",
        "MAP_LAYERS",
    ),
    *(
        "PORT",
        "PROXY_PURGE_URL",
        "REDIRECT_HOSTS",
        "SECOND_FACTOR_KEY",
        "SECRET_KEY",
        "SITE_URL",
        "TEST_DATABASE",
        "WEB_CONCURRENCY",
    ),
)
TOWN = "https://portal.example.org"


@pytest.fixture
def read(monkeypatch, tmp_path):
    """The settings of a portal to which this was said, and nothing else."""

    def read(**said):
        for name in SAID:
            monkeypatch.delenv(name, raising=False)
        for name, value in {"VAR_DIR": str(tmp_path / "var"), **said}.items():
            monkeypatch.setenv(name, value)
        umask = os.umask(0)
        try:
            return runpy.run_path(str(FILE))
        finally:
            os.umask(umask)

    return read


BY_SERVER = {"username": "", "password": "", "use_tls": False, "use_ssl": False, "timeout": 20}


@pytest.mark.parametrize(
    ("url", "options"),
    [
        ("smtp://mail.example.org", {"host": "mail.example.org", "port": 25}),
        (
            "smtp+tls://buero%40example.org:a%2Fb@mail.example.org:587",
            {
                "host": "mail.example.org",
                "port": 587,
                "username": "buero@example.org",
                "password": "a/b",
                "use_tls": True,
            },
        ),
        ("smtps://mail.example.org:465", {"host": "mail.example.org", "port": 465, "use_ssl": True}),
    ],
)
def test_mails_go_to_the_server_that_is_named_by_its_port_its_encryption_and_its_login(read, url, options):
    [mailer] = read(EMAIL_URL=url)["MAILERS"].values()
    assert mailer["BACKEND"] == "django.core.mail.backends.smtp.EmailBackend"
    assert mailer["OPTIONS"] == BY_SERVER | options


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ({}, True),
        ({"DEMO": "0"}, False),
        ({"DATABASE_URL": "postgis:///portal"}, False),
        ({"DATABASE_URL": "postgis:///portal", "DEMO": "1"}, True),
    ],
)
def test_only_the_embedded_database_starts_with_the_demo_unasked(read, said, wanted):
    assert read(**said)["DEMO"] is wanted


DAYS = {"ENQUIRY_RETENTION_DAYS": 730, "LOG_DAYS": 7, "BACKUP_DAYS": 30}


@pytest.mark.parametrize("name", DAYS)
def test_each_number_of_days_is_the_one_said_of_it(read, name):
    assert {day: read()[day] for day in DAYS} == DAYS
    found = read(**{name: "11"})
    assert {day: found[day] for day in DAYS} == DAYS | {name: 11}


def test_without_a_mail_server_each_mail_is_a_file(read, tmp_path):
    found = read(DEFAULT_FROM_EMAIL="buero@example.org")
    [mailer] = found["MAILERS"].values()
    assert mailer["BACKEND"] == "django.core.mail.backends.filebased.EmailBackend"
    assert mailer["OPTIONS"] == {"file_path": tmp_path / "var" / "mail"}
    assert found["DEFAULT_FROM_EMAIL"] == found["SERVER_EMAIL"] == "buero@example.org"


@pytest.mark.parametrize("scheme", ["postgis", "postgres", "postgresql", "pgsql"])
def test_a_server_s_database_is_one_with_postgis_whatever_its_scheme_is_called(read, scheme):
    database = read(DATABASE_URL=f"{scheme}://a:b@db.example.org:5433/portal")["DATABASES"]["default"]
    assert database["ENGINE"] == "django.contrib.gis.db.backends.postgis"
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example.org", 5433, "portal")
    assert (database["CONN_MAX_AGE"], database["CONN_HEALTH_CHECKS"]) == (60, True)
    assert database["OPTIONS"] == {"options": "-c jit=off", "connect_timeout": 5}


def test_what_an_operator_asks_of_the_server_counts_before_our_own(read):
    url = "postgis:///portal?options=-c%20jit%3Don&connect_timeout=9&sslmode=require"
    options = read(DATABASE_URL=url)["DATABASES"]["default"]["OPTIONS"]
    assert options["options"] == "-c jit=on"
    assert int(options["connect_timeout"]) == 9
    assert options["sslmode"] == "require"


def test_a_file_holds_the_database_unless_a_server_is_named_and_nobody_fails_for_a_writer(read, tmp_path):
    database = read()["DATABASES"]["default"]
    assert database["ENGINE"] == "django.contrib.gis.db.backends.spatialite"
    assert database["NAME"] == str(tmp_path / "var" / "portal.sqlite3")
    options = database["OPTIONS"]
    assert (options["timeout"], options["transaction_mode"]) == (20, "IMMEDIATE")
    assert options["init_command"].startswith("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;")


@pytest.mark.parametrize(
    ("said", "is_loopback"),
    [
        ({}, True),
        ({"HOST": ""}, True),
        ({"SITE_URL": "http://[::1]:8000", "HOST": "::1"}, True),
        ({"SITE_URL": "http://localhost:8000", "HOST": "localhost"}, True),
        ({"HOST": "0.0.0.0"}, False),  # noqa: S104  that is the case
        ({"SITE_URL": TOWN}, False),
        ({"SITE_URL": TOWN, "HOST": "127.0.0.1"}, False),
    ],
)
def test_demo_logins_are_for_a_portal_that_neither_listens_to_others_nor_is_named_for_them(
    read, said, is_loopback
):
    assert read(**said)["IS_LOOPBACK"] is is_loopback


@pytest.mark.parametrize(
    ("said", "header", "is_of_all_below"),
    [
        ({}, None, False),
        ({"SITE_URL": TOWN}, ("HTTP_X_FORWARDED_PROTO", "https"), False),
        ({"SITE_URL": TOWN, "HSTS_SUBDOMAINS": "1"}, ("HTTP_X_FORWARDED_PROTO", "https"), True),
        ({"SITE_URL": TOWN, "HSTS_SUBDOMAINS": "0"}, ("HTTP_X_FORWARDED_PROTO", "https"), False),
    ],
)
def test_only_behind_https_a_proxy_is_believed_and_browsers_are_told_for_good_on_demand_only(
    read, said, header, is_of_all_below
):
    found = read(**said)
    assert found.get("SECURE_PROXY_SSL_HEADER") == header
    assert found["SECURE_HSTS_INCLUDE_SUBDOMAINS"] is found["SECURE_HSTS_PRELOAD"] is is_of_all_below
    assert found["SECURE_HSTS_SECONDS"] == (365 * 86400 if header else 0)
    for name in ("SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"):
        assert found[name] is bool(header), name


@pytest.mark.parametrize(
    ("said", "name", "origin"),
    [
        ({}, "localhost", "http://localhost:8000"),
        ({"PORT": "8001"}, "localhost", "http://localhost:8001"),
        ({"SITE_URL": "http://127.0.0.1"}, "localhost", "http://localhost:80"),
        ({"SITE_URL": "http://localhost:9000"}, "localhost", "http://localhost:9000"),
        (
            {"SITE_URL": "https://Portal.Example.org:8443/"},
            "portal.example.org",
            "https://portal.example.org:8443",
        ),
    ],
)
def test_passkeys_are_of_the_name_that_visitors_use_or_of_localhost(read, said, name, origin):
    found = read(**said)
    assert (found["OTP_WEBAUTHN_RP_ID"], found["OTP_WEBAUTHN_ALLOWED_ORIGINS"]) == (name, [origin])


def test_an_app_for_codes_and_a_passkey_call_the_portal_by_its_name(read):
    found = read(SITE_URL=TOWN)
    assert found["OTP_TOTP_ISSUER"] == found["OTP_WEBAUTHN_RP_NAME"] == "portal.example.org"


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ({}, "http://127.0.0.1:8000"),
        ({"PORT": "81"}, "http://127.0.0.1:81"),
        ({"SITE_URL": f"{TOWN}/"}, TOWN),
    ],
)
def test_addresses_begin_with_that_of_the_site_which_alone_is_trusted_with_forms(read, said, address):
    found = read(**said)
    assert found["SITE_URL"] == address
    assert found["CSRF_TRUSTED_ORIGINS"] == [address]


def test_others_to_whom_a_redirect_may_lead_are_none_of_our_names(read):
    found = read(
        SITE_URL=TOWN, REDIRECT_HOSTS="Archiv.example.org, karte.example.org,", FORMER_HOSTS="alt.example.org"
    )
    assert found["REDIRECT_HOSTS"] == ["archiv.example.org", "karte.example.org"]
    assert found["ALLOWED_HOSTS"] == ["portal.example.org", "alt.example.org"]


@pytest.mark.parametrize(
    ("name", "file"), [("SECRET_KEY", "secret-key"), ("SECOND_FACTOR_KEY", "second-factor-key")]
)
def test_a_key_that_is_said_is_written_nowhere_and_another_is_made_once_for_its_owner(
    read, tmp_path, name, file
):
    file = tmp_path / "var" / file
    assert read(**{name: "gesagt"})[name] == "gesagt"
    assert not file.exists()
    made = read()[name]
    assert len(made) > 60
    assert file.stat().st_mode & 0o777 == 0o600
    assert read()[name] == made == file.read_text()


def test_a_key_is_the_same_with_a_line_end_behind_it_and_never_empty(read, tmp_path):
    file = tmp_path / "var" / "second-factor-key"
    made = read()["SECOND_FACTOR_KEY"]
    file.write_text(f"{made}\n")
    assert read()["SECOND_FACTOR_KEY"] == made
    file.write_text("")
    with pytest.raises(InvalidSetting, match="second-factor-key is empty"):
        read()


@pytest.mark.parametrize(("said", "is_debug"), [({}, False), ({"DEBUG": "0"}, False), ({"DEBUG": "1"}, True)])
def test_who_builds_sees_files_and_pages_as_they_are_now(read, said, is_debug):
    found = read(**said)
    assert (found["DEBUG"], found["CACHES_PAGES"]) == (is_debug, not is_debug)
    storage = found["STORAGES"]["staticfiles"]["BACKEND"]
    assert (storage == "portal.server.storage.ModuleManifestStorage") is not is_debug


def test_a_region_s_own_look_is_found_before_ours(read, tmp_path):
    look = tmp_path / "look"
    (look / "static").mkdir(parents=True)
    found = read(LOOK_DIR=str(look))
    base = Path(of_tests.BASE_DIR)
    assert found["TEMPLATES"][0]["DIRS"] == [look / "templates", base / "templates"]
    assert found["STATICFILES_DIRS"] == [look / "static", base / "static"]
    assert read()["STATICFILES_DIRS"] == [base / "static"]
    assert read()["TEMPLATES"][0]["DIRS"][0] == tmp_path / "var" / "look" / "templates"


def test_a_proxy_is_told_of_changes_where_one_is_named(read):
    assert read()["PROXY_PURGE_URL"] == ""
    assert read(PROXY_PURGE_URL="http://127.0.0.1:8080/")["PROXY_PURGE_URL"] == "http://127.0.0.1:8080/"


ONE_S_OWN = {"127.0.0.1:8000", "localhost:8000", "[::1]:8000"}
HOST, FORMER = "portal.example.org", "www.former.example"


@pytest.mark.parametrize(
    ("environment", "answered"),
    [
        ({}, ONE_S_OWN),
        ({"SITE_URL": "http://localhost:8000"}, ONE_S_OWN),
        ({"SITE_URL": "http://[::1]:8000"}, ONE_S_OWN),
        ({"SITE_URL": TOWN}, {HOST}),
        ({"SITE_URL": TOWN, "FORMER_HOSTS": f" {FORMER.upper()} ,"}, {HOST, FORMER}),
        ({"SITE_URL": TOWN, "ALLOWED_HOSTS": "localhost"}, {HOST, "localhost:8000"}),
    ],
)
def test_the_portal_answers_by_the_names_it_has_and_no_others(read, settings, rf, environment, answered):
    settings.ALLOWED_HOSTS = read(**environment)["ALLOWED_HOSTS"]

    def is_answered(host):
        try:
            return bool(rf.get("/", headers={"host": host}).get_host())
        except DisallowedHost:
            return False

    assert set(filter(is_answered, [*ONE_S_OWN, HOST, FORMER, "else.example"])) == answered
