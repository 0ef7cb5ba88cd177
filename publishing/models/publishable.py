"""The base model for everything the portal publishes."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from database.fields import SearchTextField
from formats.folding import fold, plain_text
from publishing.models.moving import Movable
from publishing.querysets import PublishableQuerySet, is_empty
from publishing.richtext_placeholders import strip_placeholders


def untranslated_indexes(title, fields, prefix):
    """Return a partial index per language of rows without a title in it, for the count on the editors' start page.

    The state is a column and no condition: SQLite would evaluate the condition for every query that filters by state.
    """
    return [
        models.Index(
            fields=["workflow_state", *fields],
            condition=is_empty(build_localized_fieldname(title, code)),
            name=f"{prefix}_not_in_{code.replace('-', '_')}_idx",
        )
        for code, _name in settings.LANGUAGES
        if code != settings.LANGUAGE_CODE
    ]


class Publishable(models.Model):
    """An object with a workflow: draft, in review, published, withdrawn.

    Subclasses name the field that decides whether there is a translation (`title_field`) and the searched ones
    (`search_fields`); both without language suffix, the columns of all languages are used.
    """

    class WorkflowState(models.TextChoices):
        DRAFT = "draft", _("draft")
        IN_REVIEW = "in_review", _("in review")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")

    title_field = "title"
    search_fields = ()
    needed_for_release = ()
    """Fields that may be empty in a draft and are required on its page."""

    unreviewed_fields = {}
    """What editors may change without review if the region allows it: {"fields" or label of rows: field names}."""

    historic_date_fields = ()
    """Date fields that may be before 2000 (formats.days)."""

    latest_wins_fields = ()
    """Date fields that are also set outside the form, such as that of a check: of two values the later one wins."""

    expires_unasked = Q(pk__in=[])
    """What expires after `confirm_until` without a request for confirmation."""

    workflow_state = models.CharField(
        _("editorial state"),
        max_length=10,
        choices=WorkflowState,
        default=WorkflowState.DRAFT,
        help_text=_("Visitors see only what is “published”. “Withdrawn” takes it off the site again."),
    )
    published_from = models.DateTimeField(
        _("visible from"),
        null=True,
        blank=True,
        help_text=_("Shown on the site from this moment (Berlin time); leave empty to show it immediately."),
    )
    published_until = models.DateTimeField(
        _("visible until"),
        null=True,
        blank=True,
        help_text=_("Leaves the site at this moment (Berlin time); leave empty to keep it."),
    )
    confirm_until = models.DateField(
        _("to be confirmed by"),
        null=True,
        blank=True,
        help_text=_("If nobody confirms the details by this day, it leaves the site. Empty: no such date."),
    )
    first_published_at = models.DateTimeField(_("first published"), null=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last change"), auto_now=True)
    # Counts saves: detects a form that was opened at an older version (two editors on one object).
    version = models.PositiveIntegerField(default=0, editable=False)
    is_sample = models.BooleanField(
        _("sample content"),
        default=False,
        help_text=_("Marked as a sample on the site, and removed together with the demo region."),
    )
    search_text = SearchTextField(editable=False, blank=True)

    pending_changes = GenericRelation("editing.PendingChange")
    release_steps = GenericRelation("editing.ReleaseStep")

    objects = PublishableQuerySet.as_manager()

    class Meta:
        abstract = True
        default_permissions = ("add", "change", "delete", "view", "release")
        constraints = [
            models.CheckConstraint(
                condition=Q(published_from__isnull=True)
                | Q(published_until__isnull=True)
                | Q(published_until__gt=F("published_from")),
                name="%(app_label)s_%(class)s_period_in_order",
                violation_error_message=_("“Visible until” must be later than “visible from”."),
            )
        ]
        indexes = [
            models.Index(fields=["workflow_state", "-first_published_at"], name="%(class)s_published_idx"),
            *(
                models.Index(
                    fields=[field], condition=Q(**{f"{field}__isnull": False}), name=f"%(class)s_{name}_idx"
                )
                for field, name in {"published_from": "from", "published_until": "until"}.items()
            ),
        ]

    def save(self, *args, update_fields=None, **kwargs):
        self.version += 1
        self.first_published_at = self.first_publication()
        self.search_text = self.compose_search_text()
        if update_fields is not None:
            update_fields = {*update_fields, "version", "first_published_at", "search_text", "updated_at"}
        super().save(*args, update_fields=update_fields, **kwargs)

    def derive(self):
        """Compute stored values that depend on other fields and rows; called by `save()`."""

    def set_preview_slug(self):
        """Set a slug for a page rendered before the object is saved (editing.previewing.layers)."""

    def first_publication(self, at=None):
        """Return when the public could first see this; None if never. A future date may still change."""
        at = at or timezone.now()
        if self.first_published_at and self.first_published_at <= at:
            return self.first_published_at
        if self.workflow_state != self.WorkflowState.PUBLISHED:
            return None
        return max(at, self.published_from or at)

    def compose_search_text(self):
        words = (plain_text(strip_placeholders(str(value))) for value in self.search_values() if value)
        return fold(" ".join(words))

    def search_values(self):
        """Yield the searched texts: `search_fields` in every language. Subclasses add related values."""
        known = {field.name for field in self._meta.fields}
        for field in self.search_fields:
            if known.issuperset(build_localized_fieldname(field, code) for code, _name in settings.LANGUAGES):
                yield from in_all_languages(self, field)
            else:
                yield getattr(self, field)

    def is_published(self, at=None):
        """Apply the rule of `published()` to one object in memory."""
        at = at or timezone.now()
        return self.is_published_or_stale(at) and (
            self.confirm_until is None or self.confirm_until >= timezone.localdate(at)
        )

    def is_published_or_stale(self, at=None):
        """As is_published(), ignoring `confirm_until`."""
        at = at or timezone.now()
        return (
            self.workflow_state == self.WorkflowState.PUBLISHED
            and (self.published_from is None or self.published_from <= at)
            and (self.published_until is None or self.published_until > at)
        )

    def has_been_public(self, at=None):
        """Whether the public could see it at some time; then its URL is known and answers 410 when it is gone."""
        return self.first_published_at is not None and self.first_published_at <= (at or timezone.now())

    def language_of(self, field):
        """Return the language `field` is shown in: the active one if it is filled in, else the default language."""
        return language_of(self, field)

    @property
    def translated_into(self):
        """The default language, and those in which the title is filled in."""
        return [
            code
            for code, _name in settings.LANGUAGES
            if code == settings.LANGUAGE_CODE
            or getattr(self, build_localized_fieldname(self.title_field, code), None)
        ]

    @property
    def is_translated(self):
        return self.language_of(self.title_field) == (get_language() or settings.LANGUAGE_CODE).split("-")[0]


def language_of(thing, field):
    """Return the language in which a translated field is shown with the active language."""
    code = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
    return code if getattr(thing, build_localized_fieldname(field, code), None) else settings.LANGUAGE_CODE


def in_all_languages(thing, field):
    """Return the values of a translated field in all languages, independent of the active one."""
    return [getattr(thing, build_localized_fieldname(field, code)) for code, _name in settings.LANGUAGES]


PREVIEW_SLUG = "vorschau"
RESERVED_SLUGS = {"karte", "map", "feed", "archiv", "archive", "kategorie", "category", "liste", "list"}


def not_reserved(slug):
    if slug in RESERVED_SLUGS:
        raise ValidationError(
            _("“%(slug)s” is part of an address of this site. Choose another."), params={"slug": slug}
        )


class SluggedPublishable(Movable, Publishable):
    """A Publishable with one slug for all languages. Changing it creates redirects."""

    slug = models.SlugField(
        _("address"),
        max_length=120,
        unique=True,
        validators=[not_reserved],
        help_text=_(
            "The last part of the web address. If you change it, the old address leads to the new one."
        ),
    )

    class Meta(Publishable.Meta):
        abstract = True

    def has_known_address(self):
        return self.has_been_public()

    def set_preview_slug(self):
        self.slug = self.slug or PREVIEW_SLUG
