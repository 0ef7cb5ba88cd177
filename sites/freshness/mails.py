"""The mails about checks: one for all objects of a contact, their deputy or the region's office."""

import re

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from accounts.office import region_office
from mailing import outbox
from mailing.stable_tokens import stable_token
from sites.freshness.links import request_url
from sites.models.check_rules import Stage
from sites.pool.presentation import place_label

STAGES_BY_URGENCY = (Stage.GONE, Stage.REGION, Stage.DEPUTY, Stage.SECOND, Stage.DUE, Stage.ALONG)
"""The order of a mail's sections; the first determines the subject."""

ROUTINE_STAGES = (Stage.DUE, Stage.ALONG)
"""Stages that the subject counts together if there is no more urgent one."""


def post_request_mail(check_request, lines, at):
    """Post the mail of a request within the caller's transaction. lines: (space, stage) of each object."""
    sections = []
    for stage in STAGES_BY_URGENCY:
        spaces = [mail_line(check_request, space, at) for space, own in lines if own == stage]
        if spaces:
            sections.append({"stage": stage.value, "lines": spaces})
    first = sections[0]["stage"]
    in_subject = len(lines) if first in ROUTINE_STAGES else len(sections[0]["lines"])
    subject, body = compose_mail(
        "request",
        asked=check_request,
        sections=sections,
        count=len(lines),
        first=first,
        told=in_subject,
        more=len(lines) - in_subject,
        link=request_url(check_request),
        expires_on=check_request.expires_on,
    )
    outbox.post(
        to=recipient_address(check_request.recipient),
        subject=subject,
        body=body,
        key=f"check-{stable_token(check_request, 'posted_at')}",
    )


def recipient_address(recipient):
    """Return the address of a contact, or of the region's office for None."""
    return recipient.email if recipient else region_office()[1]


def mail_line(check_request, space, at):
    """Return the context of an object in a mail. `contact` is set for recipients other than the contact."""
    return {
        "space": space,
        "place": place_label(space),
        "is_off": space.is_stale(at),
        "contact": space.contact if space.contact_id != check_request.recipient_id else None,
    }


def report_mail(report):
    """Return subject and body of the mail about a reported change."""
    path = reverse("admin:sites_reportedchange_change", args=[report.pk])
    subject, body = compose_mail(
        "report", report=report, space=report.space, admin_url=settings.SITE_URL + path
    )
    return {"subject": subject, "body": body}


def compose_mail(name, **context):
    """Return (subject, body) in the language of the administration."""
    context["site_url"] = settings.SITE_URL
    with translation.override(settings.LANGUAGE_CODE):
        subject = render_to_string(f"sites/freshness/mail/{name}_subject.txt", context)
        body = render_to_string(f"sites/freshness/mail/{name}.txt", context)
    return " ".join(subject.split()), re.sub(r"\n{3,}", "\n\n", body.strip()) + "\n"
