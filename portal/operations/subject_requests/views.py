"""Admin page for data subject requests. The e-mail address is sent by POST, to keep it out of logs."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts.rights import rights_of
from formats.invisible_characters import ProhibitInvisibleMixin
from portal.models import Erasure
from portal.operations.subject_requests import erasing, export, text_search


class RequestForm(ProhibitInvisibleMixin, forms.Form):
    address = forms.EmailField(
        label=gettext_lazy("E-mail address of the person"),
        help_text=gettext_lazy(
            "As they write to you. Be sure that it is theirs: answer to this address only."
        ),
        error_messages={"required": gettext_lazy("Please type the address that the person asks about.")},
    )


class ErasureForm(RequestForm):
    is_sure = forms.BooleanField(
        label=gettext_lazy("Erase all of it. This cannot be taken back."),
        error_messages={
            "required": gettext_lazy("Please tick this box: what is erased cannot be brought back.")
        },
    )


@never_cache
@sensitive_post_parameters("address")
def request_view(request, site):
    """Show, export or erase a person's data. Administrators only: it spans all roles."""
    if not rights_of(request.user).is_administrator:
        raise PermissionDenied
    step = request.POST.get("step", "")
    form = (ErasureForm if step == "erase" else RequestForm)(request.POST if step else None)
    is_valid = form.is_valid()
    address = form.cleaned_data.get("address") if form.is_bound else None
    if is_valid and step in EXPORT_FORMATS:
        return export_response(export.collect_data(address), step)
    if is_valid and step == "erase" and try_to_erase(request, form, address):
        return redirect(request.path)
    found = export.collect_data(address) if address else None
    context = site.each_context(request) | {
        "title": _("A person asks about their data"),
        "form": form,
        "found": found,
        "told": export.export_text(found) if found else "",
        "unsent_mails": text_search.unsent_mails(found["address"]) if found else [],
        "erasures": Erasure.objects.all()[:10],
    }
    return TemplateResponse(request, "admin/subject_request.html", context)


EXPORT_FORMATS = {
    "text": (export.export_text, "text/plain; charset=utf-8", "txt"),
    "json": (export.export_json, "application/json", "json"),
}


def export_response(found, step):
    write, content_type, ending = EXPORT_FORMATS[step]
    name = f"{_('stored-data')}.{ending}"
    return HttpResponse(
        write(found),
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def try_to_erase(request, form, address):
    try:
        erasure = erasing.erase_person(address)
    except ValidationError as error:
        form.add_error("address", error)
        return False
    words = _("Erased, and noted without the address: %(count)d entries and mentions.")
    messages.success(request, words % {"count": sum(erasure.erased.values())})
    return True
