"""What is asked of a quote before the public sees it: the portrait belongs to the partner, whose page has its words."""

from dataclasses import replace

from django.utils.translation import gettext as _

from publishing.checks import Problem, register
from publishing.checks.pictures import PORTRAIT_PX, alt_text, picture_itself, too_small
from quotes.models import Quote


@register(Quote)
def portrait(case):
    if case.obj.partner_id is None or case.obj.partner.portrait is None:
        return
    partner, name = case.obj.partner, _("The portrait")
    problems = [
        alt_text(case.obj, partner, "portrait_alt", name, "portrait_alt"),
        *picture_itself(partner.portrait, case.at, "", name),
        too_small(partner.portrait, PORTRAIT_PX, "upload", name),
    ]
    yield from (replace(problem, field="partner") for problem in problems if problem)


@register(Quote)
def consent(case):
    if case.obj.consent_on is None:
        words = _("It is not noted when the partner agreed to be quoted. Without consent no quote goes out.")
        yield Problem("consent_on", words, "consent_missing", is_error=True)
