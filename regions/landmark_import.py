from pathlib import Path
from tempfile import TemporaryDirectory

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.utils.translation import gettext_lazy as _

from formats.invisible_characters import ProhibitInvisibleValidator
from importing.uploading import ImportForm
from regions.importing import import_landmarks
from regions.importing.landmarks import OPTIONAL_COLUMNS
from regions.models import Landmark


class LandmarkImportForm(ImportForm):
    model = Landmark
    max_megabytes = 3
    file_help = _(
        "CSV with the columns kind, name, code, lat, lon, source, as_of, precision_m; GeoJSON, GeoPackage, "
        "shapefile as ZIP, KML or GML with the same fields. Common columns of others (iata, ref) are known too. "
        "At most 3 MB."
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
        help_text=_("Only for a file that names none itself, for example 25833."),
    )
    source = forms.CharField(
        label=_("source"),
        required=False,
        max_length=255,
        validators=[ProhibitInvisibleValidator()],
        help_text=_("For rows that name none."),
    )
    as_of = forms.DateField(
        label=_("as of"), required=False, widget=AdminDateWidget, help_text=_("For rows that name no day.")
    )
    precision_m = forms.IntegerField(
        label=_("precision (m)"),
        required=False,
        min_value=1,
        max_value=999_999,
        help_text=_("How far the true place may be from the point, for rows that do not say."),
    )
    remove_missing = forms.BooleanField(
        label=_("delete landmarks of these kinds that the file does not hold"), required=False
    )

    @property
    def deletes(self):
        return self.cleaned_data["remove_missing"]

    def import_content(self, dry_run):
        options = {name: self.cleaned_data[name] or None for name in ("kind", "srid")}
        stated = {name: str(self.cleaned_data[name] or "") for name in OPTIONAL_COLUMNS}
        with TemporaryDirectory() as folder:
            path = Path(folder) / "landmarks"
            path.write_bytes(self.cleaned_data["content"])
            name = self.cleaned_data["file_name"]
            options |= {"dry_run": dry_run, "remove_missing": self.deletes}
            return import_landmarks(path, name=name, **options, **stated)
