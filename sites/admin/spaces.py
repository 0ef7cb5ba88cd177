"""Plots and halls: each with the fields of its kind only."""

from django.contrib import admin, messages
from django.db.models import Prefetch
from django.forms.widgets import Script
from django.template.response import TemplateResponse
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from editing.admin.base import PublishableAdmin
from editing.admin.forms.cells import state_badge, two_lines
from editing.admin.forms.filters import PhotoFilter, RelatedOnlyFilter
from editing.admin.forms.languages import in_languages
from editing.admin.forms.topics import (
    FoldedFormMixin,
    FormTopic,
    is_part,
    keep_topics_open,
    open_topics,
    topics_context,
)
from editing.admin.release.publishable_form import PublishableForm
from formats.templatetags.typography import area as spell_area
from formats.templatetags.typography import km as spell_km
from regions.models import Area
from regions.querysets import GEOMETRY_FIELDS
from sites.admin.boundaries import warn_large_boundary
from sites.admin.completeness import BoundaryFilter, CompletenessFilter, completeness_context, filled_in
from sites.admin.filters import DistrictFilter, EnergyFilter, FreshnessFilter
from sites.admin.freshness import FreshnessAdminMixin
from sites.admin.inlines import DistanceInline, DocumentInline, OfferInline, SpacePhotoInline, UtilityInline
from sites.admin.search import SpaceSearchMixin
from sites.choices import Kind
from sites.facts import FACTS
from sites.facts.layout import FORM
from sites.models import Hall, Plot, Space
from sites.models.children import batch_denormalisation
from sites.pool.market_chart import market_chart


def fact_topics(kind):
    """Return a topic for each group of facts of the kind."""
    return [
        FormTopic(group.name, group.title, tuple(form_row(row) for row in rows))
        for group in FORM
        if (rows := group.rows(kind))
    ]


def form_row(facts):
    """As Django's fieldsets take it: a name, or a tuple of names for one line."""
    names = [column for name in facts for column in FACTS[name].columns]
    return tuple(names) if len(names) > 1 else names[0]


class SpaceForm(FoldedFormMixin, PublishableForm):
    constraint_fields = PublishableForm.constraint_fields | {
        "space_area_positive": "area",
        "space_divisible_from_within_area": "divisible_from",
        "space_site_coverage_between_0_and_1": "site_coverage_ratio",
        "space_boundary_valid": "boundary",
    }


VISIBILITY_FIELDS = (
    ("published_from", "published_until"),
    "visibility",
    "is_sample",
    ("first_published_at", "updated_at"),
    "checked_by",
    "check_plan",
    "check_history",
)


def form_topics(kind):
    place = (
        "area_check",
        "municipality_found",
        ("municipality_is_fixed", "municipality"),
        "computed_distances",
    )
    return [
        FormTopic("description", _("Description"), tuple(in_languages("description", "situation"))),
        FormTopic("place", _("Place in detail"), place),
        *fact_topics(kind),
        FormTopic("utilities", _("Utilities"), inlines=(UtilityInline,)),
        FormTopic("distances", _("Distances by road, typed by hand"), inlines=(DistanceInline,)),
        FormTopic("documents", _("Documents"), inlines=(DocumentInline,)),
        FormTopic("belonging", _("Business park and organisation"), ("park", "steward")),
        FormTopic("publication", _("Visibility and freshness"), VISIBILITY_FIELDS),
        FormTopic("over_time", _("Over time"), ("over_time",), stored_only=True),
    ]


class SpaceAdmin(SpaceSearchMixin, FreshnessAdminMixin, PublishableAdmin):
    form = SpaceForm
    change_form_template = "admin/sites/space_change_form.html"
    inlines = [SpacePhotoInline, OfferInline, UtilityInline, DistanceInline, DocumentInline]
    first_inlines = inlines[:2]
    duplicated_rows = ["offers", "utilities", "distances", "photos"]
    fields_not_duplicated = ["boundary", "number", "external_reference", *FreshnessAdminMixin.planned_fields]
    actions = [*PublishableAdmin.actions, "confirm"]
    autocomplete_fields = ["park", "contact", "steward", "municipality"]
    readonly_fields = [
        *PublishableAdmin.readonly_fields,
        "number",
        "area_check",
        "municipality_found",
        "computed_distances",
        "over_time",
        *FreshnessAdminMixin.readonly_fields,
    ]
    search_fields = [
        "=number",
        *Space.searched_by_editors,
        "municipality__name",
        "park__name_de",
        "contact__name",
    ]
    list_display = ["picture", "title", "size", "states", filled_in, "checked", "next_check"]
    list_display_links = ["title"]
    list_filter = [
        "workflow_state",
        "marketing_status",
        FreshnessFilter,
        DistrictFilter,
        CompletenessFilter,
        PhotoFilter,
        BoundaryFilter,
        *PublishableAdmin.list_filter[1:],
        ("steward", RelatedOnlyFilter),
    ]
    search_help_text = _("Number, name, street, place, parcel, contact or the owner's reference.")

    class Media:
        js = [Script("js/elements/space-completeness.js", type="module")]

    def get_queryset(self, request):
        queryset = super().get_queryset(request)
        if request.resolver_match.url_name.endswith("_changelist"):
            places = Area.objects.defer(*GEOMETRY_FIELDS)
            queryset = queryset.defer(
                "boundary", "location", "public_location", "search_text"
            ).prefetch_related(Prefetch("municipality", places))
        return queryset

    def get_fieldsets(self, request, obj=None):
        opened = [topic.fieldset for topic in open_topics(self, request, obj) if topic.fields]
        return opened if is_part(request) else [*self.first_fieldsets(obj), *opened]

    def first_fieldsets(self, obj):
        """The main fields, always open; `workflow_state` is hidden and set by the buttons."""
        return [
            (None, {"fields": [*(["number"] if obj else []), *in_languages("name")]}),
            (
                _("Place"),
                {
                    "fields": [*self.shapes, ("address", "postcode", "discloses_address")],
                    "classes": ["place"],
                },
            ),
            (
                _("Size, status, contact"),
                {
                    "fields": [
                        ("area", "divisible_from", "marketing_status", "available_from"),
                        ("contact", "data_as_of"),
                        "workflow_state",
                    ]
                },
            ),
        ]

    def get_inlines(self, request, obj):
        opened = [inline for topic in open_topics(self, request, obj) for inline in topic.inlines]
        return opened if is_part(request) else [*self.first_inlines, *opened]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if is_part(request):
            return TemplateResponse(request, "admin/topic_part.html", context)
        if add or self.has_change_permission(request, obj):  # who only looks has no fields to be led to
            context |= completeness_context(context)
        answer = super().render_change_form(request, context, add, change, form_url, obj)
        answer.context_data |= topics_context(self, request, answer.context_data, obj)
        return answer

    def response_add(self, request, obj, post_url_continue=None):
        return keep_topics_open(self, request, obj, super().response_add(request, obj, post_url_continue))

    def response_change(self, request, obj):
        return keep_topics_open(self, request, obj, super().response_change(request, obj))

    def write_related(self, request, form, formsets, change):
        with batch_denormalisation():
            super().write_related(request, form, formsets, change)
        warn_large_boundary(request, form)
        if form.instance.area_differs:
            messages.warning(request, self.area_check(form.instance))

    @admin.display(description=_("area drawn and typed"))
    def area_check(self, space):
        difference = space.area_difference if space else None
        if difference is None:
            return _("Compared as soon as a boundary is drawn and the area is typed.")
        words = _("Drawn {drawn}, typed {typed}: a difference of {percent} %.").format(
            drawn=spell_area(space.boundary.area),
            typed=spell_area(space.stated_area),
            percent=number_format(round(abs(difference) * 100)),  # number_format alone cuts off
        )
        return f"{words} {_('Please check both.')}" if space.area_differs else words

    @admin.display(description=_("municipality found"))
    def municipality_found(self, space):
        if space is None or not space.municipality:
            return _("None yet. It is found from the point when you save.")
        fixed = _("chosen by hand") if space.municipality_is_fixed else _("found from the point")
        return f"{space.municipality} ({fixed})"

    @admin.display(description=_("distances as the crow flies"))
    def computed_distances(self, space):
        rows = space.distances.computed() if space and space.pk else []
        if not rows:
            return _("Measured to the nearest landmark of each kind when you save.")
        return format_html_join(
            "",
            "<div>{}: {} ({})</div>",
            ((row.get_kind_display(), spell_km(row.km), row.name) for row in rows),
        )

    def history_chart(self, space):
        return self.over_time(space)

    @admin.display(description=_("status, price and area over time"))
    def over_time(self, space):
        return market_chart(space)

    @admin.display(description=_("property"), ordering="number")
    def title(self, space):
        return two_lines(space, space.municipality)

    @admin.display(description=_("Area"), ordering="area")
    def size(self, space):
        return spell_area(space.area) if space.area else "–"

    @admin.display(description=_("status"), ordering="marketing_status")
    def states(self, space):
        return format_html(
            '<div class="admin-states">{}{}</div>',
            state_badge(space.marketing_status, space.get_marketing_status_display()),
            state_badge(space.workflow_state, space.get_workflow_state_display()),
        )


@admin.register(Plot)
class PlotAdmin(SpaceAdmin):
    shapes = ("boundary", "location")  # on the map of the first
    topics = form_topics(Kind.PLOT)


@admin.register(Hall)
class HallAdmin(SpaceAdmin):
    list_filter = [*SpaceAdmin.list_filter, EnergyFilter]
    shapes = ("location", "boundary")
    topics = form_topics(Kind.HALL)
