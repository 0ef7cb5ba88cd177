"""Checks of quotes before publication; problems with the portrait are reported for the partner."""

from dataclasses import replace

from django.utils.translation import gettext as _

from publishing.checks import Problem, register_check
from publishing.checks.pictures import MIN_PORTRAIT_WIDTH, alt_text_problem, rights_problems, width_problem
from quotes.models import Quote


@register_check(Quote)
def portrait_problems(case):
    if case.obj.partner_id is None or case.obj.partner.portrait is None:
        return
    partner, name = case.obj.partner, _("The portrait")
    problems = [
        alt_text_problem(case.obj, partner, "portrait_alt", name, "portrait_alt"),
        *rights_problems(partner.portrait, case.at, "", name),
        width_problem(partner.portrait, MIN_PORTRAIT_WIDTH, "upload", name),
    ]
    yield from (replace(problem, field="partner") for problem in problems if problem)


@register_check(Quote)
def missing_consent(case):
    if case.obj.consent_on is None:
        words = _("It is not noted when the partner agreed to be quoted. Without consent no quote goes out.")
        yield Problem("consent_on", words, "consent_missing", is_error=True)
