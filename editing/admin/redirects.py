from datetime import timedelta

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editing.admin.forms.desk import DeskAdminMixin
from editing.admin.forms.filters import ChoicesFilter
from importing.uploading import ImportAdminMixin, ImportForm
from publishing.models import Redirect
from publishing.redirect_import import import_redirects, line_warnings
from publishing.redirect_validation import check_new_address, parse_new_address, parse_old_address


class RedirectForm(forms.ModelForm):
    """Accepts addresses as copied from a browser; rejects targets that are old addresses themselves."""

    def clean_old_path(self):
        return parse_old_address(self.cleaned_data["old_path"].strip())

    def is_old(self, address):
        others = Redirect.objects.exclude(pk=self.instance.pk)
        return address == self.cleaned_data["old_path"] or others.filter(old_path=address).exists()

    def clean(self):
        cleaned = super().clean()
        old, new = cleaned.get("old_path"), (cleaned.get("new_path") or "").strip()
        if old is None or "new_path" in self.errors:
            return cleaned
        try:
            cleaned["new_path"] = parse_new_address(new) if new else ""
            self.state = check_new_address(cleaned["new_path"], self.is_old)
        except ValidationError as error:
            self.add_error("new_path", error)
        return cleaned


def one_year_ago():
    return timezone.localdate() - timedelta(days=365)


class UseFilter(ChoicesFilter):
    title = _("use")
    parameter_name = "use"
    narrowing = {
        "year": (_("used within a year"), lambda rows: rows.filter(last_used_on__gte=one_year_ago())),
        "unused": (_("not used for a year"), lambda rows: rows.unused_since(one_year_ago())),
        "never": (_("never used"), lambda rows: rows.filter(last_used_on=None)),
    }


class RedirectImportForm(ImportForm):
    model = Redirect
    file_help = _(
        "CSV whose first line names its columns, “old” and “new”, divided by semicolon, comma or tab, in UTF-8 or as "
        "Excel writes it. Old: an address of the former site such as /index.php?id=12, with or without its host. New: "
        "an address of this site such as /en/space-pool/1042/, or 410 for what is gone for good. At most 2 MB."
    )

    def import_content(self, dry_run):
        return import_redirects(self.cleaned_data["content"], dry_run=dry_run)


@admin.register(Redirect)
class RedirectAdmin(ImportAdminMixin, DeskAdminMixin, admin.ModelAdmin):
    form = RedirectForm
    import_form = RedirectImportForm
    import_title = _("Import old addresses")
    list_display = ["old_path", "leads_to", "origin", "last_used_on", "days_used", "created_at"]
    list_filter = [UseFilter, "origin"]
    search_fields = ["old_path", "new_path"]
    date_hierarchy = "created_at"
    fields = ["old_path", "new_path", "origin", ("days_used", "last_used_on"), "created_at"]
    readonly_fields = ["origin", "days_used", "last_used_on", "created_at"]

    @admin.display(description=_("new address"), ordering="new_path")
    def leads_to(self, redirect):
        return redirect.new_path or _("gone for good (410)")

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        Redirect.objects.filter(old_path=obj.new_path, new_path=obj.old_path).delete()  # prevents a loop
        for sentence in line_warnings(obj.old_path, form.state):
            messages.warning(request, sentence)
