"""Logging in with a second step: an app without any script, and passkeys of a virtual device."""

from base64 import b32decode
from io import BytesIO
from itertools import product

import pytest
import zxingcpp
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp_webauthn.models import WebAuthnCredential
from PIL import Image
from playwright.sync_api import expect

from accounts.models import LoginEvent, SecondFactorRule
from tests.browser.accessibility import violations_everywhere
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.news import ArticleFactory
from tests.logging_in import PASSWORD, code_of, with_app

WORDS = "Ein „neuer“ Titel & <mehr>"


def type_password(page, user):
    page.locator("#id_username").fill(user.email)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("#login-form input[type=submit]").click()


def type_code(page, code):
    page.locator("#id_code").fill(code)
    page.locator("form:has(#id_code) input[type=submit]").click()


def test_an_app_is_set_up_and_used_without_script(empty_site, plain_page):
    user = UserFactory()
    page = plain_page
    page.goto("/admin/")
    type_password(page, user)
    page.locator(".admin-own__name").click()
    page.get_by_role("link", name="Ihr Zugang").click()
    page.get_by_role("link", name="App einrichten").click()
    page.locator("summary").click()
    key = page.locator(".access-key").inner_text().replace(" ", "")
    app = TOTPDevice(key=b32decode(key).hex())
    type_code(page, code_of(app))
    page.wait_for_url("**/admin/access/codes/")
    page.locator("main form input[type=submit]").click()
    expect(page.locator(".access-codes code")).to_have_count(10)
    codes = page.locator(".access-codes code").all_inner_texts()
    log_out(page)
    page.goto("/admin/")
    type_password(page, user)
    type_code(page, codes[0])
    page.locator(".admin-own__name").wait_for()
    assert "übrig sind 9" in page.locator(".messagelist").inner_text()


def test_the_qr_code_as_the_page_shows_it_holds_the_key(empty_site, page):
    page.goto("/admin/")
    type_password(page, UserFactory())
    page.locator(".admin-own__name").wait_for()
    page.goto("/admin/access/app/")
    address = page.locator("a[href^='otpauth:']").get_attribute("href")
    for width, scheme in product((390, 1440), ("light", "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        shown = page.locator(".access-code svg").screenshot()
        read = [code.text for code in zxingcpp.read_barcodes(Image.open(BytesIO(shown)))]
        assert read == [address], (width, scheme)


# --- Passkeys; browsers know them for names only, so the portal is opened at localhost


@pytest.fixture
def at_localhost(new_context, address, watch, settings):
    """A page with a device that makes passkeys and confirms them by itself."""
    port = address.rsplit(":", 1)[1]
    watch.host = f"localhost:{port}"
    settings.OTP_WEBAUTHN_ALLOWED_ORIGINS = [f"http://localhost:{port}"]
    settings.OTP_WEBAUTHN_RP_ID = "localhost"
    page = new_context(
        base_url=f"http://localhost:{port}", viewport={"width": 1440, "height": 900}
    ).new_page()
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return page


def add_passkey(page, user):
    page.goto("/admin/")
    type_password(page, user)
    page.locator(".admin-own__name").wait_for()
    page.goto("/admin/access/")
    page.get_by_role("button", name="Passkey einrichten").click()
    page.locator(".access-devices li").wait_for()


def log_out(page):
    page.locator(".admin-own__name").click()
    page.locator("#logout-form button").click()
    page.get_by_text("Erneut anmelden").first.wait_for()


def test_a_passkey_is_set_up_and_is_the_second_step(empty_site, at_localhost):
    user, page = UserFactory(), at_localhost
    add_passkey(page, user)
    assert WebAuthnCredential.objects.get().user == user
    log_out(page)
    page.goto("/admin/")
    type_password(page, user)
    page.get_by_role("button", name="Passkey benutzen").click()
    page.locator(".admin-own__name").wait_for()
    assert page.url.endswith("/admin/")


def test_a_passkey_alone_logs_in(empty_site, at_localhost):
    user, page = UserFactory(), at_localhost
    add_passkey(page, user)
    log_out(page)
    page.goto("/admin/login/?next=/admin/hilfe/")
    page.get_by_role("button", name="Mit einem Passkey anmelden").click()
    page.locator(".admin-own__name").wait_for()
    assert page.url.endswith("/admin/hilfe/")
    assert LoginEvent.objects.filter(kind="logged_in", user=user).count() == 2


def test_a_passkey_that_was_removed_opens_nothing_and_the_page_says_so(empty_site, at_localhost, watch):
    watch.expect("*the server responded with a status of 404*")
    user, page = UserFactory(), at_localhost
    add_passkey(page, user)
    log_out(page)
    WebAuthnCredential.objects.all().delete()
    page.goto("/admin/")
    page.get_by_role("button", name="Mit einem Passkey anmelden").click()
    page.locator("passkey-button [role=status]:not(:empty)").wait_for()
    assert page.locator("#login-form").is_visible()


def test_a_role_that_demands_it_is_content_with_a_passkey(empty_site, at_localhost):
    SecondFactorRule.objects.create(role="editor", is_needed=True)
    user, page = MembershipFactory(role="editor").user, at_localhost
    page.goto("/admin/")
    type_password(page, user)
    page.get_by_role("button", name="Stattdessen einen Passkey einrichten").click()
    page.locator(".admin-own__name").wait_for()
    assert WebAuthnCredential.objects.filter(user=user).count() == 1


def test_what_was_typed_survives_a_login_with_password_and_passkey(empty_site, at_localhost, watch):
    watch.expect("*the server responded with a status of 403*")
    user, page = UserFactory(administrator=True), at_localhost
    article = ArticleFactory(title_de="Alt")
    add_passkey(page, user)
    page.goto(f"/admin/news/article/{article.pk}/change/")
    page.locator("#id_title_de").fill(WORDS)
    page.context.clear_cookies(name="sessionid")
    page.locator("input[name=_save]").first.click()
    type_password(page, user)
    page.get_by_role("button", name="Passkey benutzen").click()
    page.locator("#id_title_de").wait_for()
    assert page.locator("#id_title_de").input_value() == WORDS


def test_at_an_address_of_digits_no_passkey_is_offered(empty_site, page):
    page.goto("/admin/")
    page.wait_for_function("Boolean(customElements.get('passkey-button'))")
    assert page.locator("passkey-button button").is_hidden()


# --- Accessibility


def test_every_page_of_the_login_is_accessible(empty_site, page, settings):
    user = UserFactory()
    app, codes = with_app(user), "/admin/access/codes/"
    found = []

    def look(where=""):
        found.extend(violations_everywhere(page, where or page.url))
        assert page.locator("h1:visible").count() == 1, where or page.url

    for address in ("login/", "password_reset/", "password_reset/done/", "reset/x/y/", "reset/done/"):
        page.goto(f"/admin/{address}")
        look()
    page.goto("/en/admin/login/")
    look()
    page.locator("#id_username").fill(user.email)
    page.locator("#id_password").fill("falsch")
    page.locator("#login-form input[type=submit]").click()
    page.locator(".errornote").wait_for()
    look("wrong password")
    page.goto("/admin/login/")
    type_password(page, user)
    page.locator("#id_code").wait_for()
    look("second step")
    type_code(page, "000000")
    page.locator(".errorlist").wait_for()
    look("wrong code")
    type_code(page, code_of(app))
    page.locator(".admin-own__name").wait_for()
    for address in ("", "app/", "codes/", f"remove/{app.persistent_id}/", "password/"):
        page.goto(f"/admin/access/{address}")
        look()
    page.goto(codes)
    page.locator("main form input[type=submit]").click()
    page.locator(".access-codes").wait_for()
    look("recovery codes")
    LoginEvent.objects.create(kind="failed", user=user, at=timezone.now())
    page.goto("/admin/password_change/")
    look()
    SecondFactorRule.objects.create(role="administrator", is_needed=True)
    page.context.clear_cookies()
    page.goto("/admin/login/")
    type_password(page, UserFactory(administrator=True))
    page.locator("#id_code").wait_for()
    look("to be set up")
    assert "\n".join(found) == ""
