from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from editing.admin.base import WORKFLOW_FIELDSET, PublishableAdmin
from editing.admin.forms.filters import PhotoFilter
from editing.admin.forms.languages import in_languages, languages_of
from editing.admin.pictures.photos import PhotoInline
from editing.admin.release.publishable_form import PublishableForm
from projects.models import Project, ProjectPhoto


class ProjectForm(PublishableForm):
    constraint_fields = PublishableForm.constraint_fields | {"project_period_in_order": "ends_on"}


class ProjectPhotoInline(PhotoInline):
    model = ProjectPhoto


@admin.register(Project)
class ProjectAdmin(PublishableAdmin):
    form = ProjectForm
    inlines = [ProjectPhotoInline]
    duplicated_rows = ["photos"]
    list_display = ["picture", "title", "starts_on", "ends_on", "state", languages_of, "updated_at"]
    list_display_links = ["title"]
    search_fields = ["title_de", "title_en", "teaser_de", "partners", "places", "slug"]
    list_filter = [*PublishableAdmin.list_filter, PhotoFilter]
    prepopulated_fields = {"slug": ["title"]}
    autocomplete_fields = ["contact"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    *in_languages("title"),
                    *in_languages("teaser"),
                    ("starts_on", "ends_on"),
                    "body_de",
                    "slug",
                ]
            },
        ),
        WORKFLOW_FIELDSET,
        (_("Text in English"), {"classes": ["collapse"], "fields": ["body_en"]}),
        (
            _("Partners and funding"),
            {"classes": ["collapse"], "fields": ["partners", "places", *in_languages("funding"), "website"]},
        ),
        (_("Contact and order"), {"classes": ["collapse"], "fields": ["contact", "order"]}),
    ]
