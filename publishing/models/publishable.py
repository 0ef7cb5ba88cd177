"""What "published" means, for everything the portal shows."""

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
    """Of what is released and has no title in a language, which the start page of the desk counts: one index for each
    language, empty where all is translated.

    The state is a column and no condition: SQLite would work out each question about a state again, to see whether the
    condition holds for what is asked.
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
    """A thing with a life of its own: draft, in review, published, withdrawn.

    Subclasses name the field that proves a translation (`title_field`) and those a search looks into
    (`search_fields`); both name the plain field, and every language's column is used.
    """

    class WorkflowState(models.TextChoices):
        DRAFT = "draft", _("draft")
        IN_REVIEW = "in_review", _("in review")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")

    title_field = "title"
    search_fields = ()
    needed_for_release = ()
    """Fields that a draft may leave empty, and its page cannot do without."""

    unreviewed_fields = {}
    """What an editor may change at once where the region lets them: {"fields" or label of rows: names of fields}."""

    historic_date_fields = ()
    """Those that may be older than our century (formats.days)."""

    latest_wins_fields = ()
    """Days that are set beside editing as well, such as that of a check: of two the later one stays, unasked."""

    expires_unasked = Q(pk__in=[])
    """What leaves the site after `confirm_until` although nobody is asked to confirm it."""

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
    # Counts the saves; a form that was opened at an older count is told so (two editors on one object).
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
            ),
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
        """Work out what is stored with it and follows from other fields and rows; `save()` does."""

    def set_preview_slug(self):
        """For a page that is made before it is stored (editing.previewing.layers)."""

    def first_publication(self, at=None):
        """When the public first could see this; None as long as it never could. A date ahead may still move."""
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
        """What a search finds this by: the search fields in every language. Subclasses add what is related."""
        known = {field.name for field in self._meta.fields}
        for field in self.search_fields:
            if known.issuperset(build_localized_fieldname(field, code) for code, _name in settings.LANGUAGES):
                yield from in_all_languages(self, field)
            else:
                yield getattr(self, field)

    def is_published(self, at=None):
        """The same rule as `published()`, asked of one object in memory."""
        at = at or timezone.now()
        return self.is_published_or_stale(at) and (
            self.confirm_until is None or self.confirm_until >= timezone.localdate(at)
        )

    def is_published_or_stale(self, at=None):
        """The same, had somebody confirmed what has to be confirmed."""
        at = at or timezone.now()
        return (
            self.workflow_state == self.WorkflowState.PUBLISHED
            and (self.published_from is None or self.published_from <= at)
            and (self.published_until is None or self.published_until > at)
        )

    def has_been_public(self, at=None):
        """Whether the public could see it at some time: then its address is known, and says when it is gone."""
        return self.first_published_at is not None and self.first_published_at <= (at or timezone.now())

    def language_of(self, field):
        """The language `field` is shown in: the present one when it is filled in, else the default language."""
        return language_of(self, field)

    @property
    def translated_into(self):
        """The codes of the languages this object speaks: the default one, and those its title is filled in for."""
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
    """The language a translated field of a thing is shown in on the present page."""
    code = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
    return code if getattr(thing, build_localized_fieldname(field, code), None) else settings.LANGUAGE_CODE


def in_all_languages(thing, field):
    """The values of a translated field: what is stored must not depend on the language of the user who saves."""
    return [getattr(thing, build_localized_fieldname(field, code)) for code, _name in settings.LANGUAGES]


PREVIEW_SLUG = "vorschau"
RESERVED_SLUGS = {"karte", "map", "feed", "archiv", "archive", "kategorie", "category", "liste", "list"}


def not_reserved(slug):
    if slug in RESERVED_SLUGS:
        raise ValidationError(
            _("“%(slug)s” is part of an address of this site. Choose another."), params={"slug": slug}
        )


class SluggedPublishable(Movable, Publishable):
    """A publishable thing whose address is one slug, the same in all languages. Changing it leaves redirects behind."""

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
