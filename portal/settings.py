"""Settings of the portal. Everything an operator may change comes from the environment (table in README.md)."""

import os
import secrets
import tomllib
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _
from django_prose_editor.config import html_tags
from js_asset import static_lazy

from portal import environment, map_layers

# What the portal writes, people's data among it, is for the user who runs it alone (docs/operating.md).
os.umask(0o077)

BASE_DIR = Path(__file__).resolve().parent.parent
VERSION = tomllib.loads((BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
VAR_DIR = environment.folder("VAR_DIR", BASE_DIR / "var")
# A region's own look: `static/css/region.css`, `static/img/favicon.svg`, `templates/…` here win over ours.
LOOK_DIR = Path(os.environ.get("LOOK_DIR", VAR_DIR / "look"))
if os.environ.get("TMPDIR"):  # Python takes another folder without a word where this one cannot be used
    environment.folder("TMPDIR", "")

# The address visitors use decides what is secure: HTTPS redirect, HSTS and Secure cookies follow from its scheme.
_port = environment.whole_number("PORT", 8000, most=65535)
_site = environment.url("SITE_URL", f"http://127.0.0.1:{_port}")
SITE_URL = _site.geturl().rstrip("/")
# Gunicorn reads it by itself; here it is refused before anything is made.
environment.whole_number("WEB_CONCURRENCY", 2)
# Demo logins are made only where nobody else can reach them: neither by name nor by the address listened on.
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
IS_LOOPBACK = _site.hostname in _LOOPBACK and (os.environ.get("HOST") or "127.0.0.1") in _LOOPBACK
IS_HTTPS = _site.scheme == "https"

DEBUG = os.environ.get("DEBUG", "0") == "1"
INTERNAL_IPS = ["127.0.0.1"]


def _key(variable, file):
    """The key from the environment, else one made once under VAR_DIR and readable by its owner only."""
    if key := os.environ.get(variable):
        return key
    path = VAR_DIR / file
    if not path.exists():
        # Linked when it is whole: web server, worker and clock start at once, and each reads the same.
        part = path.with_suffix(f".{os.getpid()}")
        with os.fdopen(os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
        with suppress(FileExistsError):
            os.link(part, path)
        part.unlink()
    if not (key := path.read_text()):
        raise environment.InvalidSetting(
            f"{path} is empty. Put the key back into it, or delete the file for a new one."
        )
    return key


def _hosts(variable):
    """Host names from the environment, separated by commas."""
    return [host.strip().lower() for host in os.environ.get(variable, "").split(",") if host.strip()]


SECRET_KEY = _key("SECRET_KEY", "secret-key")
# Encrypts the keys of authenticator apps. Backups leave it out, so that one that is stolen opens no account.
SECOND_FACTOR_KEY = _key("SECOND_FACTOR_KEY", "second-factor-key").strip()
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"] if _site.hostname in _LOOPBACK else [_site.hostname]
ALLOWED_HOSTS += _hosts("ALLOWED_HOSTS")
# Names of a former site that lead here now; every address at them is sent on to SITE_URL (docs/adr/0043).
FORMER_HOSTS = _hosts("FORMER_HOSTS")
ALLOWED_HOSTS += FORMER_HOSTS
# Hosts of others that a redirect may lead to.
REDIRECT_HOSTS = _hosts("REDIRECT_HOSTS")
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "modeltranslation",
    "portal.administration.app.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.gis",
    "django.contrib.sitemaps",
    "django_filters",
    "django_prose_editor",
    "django_tasks_db",
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
    "django_otp_webauthn",
    "leaflet",
    "reversion",
    "database",
    "caching",
    "formats",
    "importing",
    "publishing",
    "regions",
    "mailing",
    "roads",
    "accounts",
    "editing",
    "news",
    "quotes",
    "sites",
    "projects",
    "investors",
    "portal",
]

MIDDLEWARE = [
    "portal.server.middleware.HeadMiddleware",
    "portal.server.middleware.ProbeMiddleware",
    "portal.server.tile_middleware.TileMiddleware",
    "portal.server.page_cache.PageCacheMiddleware",
    "portal.server.middleware.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.server.middleware.CompressionMiddleware",
    "portal.server.busy.BusyMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "publishing.middleware.RedirectMiddleware",
    "portal.server.busy.SessionMiddleware",
    "portal.server.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "accounts.middleware.LoginMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

FORM_RENDERER = "portal.form_renderer.FormRenderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [LOOK_DIR / "templates", BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.context_processors.site",
            ],
            "builtins": ["django.templatetags.i18n", "publishing.templatetags.icons"],
        },
    }
]

_DEFAULT_DATABASE = f"spatialite:///{VAR_DIR / 'portal.sqlite3'}"
DATABASES = {
    "default": environment.database(
        "DATABASE_URL", _DEFAULT_DATABASE, conn_max_age=60, conn_health_checks=True
    )
}
_database = DATABASES["default"]
if _database["ENGINE"].endswith("backends.postgresql"):
    _database["ENGINE"] = "django.contrib.gis.db.backends.postgis"
if _database["ENGINE"].endswith("postgis"):
    # Compiling the hundreds of expressions that count the filters costs more than it saves (docs/adr/0031).
    _database.setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")
    # Seconds until an unreachable server is reported.
    _database["OPTIONS"].setdefault("connect_timeout", 5)
if _database["ENGINE"].endswith("spatialite"):
    # Readers never wait for a writer (WAL); a writer waits its turn instead of failing (IMMEDIATE, timeout in s; a web
    # request waits less, see database.locking).
    # With up to 32 MB in memory (cache_size in kB, below zero) a pool of thousands is not read again for every count.
    _database["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;",
    }
    # Said aloud, for pytest-xdist knows only the plain SQLite engine and would make a file name of it.
    _database["TEST"] = {"NAME": os.environ.get("TEST_DATABASE", ":memory:")}
DEMO = environment.switch(
    "DEMO", _database["ENGINE"].endswith("spatialite")
)  # for a database that is made now
SPATIALITE_LIBRARY_PATH = "mod_spatialite"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "accounts.backends.PasswordBackend",
    "accounts.backends.PasskeyBackend",
    "accounts.backends.RoleBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"

# Seconds. A login ends after some time without a page, sooner where more could be done with it, and a day after it
# began (docs/adr/0058). The browser forgets the cookie then as well.
SESSION_ENGINE = "accounts.models.session"
SESSION_IDLE = 8 * 3600
SESSION_IDLE_ADMINISTRATORS = 3600
SESSION_COOKIE_AGE = 24 * 3600
KNOWN_BROWSER_AGE = 180 * 24 * 3600

# Second factors (docs/adr/0059). Guessing is throttled by accounts.login_throttle.
OTP_TOTP_THROTTLE_FACTOR = OTP_STATIC_THROTTLE_FACTOR = 0
OTP_TOTP_ISSUER = OTP_WEBAUTHN_RP_NAME = _site.hostname
# Browsers know passkeys for names only, over HTTPS or at localhost; a portal tried out at 127.0.0.1 has them there.
_has_passkeys = IS_HTTPS or _site.hostname == "localhost"
OTP_WEBAUTHN_RP_ID = _site.hostname if _has_passkeys else "localhost"
OTP_WEBAUTHN_ALLOWED_ORIGINS = [
    f"{_site.scheme}://{_site.netloc.lower()}" if _has_passkeys else f"http://localhost:{_site.port or 80}"
]
OTP_WEBAUTHN_EXCEPTION_LOGGER_NAME = ""  # what strangers send is no fault of ours

LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("German")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
MODELTRANSLATION_DEFAULT_LANGUAGE = "de"
MODELTRANSLATION_FALLBACK_LANGUAGES = ("de",)
TIME_ZONE = "Europe/Berlin"
USE_I18N = True
USE_TZ = True

# What we add to the text editor (publishing/richtext.py). None of it allows more HTML.
DJANGO_PROSE_EDITOR_EXTENSIONS = [
    {
        "js": [static_lazy("js/admin/rich-text.js")],
        "extensions": {name: html_tags([]) for name in ("Toolbar", "Marks", "Paste")},
    }
]

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [*([LOOK_DIR / "static"] if (LOOK_DIR / "static").is_dir() else []), BASE_DIR / "static"]
MEDIA_URL = "/medien/"
MEDIA_ROOT = VAR_DIR / "media"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
STORAGES = {
    "default": {"BACKEND": "publishing.storage.WholeFileStorage"},
    "staticfiles": {"BACKEND": "portal.server.storage.ModuleManifestStorage"},
}
if DEBUG:
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_MAX_AGE = 3600

# Shared by the processes, for what can be made again at any time. What must be counted once stands in the database.
CACHES = {"default": environment.cache("CACHE_URL", VAR_DIR / "cache" / "pages")}
# Where a caching proxy is purged (portal.server.purging).
PROXY_PURGE_URL = environment.optional_url("PROXY_PURGE_URL")
# Pages for readers are kept until they would look otherwise (docs/adr/0071). Templates that are just edited are not.
CACHES_PAGES = not DEBUG
# Apps and models of which no public page shows anything: a change of theirs leaves what is kept as it is.
CACHING_UNSEEN = {
    *("admin", "auth", "contenttypes", "django_tasks_database", "reversion", "caching"),
    *("otp_static", "otp_totp", "django_otp_webauthn", "importing", "mailing", "editing"),
    *("accounts.brake", "accounts.user", "accounts.user_groups", "accounts.user_user_permissions"),
    *("accounts.membership", "accounts.loginevent", "accounts.secondfactorrule"),
    *("accounts.recoverycode", "accounts.session"),
    *("publishing.redirect", "sites.issuednumber", "sites.checkrequest", "sites.checkquestion"),
    *("sites.reportedchange", "investors", "portal.feedback", "portal.erasure"),
}
# An index with non-key columns is for PostgreSQL (sites.Space); SQLite leaves it out, as it should.
SILENCED_SYSTEM_CHECKS = ["models.W040"]
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

if _mail := environment.mail_server("EMAIL_URL"):
    MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {
                "host": _mail.hostname,
                "port": _mail.port or 25,
                "username": unquote(_mail.username or ""),
                "password": unquote(_mail.password or ""),
                "use_tls": _mail.scheme == "smtp+tls",
                "use_ssl": _mail.scheme == "smtps",
                "timeout": 20,
            },
        }
    }
else:
    # Without a mail server every mail is a file the operator can read.
    MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "OPTIONS": {"file_path": VAR_DIR / "mail"},
        }
    }
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "portal@example.org")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

BASEMAP_DIR = VAR_DIR / "basemap"  # made again by `make basemap`, so no backup holds it
ROADS_DIR = VAR_DIR / "roads"  # the same by `make roads`

# External map layers, loaded only on request of the visitor (portal/map_layers.py).
_layers = map_layers.read_map_layers(
    environment.file("MAP_LAYERS", LOOK_DIR / "map-layers.toml", Path(__file__).with_name("map_layers.toml")),
    [code for code, _name in LANGUAGES],
)
MAP_TILE_LAYERS, MAP_OVERLAYS = _layers["base"], _layers["overlay"]
LEAFLET_CONFIG = {"TILES": [], "RESET_VIEW": False, "ATTRIBUTION_PREFIX": "", "FORCE_IMAGE_PATH": False}

_tile_hosts = sorted({layer["origin"] for layer in [*MAP_TILE_LAYERS, *MAP_OVERLAYS]})
# What no line allows is refused: a kind of content that comes to browsers later too.
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.NONCE],
    "img-src": [CSP.SELF, "data:", *_tile_hosts],
    "connect-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "frame-src": [CSP.SELF],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}

X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "portal.server.post_over_login.csrf_failure"
CSRF_COOKIE_AGE = None  # gone when the browser closes: only forms set it
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
# Only the operator knows whether every other host below this name speaks HTTPS too.
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = environment.switch("HSTS_SUBDOMAINS", False)
SECURE_REDIRECT_EXEMPT = [r"^gesundheit/(hintergrund/)?$"]
if IS_HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Who asked, and what, is erased so many days after the last change of an enquiry's state.
ENQUIRY_RETENTION_DAYS = environment.whole_number("ENQUIRY_RETENTION_DAYS", 730)
# Days until the proxy's log and backups are deleted. The portal deletes the backups that it names itself; the log is
# the proxy's (deploy/). The privacy notice names both.
LOG_DAYS = environment.whole_number("LOG_DAYS", 7)
BACKUP_DAYS = environment.whole_number("BACKUP_DAYS", 30)
REGION_OFFICE = "portal.feedback.office_address"  # the contact where none is named
RELEASES_SMALL_CHANGES = (
    "portal.models.releases_small_changes"  # whether editors change status and price at once
)
PRIVACY_NOTICE = "portal.legal.opening.is_notice_published"  # before it is, forms take nobody's data
PRIVACY_ROUTE = "portal:privacy"  # the page that says what becomes of people's data

# Days from one check of an object to the next, by market status; the administration sets others for each area.
CHECK_INTERVAL_DAYS = {"free": 180, "reserved": 90, "taken": 365}

# Uploads are verified against these before anything is decoded.
PICTURE_MAX_BYTES = 25 * 1024 * 1024
PICTURE_MAX_PIXELS = 36_000_000
DOCUMENT_MAX_BYTES = 50 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
FILE_UPLOAD_TEMP_DIR = VAR_DIR  # on the disk of the storage: to move a file there takes neither time nor room
FILE_UPLOAD_HANDLERS = ["publishing.uploads.UploadHandler"]
# A form of the administration has some 200 fields, and 17 more for each photo: Django's 1,000 would refuse an entry
# with fifty photos whole, and with it all that was typed. Readers' forms stay far below either figure.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "portal.server.log_lines.LineFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s: %(message)s",
            "datefmt": "%Y-%m-%d %H:%M:%S",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

if DEBUG:
    try:
        import debug_toolbar  # noqa: F401
    except ModuleNotFoundError:
        pass
    else:
        INSTALLED_APPS.append("debug_toolbar")
        MIDDLEWARE.insert(5, "debug_toolbar.middleware.DebugToolbarMiddleware")
