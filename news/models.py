"""Aktuelles: articles and their categories."""

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from news.querysets import ArticleQuerySet
from publishing.access_policy import AccessPolicy
from publishing.models import Movable, PicturePlacement, SluggedPublishable, WithPhotosInText
from publishing.models.publishable import in_all_languages, not_reserved, untranslated_indexes
from publishing.richtext import RichTextField


class Category(Movable, models.Model):
    access_policy = AccessPolicy.NEWSROOM

    name = models.CharField(
        _("name"), max_length=60, help_text=_("Stands in capitals above the headline, for example STANDORT.")
    )
    slug = models.SlugField(_("address"), max_length=60, unique=True, validators=[not_reserved])
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_sample = models.BooleanField(_("sample content"), default=False, editable=False)

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["order", "pk"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("news:category", args=[self.slug])


class Article(WithPhotosInText, SluggedPublishable):
    access_policy = AccessPolicy.NEWSROOM
    historic_date_fields = ("date",)
    search_fields = ("title", "teaser", "body")
    needed_for_release = ("category", "teaser_de")

    title = models.CharField(_("headline"), max_length=160)
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, related_name="articles", verbose_name=_("category")
    )
    date = models.DateField(
        _("date"), default=timezone.localdate, help_text=_("Shown under the headline, and decides the order.")
    )
    author_name = models.CharField(_("author"), max_length=150, blank=True)
    author_role = models.CharField(
        _("author's role"),
        max_length=200,
        blank=True,
        help_text=_("For example: managing director, metropolitan region."),
    )
    teaser = models.TextField(
        _("teaser"),
        max_length=400,
        blank=True,
        help_text=_("One or two sentences for lists and the home page."),
    )
    body = RichTextField(_("text"), blank=True)
    related = models.ManyToManyField("self", verbose_name=_("related articles"), blank=True)

    objects = ArticleQuerySet.as_manager()

    class Meta(SluggedPublishable.Meta):
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-date", "-pk"]
        constraints = [
            *SluggedPublishable.Meta.constraints,
            models.CheckConstraint(
                condition=~models.Q(workflow_state="published") | models.Q(category__isnull=False),
                name="news_article_public_in_category",
                violation_error_message=_("What is public needs a category."),
            ),
        ]
        indexes = [
            *SluggedPublishable.Meta.indexes,
            models.Index(fields=["-date", "-id"], name="article_newest_idx"),
            models.Index(fields=["category", "-date", "-id"], name="article_of_category_idx"),
            *untranslated_indexes("title", ["-date", "-id"], "article"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("news:detail", args=[self.slug])

    def search_values(self):
        yield from super().search_values()
        yield self.author_name
        for photo in self.photos.all() if self.pk else ():
            yield from in_all_languages(photo, "caption")

    def update_search_text(self):
        """Add captions, since photos are saved after their article."""
        article = type(self)._base_manager.get(pk=self.pk)
        search_text = article.compose_search_text()
        if search_text != article.search_text:
            type(self)._base_manager.filter(pk=self.pk).update(search_text=search_text)


class ArticlePhoto(PicturePlacement):
    owner_field = "article"

    article = models.ForeignKey(Article, models.CASCADE, related_name="photos", verbose_name=_("article"))

    class Meta(PicturePlacement.Meta):
        pass

    def save(self, *args, **kwargs):
        is_new = self._state.adding
        super().save(*args, **kwargs)
        if not is_new or any(in_all_languages(self, "caption")):
            self.article.update_search_text()

    def delete(self, *args, **kwargs):
        deleted = super().delete(*args, **kwargs)
        self.article.update_search_text()
        return deleted
