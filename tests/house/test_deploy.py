"""What deploy/ promises about the portal is true. That its commands run, test_commands_named.py shows."""

import re
from configparser import ConfigParser
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import URLPattern, get_resolver
from django.utils.translation import override

from portal.operations.background.heartbeat import PARTS
from portal.server.web_server.connections import MAX_BODY_BYTES

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
SYSTEMD = DEPLOY / "systemd"
SERVICES = sorted(SYSTEMD.glob("portal-*.service"))
SERVED = ["web", *PARTS]


def unit(path):
    parser = ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str
    parser.read(path)
    return parser


def text(name):
    return (DEPLOY / name).read_text()


@pytest.mark.parametrize("part", SERVED)
def test_each_part_is_a_service_of_its_own_that_comes_again_and_needs_no_other(part):
    found = unit(SYSTEMD / f"portal-{part}.service")
    assert found["Service"]["ExecStart"].endswith(f"scripts/serve production {part}")
    assert found["Service"]["Restart"] == "always"
    assert found["Unit"]["StartLimitIntervalSec"] == "0"
    assert {"Requires", "BindsTo", "Requisite"}.isdisjoint(found["Unit"])


def test_the_target_starts_what_is_there():
    wanted = set(unit(SYSTEMD / "portal.target")["Unit"]["Wants"].split())
    timers = {path.name for path in SYSTEMD.glob("*.timer")}
    assert wanted == {f"portal-{part}.service" for part in SERVED} | timers
    assert all((SYSTEMD / name).with_suffix(".service").is_file() for name in timers)


def test_every_variable_that_is_set_is_explained():
    explained = set(re.findall(r"`([A-Z_]+)`", (ROOT / "README.md").read_text().partition("## Settings")[2]))
    named = set(re.findall(r"^([A-Z_]+)=", text("portal.env"), re.MULTILINE))
    named |= set(
        re.findall(r"^    ([A-Z_]+): ", text("compose.yaml").partition("services:")[0], re.MULTILINE)
    )
    [image] = re.findall(r"^ENV (.+)$", text("Dockerfile"), re.MULTILINE)
    named |= set(re.findall(r"(\w+)=", image))
    assert named - explained == {"WATCH_ADDRESS"}
    used = {name for path in SERVICES for name in re.findall(r"\$\{(\w+)\}", path.read_text())}
    assert used == {"WATCH_ADDRESS"}


def test_the_image_copies_what_exists():
    copied = re.findall(r"^COPY (\S+) ", text("Dockerfile"), re.MULTILINE)
    assert all((ROOT / source).exists() for source in copied)
    left_out = (ROOT / ".dockerignore").read_text().split()
    assert {".git", ".venv", "var", "deploy/portal.env"} <= set(left_out)


def test_compose_runs_each_part_alone():
    services = text("compose.yaml").partition("\nservices:\n")[2].partition("\nvolumes:\n")[0]
    parts = dict(re.findall(r"^  (\w+):.*\n((?:    .*\n|\n)+)", services, re.MULTILINE))
    assert set(parts) == {"db", "prepare", *SERVED}
    assert all(f"command: [{part}]\n" in parts[part] for part in SERVED)
    assert all("<<: *portal\n" in parts[part] for part in [*SERVED, "prepare"])
    assert "entrypoint: [.venv/bin/python, manage.py]\n    command: [prepare]\n" in parts["prepare"]
    assert 'ports:\n      - "127.0.0.1:8000:8000"\n' in parts["web"]


def test_no_proxy_stops_what_the_portal_takes_and_its_refusal_says_how_much():
    megabytes = MAX_BODY_BYTES // 1_000_000
    assert f"client_max_body_size {megabytes}m;" in text("nginx.conf")
    assert f"max_size {megabytes}MB" in text("Caddyfile")
    assert f"at most {megabytes} MB" in (ROOT / "templates" / "413.html").read_text()


def routes(patterns, prefix=""):
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from routes(pattern.url_patterns, route)


def secret_addresses():
    for language in ("de", "en"):
        with override(language):
            for route in routes(get_resolver().url_patterns):
                if "token" in route:
                    yield "/" + re.sub(r"<[^>]*>", "SECRET", route)


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile"])
def test_secrets_in_addresses_stay_out_of_the_proxy_s_log(name):
    addresses = list(secret_addresses())
    assert len(addresses) > 15
    [pattern] = re.findall(r'"~?(\^.*en\)?\?/[^"]*)"', text(name)) or re.findall(
        r'"~?(\^[^"]*vorschau[^"]*)"', text(name)
    )
    pattern = re.sub(r"\(\?<(\w+)>", r"(?P<\1>", pattern)
    shown = {match[1] if (match := re.match(pattern, address)) else address for address in addresses}
    assert [address for address in shown if "SECRET" in address] == []
    assert not re.match(pattern.replace("|[?].*$", ""), "/flaechenpool/liste/")


def rules_of(name):
    return {line.strip() for line in text(name).splitlines()}


def test_the_proxies_keep_their_logs_as_long_as_the_notice_says():
    days = settings.LOG_DAYS
    for name in ("logrotate", "logrotate-caddy"):
        assert {"daily", f"rotate {days - 1}", f"maxage {days}"} <= rules_of(name)  # and today's
        assert "ifempty" in rules_of(name), "a day without a visitor counts too"
    [folder] = re.findall(r"^(/\S+/)\*\.log \{$", text("logrotate"), re.MULTILINE)
    logs = re.findall(r"^ *(?:access|error)_log (/\S+)", text("nginx.conf"), re.MULTILINE)
    assert len(logs) == 4
    assert all(log.startswith(folder) for log in logs)


def test_the_log_of_caddy_is_rolled_by_age_from_outside_because_caddy_rolls_by_size_alone():
    [log] = re.findall(r"output file (\S+)", text("Caddyfile"))
    assert re.findall(r"^(/\S+) \{$", text("logrotate-caddy"), re.MULTILINE) == [log]
    assert re.findall(r"\broll_\w+", text("Caddyfile")) == ["roll_disabled"]
    assert "copytruncate" in rules_of("logrotate-caddy"), "Caddy writes on into the file it has opened"


def test_the_proxies_cut_the_end_of_an_address_and_what_follows_a_question_mark():
    assert "$portal_v4.0;" in text("nginx.conf")
    assert '\'$portal_visitor [$time_iso8601] "$request_method $portal_path"' in text("nginx.conf")
    assert "ipv4 24" in text("Caddyfile")
    assert "[?].*$" in text("Caddyfile")
