"""The administration's way to import landmarks: upload, look at what would happen, confirm."""

import base64
import binascii
from pathlib import Path
from tempfile import TemporaryDirectory

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from regions.importing import ImportFault, import_landmarks
from regions.models import Landmark

MOST_BYTES = 3 * 1024 * 1024


class LandmarkImportForm(forms.Form):
    """The file comes by upload first; then it travels in the page, so that nothing is kept between the two steps."""

    file = forms.FileField(
        label=_("file"),
        required=False,
        help_text=_(
            "CSV with the columns kind, name, code, lat, lon, source, as_of, precision_m; GeoJSON or GeoPackage with "
            "the same fields. At most 3 MB."
        ),
    )
    kind = forms.ChoiceField(
        label=_("kind"),
        required=False,
        choices=[("", "–"), *Landmark.Kind.choices],
        help_text=_("For rows that name none."),
    )
    srid = forms.IntegerField(
        label=_("EPSG code"),
        required=False,
        min_value=1024,
        max_value=999_999,
        help_text=_("Only for a GeoPackage that names none itself, for example 25833."),
    )
    remove_missing = forms.BooleanField(
        label=_("delete landmarks of these kinds that the file does not hold"), required=False
    )
    content = forms.CharField(required=False, widget=forms.HiddenInput, max_length=MOST_BYTES * 2)

    def clean(self):
        cleaned = super().clean()
        upload = cleaned.get("file")
        if upload and upload.size > MOST_BYTES:
            self.add_error("file", _("The file is larger than 3 MB. Please import it with the command."))
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
        options = {name: self.cleaned_data[name] or None for name in ("kind", "srid")}
        with TemporaryDirectory() as folder:
            path = Path(folder) / "landmarks"
            path.write_bytes(self.cleaned_data["content"])
            try:
                return import_landmarks(
                    path,
                    dry_run=dry_run,
                    remove_missing=self.cleaned_data["remove_missing"],
                    **options,
                )
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
    form = LandmarkImportForm(request.POST, request.FILES) if is_sent else LandmarkImportForm()
    if is_sent and form.is_valid():
        if form.cleaned_data["remove_missing"] and not model_admin.has_delete_permission(request):
            raise PermissionDenied
        report = form.run(dry_run="confirm" not in request.POST)
        if report and not report.dry_run:
            messages.success(request, report.summary)
            return redirect(f"{model_admin.admin_site.name}:regions_landmark_changelist")
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Import landmarks"),
        "opts": model_admin.opts,
        "form": form,
        "report": report,
    }
    return TemplateResponse(request, "admin/regions/landmark/import.html", context)
