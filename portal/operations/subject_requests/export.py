"""Collects what is stored about a person, as JSON and as readable text."""

import json
from datetime import date, datetime

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from formats.templatetags.typography import long_date, moment
from portal.operations.subject_requests import files, text_search
from portal.operations.subject_requests.data_sources import DATA_SOURCES

EXCLUDED_FIELDS = {
    *("password", "session_key", "session_data", "expire_date"),
    *("token", "submission", "snapshot", "is_sample", "tab", "revision"),
}
"""Credentials, and internal fields that are not about the person."""

LABELS = {
    "sender_mark": gettext_lazy("checksum of the IP address"),
    "done_at": gettext_lazy("done on"),
    "map_layers": gettext_lazy("maps chosen last"),
}
"""Of fields without a translated verbose name."""


def collect_data(address):
    """Return what is stored about the address: rows of DATA_SOURCES as "places", and counts of mentions elsewhere."""
    address = address.strip()
    rows = [(place, list(place.rows(address))) for place in DATA_SOURCES]
    known = {(place.model, row.pk) for place, own in rows for row in own}
    return {
        "address": address,
        "at": timezone.now(),
        "places": [
            {"name": place.name, "rows": [row_values(row) for row in own]} for place, own in rows if own
        ],
        "mentions": text_search.count_mentions(address, known),
        "files": sum(len(own) for _path, _others, own in files.mails_with(address)),
        "logs": len(files.logs_with(address)),
    }


def row_values(row):
    """Return {field label: value} of non-empty fields."""
    values = {}
    for field in row._meta.concrete_fields:
        value = field.value_from_object(row)
        if field.name in EXCLUDED_FIELDS or value in (None, "", [], {}):
            continue
        if field.is_relation:
            value = str(getattr(row, field.name))
        elif field.choices:
            value = str(getattr(row, f"get_{field.name}_display")())
        values[str(LABELS.get(field.name, field.verbose_name))] = value
    return values


def export_json(found):
    return json.dumps(found, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)


def export_text(found):
    lines = [
        _("What is stored about %(address)s") % {"address": found["address"]},
        _("as of %(time)s") % {"time": format_value(found["at"])},
        "",
    ]
    for place in found["places"]:
        for row in place["rows"]:
            lines += [
                place["name"],
                *(f"  {label}: {format_value(value)}" for label, value in row.items()),
                "",
            ]
    if found["mentions"] or found["files"] or found["logs"]:
        lines.append(_("The address is mentioned besides in:"))
        lines += [f"  {name}: {count}" for name, count in found["mentions"].items()]
        lines += [f"  {_('mails kept as files')}: {found['files']}"] if found["files"] else []
        lines += [f"  {_('log files')}: {found['logs']}"] if found["logs"] else []
    elif not found["places"]:
        lines.append(_("Nothing is stored about this address."))
    return "\n".join(lines).rstrip() + "\n"


def format_value(value):
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return moment(value)
    return long_date(value) if isinstance(value, date) else str(value)
