"""Steps left before the portal can go live, as sentences for the operator."""

from django.conf import settings

from accounts.models import User
from portal.models import Page, SiteProfile
from publishing.models import Picture
from regions.models import Area

REQUIRED_PAGES = (Page.Key.IMPRINT, Page.Key.PRIVACY, Page.Key.ACCESSIBILITY)
"""Pages required by law."""


def missing_steps():
    """Return the missing steps in order; none for a demo on loopback."""
    has_samples = Picture.objects.filter(is_sample=True).exists()
    if has_samples and settings.IS_LOOPBACK:
        return []
    return [*_people(), *_region(has_samples), *_mail()]


def _people():
    if not User.objects.administrators().exists():
        yield "Nobody can log in yet. Make the first administrator in another window: make admin"


def _region(has_samples):
    if has_samples:
        yield "Sample content of the demo is here. Take it away: scripts/manage remove_demo"
    if not Area.objects.exists():
        yield "The map has no areas. Import them: scripts/manage import_areas FILE (docs/another-region.md)"
    profile = SiteProfile.objects.filter(pk=1).first()
    if profile is None or not profile.email:
        yield "Name, address and e-mail of the region are missing: administration, “Name and address of the region”"
    published = set(Page.objects.published().values_list("key", flat=True))
    if unwritten := [key.value for key in REQUIRED_PAGES if key not in published]:
        yield f"Pages not published yet: {', '.join(unwritten)}. Administration, “Pages”"


def _mail():
    if "host" not in settings.MAILERS["default"]["OPTIONS"]:
        yield "Mails are only written to files. Set EMAIL_URL, then try it: make test-mail TO=you@example.org"
    elif settings.DEFAULT_FROM_EMAIL == "portal@example.org":
        yield "Mails bear the sender portal@example.org. Set DEFAULT_FROM_EMAIL"
