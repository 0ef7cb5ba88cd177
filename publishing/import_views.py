"""The administration's way to import redirects: upload, look at what would happen, confirm."""

import base64
import binascii

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from publishing.importing import ImportFault, import_redirects

MOST_BYTES = 2 * 1024 * 1024


class RedirectImportForm(forms.Form):
    """The file comes by upload first; then it travels in the page, so that nothing is kept between the two steps."""

    file = forms.FileField(
        label=_("file"),
        required=False,
        help_text=_(
            "CSV with two columns, “old” and “new”, divided by semicolon, comma or tab, in UTF-8 or as Excel writes "
            "it. Old: an address of the former site such as /index.php?id=12, with or without its host. New: an "
            "address of this site, the number of an object, or 410 for what is gone for good. At most 2 MB."
        ),
    )
    content = forms.CharField(required=False, widget=forms.HiddenInput, max_length=MOST_BYTES * 2)

    def clean(self):
        cleaned = super().clean()
        upload = cleaned.get("file")
        if upload and upload.size > MOST_BYTES:
            self.add_error("file", _("The file is larger than 2 MB. Please import it with the command."))
            return cleaned
        try:
            content = upload.read() if upload else base64.b64decode(cleaned.get("content", ""), validate=True)
        except (binascii.Error, ValueError):
            content = b""
        if not content and not self.errors:
            self.add_error("file", _("Please choose a file."))
        cleaned["content"] = content
        return cleaned

    def run(self, dry_run):
        """The import's report, or None with the fault beside the file field."""
        try:
            return import_redirects(self.cleaned_data["content"], dry_run=dry_run)
        except ImportFault as fault:
            self.add_error("file", str(fault))
            return None

    @property
    def encoded(self):
        return base64.b64encode(self.cleaned_data["content"]).decode()


def import_view(request, model_admin):
    if not (model_admin.has_add_permission(request) and model_admin.has_change_permission(request)):
        raise PermissionDenied
    report = None
    is_sent = request.method == "POST"
    form = RedirectImportForm(request.POST, request.FILES) if is_sent else RedirectImportForm()
    if is_sent and form.is_valid():
        report = form.run(dry_run="confirm" not in request.POST)
        if report and not report.dry_run:
            messages.success(request, report.summary)
            return redirect(f"{model_admin.admin_site.name}:publishing_redirect_changelist")
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Import old addresses"),
        "opts": model_admin.opts,
        "form": form,
        "report": report,
    }
    return TemplateResponse(request, "admin/publishing/redirect/import.html", context)
