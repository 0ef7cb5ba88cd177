"""Pictures: described, credited, and allowed to be shown."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from formats.templatetags.typography import long_date
from publishing.checks import Problem, register_check
from publishing.models import PicturePlacement, Publishable

RIGHTS_WARNING_DAYS = 30
MIN_PHOTO_WIDTH, MIN_PORTRAIT_WIDTH = 1_000, 300
"""In px. Narrower pictures look blurred: they are shown up to 1,200 px wide, or 600 px on a dense screen."""


@register_check(Publishable)
def photo_problems(case):
    for relation in photo_relations(type(case.obj)):
        for number, (prefix, photo) in enumerate(case.rows(relation, "picture"), 1):
            if photo.picture_id is None:
                continue
            name = _("Photo %(number)d") % {"number": number}
            if not photo.decorative:
                yield alt_text_problem(case.obj, photo, f"{prefix}-alt", name)
            yield from rights_problems(photo.picture, case.at, prefix, name)
            yield width_problem(photo.picture, MIN_PHOTO_WIDTH, f"{prefix}-upload", name)


def photo_relations(model):
    """Return the names of the relations to PicturePlacements."""
    return [
        relation.get_accessor_name()
        for relation in model._meta.related_objects
        if issubclass(relation.related_model, PicturePlacement)
    ]


def alt_text_problem(obj, row, field, name, attribute="alt"):
    """Return the Problem with the alternative text, or None. `field`, `attribute`: without language suffix."""
    for language in [settings.LANGUAGE_CODE, *obj.translated_into]:
        if getattr(row, build_localized_fieldname(attribute, language)):
            continue
        column = build_localized_fieldname(field, language)
        if language == settings.LANGUAGE_CODE:
            words = _("%(picture)s has no alternative text: who does not see it learns nothing of it.")
            return Problem(column, words % {"picture": name}, "alt_missing", is_error=True)
        words = _("%(picture)s has its alternative text in German only.")
        return Problem(column, words % {"picture": name}, "alt_untranslated")
    return None


def width_problem(picture, least, field, name):
    """Return a Problem (a hint) if a picture is narrower than `least` px, else None."""
    words = width_warning(picture, least, name)
    return Problem(field, words, "picture_small") if words else None


def width_warning(picture, least, name):
    """Return the message for a picture narrower than `least` px; "" for any other."""
    if picture.width >= least:
        return ""
    words = _(
        "%(picture)s is %(width)s pixels wide and looks blurred where it is shown large. From %(least)s pixels it is "
        "sharp."
    )
    return words % {
        "picture": name,
        "width": number_format(picture.width, force_grouping=True),
        "least": number_format(least, force_grouping=True),
    }


def rights_problems(picture, at, prefix, name):
    """Yield Problems with credit and rights. `prefix` of the fields; "" for the form's own."""
    start = f"{prefix}-" if prefix else ""
    if not picture.credit.strip():
        words = _("%(picture)s does not say who made it. The author has a right to be named (§ 13 UrhG).")
        yield Problem(f"{start}credit", words % {"picture": name}, "credit_missing", is_error=True)
    if picture.rights_until is None:
        return
    today = timezone.localdate(at)
    day = long_date(picture.rights_until)
    if picture.rights_until < today:
        words = _("%(picture)s is not shown: its rights ended on %(day)s.")
        code = "rights_expired"
    elif picture.rights_until <= today + timedelta(days=RIGHTS_WARNING_DAYS):
        words = _("%(picture)s leaves the page soon: its rights end on %(day)s.")
        code = "rights_expiring"
    else:
        return
    yield Problem(f"{start}rights_until", words % {"picture": name, "day": day}, code)
