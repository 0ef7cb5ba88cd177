"""The publication period of an entry as a sentence, in Berlin time."""

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from formats.templatetags.typography import long_date, moment
from publishing.models import Publishable

State = Publishable.WorkflowState


def visibility_phrases():
    """Return the phrases; the form's script builds the same sentence from typed values (docs/adr/0044)."""
    return {
        "now": _("visible now"),
        "until": _("visible now, until %(until)s"),
        "from": _("visible from %(from)s"),
        "between": _("visible from %(from)s until %(until)s"),
        "over": _("off the site since %(until)s"),
        "held": _("Not on the site yet (%(state)s). Once released: %(phrase)s."),
        "held_now": _("visible immediately"),
        "held_until": _("visible immediately, until %(until)s"),
        "withdrawn": _("Withdrawn: not on the site."),
        "order": _("“Visible until” must be later than “visible from”."),
    }


def visibility_sentence(obj, at=None):
    """Return what the public sees of `obj` and when, by its stored dates."""
    at = at or timezone.now()
    words = visibility_phrases()
    if obj.workflow_state == State.WITHDRAWN:
        return words["withdrawn"]
    is_held = obj.workflow_state != State.PUBLISHED
    phrase = words[phrase_key(obj, at, is_held)] % {
        "from": moment(obj.published_from),
        "until": moment(obj.published_until),
    }
    if is_held:
        return words["held"] % {"state": obj.get_workflow_state_display(), "phrase": phrase}
    return with_confirmation_day(obj, f"{capfirst(phrase)}.", at)


def phrase_key(obj, at, is_held=False):
    until = obj.published_until
    if until and until <= at:
        return "over"
    if obj.published_from and obj.published_from > at:
        return "between" if until else "from"
    return ("held_" if is_held else "") + ("until" if until else "now")


def with_confirmation_day(obj, text, at):
    """Append the day by which the details must be confirmed, if there is one."""
    day = obj.confirm_until
    if day is None:
        return text
    if day < timezone.localdate(at):
        return _("Not on the site, because nobody confirmed the details by %(day)s.") % {
            "day": long_date(day)
        }
    more = _("It will be taken off the site after %(day)s unless the details are confirmed.")
    return f"{text} {more % {'day': long_date(day)}}"
