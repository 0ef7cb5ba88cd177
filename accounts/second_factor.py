"""The second factor of a login: a code from an app, a passkey, or one of the recovery codes (docs/adr/0059).

Until it is given the user of the request is anonymous on every page (accounts.middleware). The
login page gets the user from `pending_user`.
"""

import time

from django.contrib.auth import login as auth_login
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.middleware.csrf import rotate_token
from django_otp import login as otp_login
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp_webauthn.models import WebAuthnCredential

from accounts import app_keys, audit, known_browser, login_throttle, recovery_codes, sessions
from accounts.audit import Kind
from accounts.models import AuthenticatorApp, RecoveryCode

PENDING_KEY = "second_factor_owed"
NEW_APP_KEY = "second_factor_new_key"
RECOVERY_NAME = "recovery codes"


def has_any(user):
    """Whether the user has a second factor. Recovery codes alone do not count."""
    return any(
        model.objects.filter(user=user, confirmed=True).exists()
        for model in (AuthenticatorApp, WebAuthnCredential)
    )


def is_missing(session, user):
    """Whether the session lacks it: a role requires one, or the user has one, or had at the time of the password.

    So a login with the password alone ends when a second factor is set up elsewhere.
    """
    is_asked = user.second_factor_needed or user.has_second_factor or bool(session.get(PENDING_KEY))
    return is_asked and not user.is_verified()


def pending_user(request):
    """Return the user who has given the password but not the second factor, else None."""
    request.user.is_authenticated  # noqa: B018  (evaluates the lazy user)
    return getattr(request.session, "pending_user", None)


def hide_user(request, user):
    """Make the request anonymous. The user is stored on the session object, which copies of the request share."""
    request.session.pending_user = user
    return AnonymousUser()


def password_accepted(request, user):
    """Log in after a correct password. Returns False if the second factor is pending."""
    auth_login(request, user)
    if not (user.second_factor_needed or has_any(user)):
        complete_login(request, user)
        return True
    request.session[PENDING_KEY] = True
    request.user = hide_user(request, user)
    return False


def complete_login(request, user, device=None):
    """Start the session after all steps of the login."""
    request.session.pending_user = None
    request.user = user
    if device is not None:
        verify_session(request, device)
        rotate_token(request)
    else:
        request.session.pop(PENDING_KEY, None)
    sessions.start_session(request.session)
    known_browser.remember_browser(request, user)
    audit.record_event(Kind.LOGGED_IN, user=user, request=request)


def verify_session(request, device):
    """Mark the session as verified; with more privileges it gets a new key."""
    otp_login(request, device)
    request.session.cycle_key()


def find_device(user, code):
    """Return the user's device that accepts this code, else None. A code works once, also with concurrent attempts."""
    code = "".join(code.split())
    if not code.isdecimal():
        return recovery_codes.consume_code(user, code)
    with transaction.atomic():
        for device in AuthenticatorApp.objects.filter(user=user, confirmed=True).select_for_update():
            if device.is_readable and device.verify_token(code):
                return device
    return None


def try_code(request, user, code):
    """Count and check a code: returns (device, None), or (None, when the next attempt is allowed, None: now)."""
    one = login_throttle.begin_attempt(request, user.email, "code")
    if one.blocked_until:
        return None, one.blocked_until
    device = find_device(user, code)
    if device is None:
        audit.record_failure(Kind.CODE_FAILED, one, user=user, request=request)
        return None, None
    one.succeeded()
    if isinstance(device, StaticDevice):
        audit.record_event(Kind.CODE_USED, user=user, request=request)
    return device, None


def has_only_unreadable_apps(user):
    apps = AuthenticatorApp.objects.filter(user=user, confirmed=True)
    return bool(apps) and not any(app.is_readable for app in apps)


def new_app(session, user):
    """Return an unsaved device; its key stays in the session until a code confirms it."""
    device = AuthenticatorApp(user=user, key=session.get(NEW_APP_KEY, ""), name="App")
    if not device.is_readable:
        device.key = session[NEW_APP_KEY] = app_keys.generate_key()
    return device


def confirm_app(request, user, code):
    """Save and return the app's device if the code matches, else None."""
    device = new_app(request.session, user)
    code = "".join(code.split())
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits)
    totp.time = time.time()
    if not code.isdecimal() or not totp.verify(int(code), device.tolerance):
        return None
    device.last_t, device.drift = totp.t(), totp.drift
    device.save()
    del request.session[NEW_APP_KEY]
    audit.record_event(Kind.FACTOR_ADDED, user=user, request=request)
    return device


def make_recovery_codes(request, user):
    """Replace all recovery codes; returns the new ones, which are shown once."""
    codes = recovery_codes.generate_codes()
    hashes = [recovery_codes.hashed(code) for code in codes]
    with transaction.atomic():
        device, _is_new = StaticDevice.objects.get_or_create(user=user, name=RECOVERY_NAME)
        device.recovery_codes.all().delete()  # the device stays: a login by one of its codes goes on
        RecoveryCode.objects.bulk_create(RecoveryCode(device=device, hash=hash) for hash in hashes)
        audit.record_event(Kind.CODES_MADE, user=user, request=request)
    return codes


def devices_of(user):
    """Return apps and passkeys, the oldest first."""
    found = [
        *AuthenticatorApp.objects.filter(user=user, confirmed=True),
        *WebAuthnCredential.objects.filter(user=user, confirmed=True),
    ]
    return sorted(found, key=lambda device: device.created_at)


def codes_left(user):
    return RecoveryCode.objects.filter(device__user=user).count()


def remove_device(request, user, device):
    """Delete a device; with the last one the recovery codes too."""
    with transaction.atomic():
        device.delete()
        if not has_any(user):
            StaticDevice.objects.filter(user=user).delete()
        audit.record_event(Kind.FACTOR_REMOVED, user=user, request=request)


def reset_second_factor(user, *, by=None, request=None):
    """Delete all devices and codes, for a user whose phone is lost; returns whether there were any."""
    with transaction.atomic():
        deleted = [
            model.objects.filter(user=user).delete()[0]
            for model in (AuthenticatorApp, WebAuthnCredential, StaticDevice)
        ]
        if not any(deleted):
            return False
        login_throttle.reset_throttle(user.email, "code")
        audit.record_event(Kind.FACTOR_RESET, user=user, by=by, request=request)
    return True
