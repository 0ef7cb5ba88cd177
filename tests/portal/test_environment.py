"""What an operator may set, and what is said of a value that cannot be meant. No password is ever repeated."""

import pytest

from portal import environment
from portal.environment import InvalidSetting

PASSWORD = "geheim"


def said_of(monkeypatch, name, value, read):
    monkeypatch.setenv(name, value)
    with pytest.raises(InvalidSetting) as refusal:
        read()
    sentence = str(refusal.value)
    assert name in sentence
    assert PASSWORD not in sentence
    return sentence


@pytest.mark.parametrize("value", ["abc", "0", "65536", "-1", "8000.5", "80 00", "²", "9" * 5000])
def test_a_port_is_a_number_that_a_port_can_have(monkeypatch, value):
    said = said_of(monkeypatch, "PORT", value, lambda: environment.whole_number("PORT", 8000, most=65535))
    assert "from 1 to 65535" in said


@pytest.mark.parametrize("value", ["", "8001"])
def test_a_number_that_is_left_empty_is_the_default(monkeypatch, value):
    monkeypatch.setenv("PORT", value)
    assert environment.whole_number("PORT", 8000) == int(value or 8000)


@pytest.mark.parametrize("value", ["yes", "true", "2", "0 "])
def test_what_is_on_or_off_is_1_or_0(monkeypatch, value):
    said = said_of(monkeypatch, "DEMO", value, lambda: environment.switch("DEMO", True))
    assert said == f"DEMO must be 1 or 0, not “{value}”."


@pytest.mark.parametrize(("value", "is_on"), [("1", True), ("0", False), ("", True)])
def test_a_switch_that_is_left_empty_is_the_default(monkeypatch, value, is_on):
    monkeypatch.setenv("DEMO", value)
    assert environment.switch("DEMO", True) is is_on


@pytest.mark.parametrize(
    "value",
    ["portal.example.org", "ftp://example.org", "https://", "http://host:port", "http://[::1", "http://h:0"],
)
def test_the_portal_s_address_is_a_full_one(monkeypatch, value):
    said = said_of(monkeypatch, "SITE_URL", value, lambda: environment.url("SITE_URL", ""))
    assert "https://portal.example.org" in said


@pytest.mark.parametrize(
    "value",
    [
        "foo",
        "/var/portal.sqlite3",
        "sqlite:////var/portal.sqlite3",
        f"mysql://portal:{PASSWORD}@host/portal",
        f"portal:{PASSWORD}@host/portal",
        f"{PASSWORD}://host/portal",
    ],
)
def test_a_database_of_another_kind_is_refused_with_the_kinds_there_are(monkeypatch, value):
    said = said_of(monkeypatch, "DATABASE_URL", value, lambda: environment.database("DATABASE_URL", ""))
    assert "postgis://" in said
    assert "spatialite:///" in said


@pytest.mark.parametrize(
    "value",
    [
        f"postgis://portal:{PASSWORD}@host:port/portal",
        f"postgis://portal:{PASSWORD}@host:99999/portal",
        f"postgis://portal:{PASSWORD}/2@host/portal",
        f"postgis://portal:{PASSWORD}#2@host/portal",
        f"postgis://portal:{PASSWORD}@[host/portal",
    ],
)
def test_a_database_s_address_that_cannot_be_read_shows_how_one_is_written(monkeypatch, value):
    said = said_of(monkeypatch, "DATABASE_URL", value, lambda: environment.database("DATABASE_URL", ""))
    assert "%2F" in said


@pytest.mark.parametrize("value", [f"postgis://portal:{PASSWORD}@host", "postgis://host/", "spatialite://"])
def test_a_database_without_a_name_is_refused(monkeypatch, value):
    said = said_of(monkeypatch, "DATABASE_URL", value, lambda: environment.database("DATABASE_URL", ""))
    assert "names no database" in said


@pytest.mark.parametrize(
    "value", ["mail.example.org", f"foo://u:{PASSWORD}@host", "smtp://", f"smtp://u:{PASSWORD}@host:port"]
)
def test_a_mail_server_that_cannot_be_read_is_not_taken_for_none(monkeypatch, value):
    said = said_of(monkeypatch, "EMAIL_URL", value, lambda: environment.mail_server("EMAIL_URL"))
    assert "smtp+tls://" in said


@pytest.mark.parametrize("value", ["", "smtp://host", "smtp+tls://u:p@host:587", "smtps://host:465"])
def test_a_mail_server_is_read_where_there_is_one(monkeypatch, value):
    monkeypatch.setenv("EMAIL_URL", value)
    parts = environment.mail_server("EMAIL_URL")
    assert (parts.hostname if parts else "") == value.partition("://")[2].rpartition("@")[2].partition(":")[0]


def test_what_is_kept_lies_in_files_unless_a_server_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("CACHE_URL", "")
    found = environment.cache("CACHE_URL", tmp_path)
    assert found["BACKEND"] == "caching.files.FileCache"
    assert (found["LOCATION"], found["OPTIONS"]) == (tmp_path, {"MAX_ENTRIES": 2000})


@pytest.mark.parametrize("value", ["redis://host", "rediss://u:p@host:6379/0"])
def test_a_server_that_keeps_is_not_waited_for(monkeypatch, tmp_path, value):
    monkeypatch.setenv("CACHE_URL", value)
    found = environment.cache("CACHE_URL", tmp_path)
    assert found["BACKEND"].endswith("RedisCache")
    assert (found["LOCATION"], set(found["OPTIONS"].values())) == (value, {0.2})


@pytest.mark.parametrize(
    "value", ["host", f"http://u:{PASSWORD}@host", "redis://", f"redis://u:{PASSWORD}@host:port"]
)
def test_a_server_that_cannot_be_read_is_not_taken_for_none(monkeypatch, tmp_path, value):
    said = said_of(monkeypatch, "CACHE_URL", value, lambda: environment.cache("CACHE_URL", tmp_path))
    assert "rediss://" in said


def test_a_folder_that_cannot_be_made_is_named(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    said = said_of(
        monkeypatch, "VAR_DIR", f"{tmp_path}/file/var", lambda: environment.folder("VAR_DIR", "var")
    )
    assert f"{tmp_path}/file/var" in said


def test_a_folder_of_somebody_else_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(environment.os, "access", lambda path, mode: False)
    said = said_of(monkeypatch, "VAR_DIR", str(tmp_path), lambda: environment.folder("VAR_DIR", "var"))
    assert "cannot be written to" in said


def test_a_new_folder_is_for_its_owner_only(monkeypatch, tmp_path):
    monkeypatch.setenv("VAR_DIR", str(tmp_path / "new"))
    assert environment.folder("VAR_DIR", "var").stat().st_mode & 0o777 == 0o700
