"""Import in the admin: upload a file, preview the result, confirm."""

import base64
import binascii

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from importing.kinds import import_kind, may_import
from importing.models import ImportRun
from importing.recording import run_import
from importing.reports import ImportFault

MEGABYTE = 1024 * 1024


class ImportForm(forms.Form):
    """Takes the file as upload first, then as a hidden field, so that nothing is stored between the two steps.

    Subclasses set `model` and the limits, may add options, and implement `import_content`.
    """

    model = None
    max_megabytes = 2
    file_help = ""

    file = forms.FileField(label=_("file"), required=False)
    content = forms.CharField(required=False, widget=forms.HiddenInput)
    file_name = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = self.file_help

    def import_content(self, dry_run):
        """Import `cleaned_data["content"]` and return the report. Raises ImportFault."""
        raise NotImplementedError

    @property
    def deletes(self):
        """Whether rows missing from the file are deleted, which requires the delete permission."""
        return False

    def clean(self):
        cleaned = super().clean()
        upload = cleaned.get("file")
        if upload:
            cleaned["file_name"] = upload.name
        try:
            content = (
                upload.read(self.max_megabytes * MEGABYTE + 1)
                if upload
                else base64.b64decode(cleaned.get("content", ""), validate=True)
            )
        except (binascii.Error, ValueError):
            content = b""
        if len(content) > self.max_megabytes * MEGABYTE:
            most = {"most": self.max_megabytes}
            self.add_error(
                "file", _("The file is larger than %(most)d MB. Please import it with the command.") % most
            )
        elif not content and not self.errors:
            self.add_error("file", _("Please choose a file."))
        cleaned["content"] = content
        return cleaned

    def run(self, user, dry_run):
        """Return the import's report, or None after adding the error to the file field."""
        try:
            return run_import(
                self.import_content, self.model, self.cleaned_data["file_name"], user=user, dry_run=dry_run
            )
        except ImportFault as fault:
            self.add_error("file", str(fault))
            return None

    @property
    def confirmation(self):
        """(name, value) of the hidden fields that the button “Import” sends: the same file and options."""
        options = {name: self.data[name] for name in self.fields if name in self.data and name != "file"}
        content = base64.b64encode(self.cleaned_data["content"]).decode()
        return (options | {"content": content, "file_name": self.cleaned_data["file_name"]}).items()


class ImportAdminMixin:
    """Add the import view to a ModelAdmin; list it before the admin's base class."""

    import_form = None
    import_title = ""
    change_list_template = "admin/importing/change_list.html"

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_import"
        return [path("import/", self.admin_site.admin_view(self.import_view), name=name), *super().get_urls()]

    def may_import(self, request):
        return may_import(request.user, self.model)

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(
            request, {"may_import": self.may_import(request)} | (extra_context or {})
        )

    def import_view(self, request):
        if not self.may_import(request):
            raise PermissionDenied
        report = None
        is_sent = request.method == "POST"
        form = self.import_form(request.POST, request.FILES) if is_sent else self.import_form()
        if is_sent and form.is_valid():
            if form.deletes and not self.has_delete_permission(request):
                raise PermissionDenied
            waiting = self.count_unsettled_runs()
            report = form.run(request.user, dry_run="confirm" not in request.POST)
            if report and not report.dry_run:
                link = format_html(
                    '<a href="{}">{}</a>', self.runs_url(), _("All imports with their reports")
                )
                messages.success(request, format_html("{} {}", report.summary, link))
            if waiting and not self.count_unsettled_runs():
                self.notify_cleared(request, waiting)
            if report and not report.dry_run:
                return redirect(
                    f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_changelist"
                )
        context = self.admin_site.each_context(request) | {
            "title": self.import_title,
            "opts": self.opts,
            "form": form,
            "report": report,
            "runs_url": self.runs_url(),
        }
        return TemplateResponse(request, "admin/importing/import.html", context)

    def count_unsettled_runs(self):
        """Count the imports of this kind that the start page lists as unsettled."""
        return ImportRun.objects.filter(kind=import_kind(self.model)).unsettled(timezone.now()).count()

    def notify_cleared(self, request, count):
        words = ngettext(
            "The notice about one earlier import that failed or was not finished is cleared.",
            "The notice about %(count)s earlier imports that failed or were not finished is cleared.",
            count,
        )
        messages.info(request, words % {"count": count})

    def runs_url(self):
        return f"{reverse(f'{self.admin_site.name}:importing_importrun_changelist')}?kind={import_kind(self.model)}"
