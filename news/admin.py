from django import forms
from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin

from editing.admin.base import WORKFLOW_FIELDSET, PublishableAdmin
from editing.admin.forms.filters import PhotoFilter
from editing.admin.forms.history import HistoryAdmin
from editing.admin.forms.languages import in_languages, languages_of
from editing.admin.forms.slugs import SlugFormMixin
from editing.admin.pictures.photos import PhotoInline
from editing.admin.release.publishable_form import PublishableForm
from formats.folding import fold
from news.admin_search import ArticleChangeList, CappedPaginator, is_truncated
from news.models import Article, ArticlePhoto, Category
from publishing.querysets import MAX_COUNTED


class ArticleForm(PublishableForm):
    constraint_fields = PublishableForm.constraint_fields | {"news_article_public_in_category": "category"}


class CategoryFilter(admin.RelatedFieldListFilter):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.empty_value_display = _("without a category")


class ArticlePhotoInline(PhotoInline):
    model = ArticlePhoto


@admin.register(Article)
class ArticleAdmin(PublishableAdmin):
    form = ArticleForm
    inlines = [ArticlePhotoInline]
    duplicated_rows = ["photos"]
    list_display = ["picture", "title", "category", "date", "state", languages_of, "updated_at"]
    list_display_links = ["title"]
    list_filter = [
        "workflow_state",
        ("category", CategoryFilter),
        PhotoFilter,
        *PublishableAdmin.list_filter[1:],
        "date",
    ]
    list_select_related = ["category"]
    date_hierarchy = "date"
    search_fields = ["search_text"]
    prepopulated_fields = {"slug": ["title"]}
    autocomplete_fields = ["related"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    *in_languages("title"),
                    ("category", "date"),
                    *in_languages("teaser"),
                    "body_de",
                    "slug",
                ]
            },
        ),
        WORKFLOW_FIELDSET,
        (_("Text in English"), {"classes": ["collapse"], "fields": ["body_en"]}),
        (_("Author"), {"classes": ["collapse"], "fields": ["author_name", *in_languages("author_role")]}),
        (_("Related articles"), {"classes": ["collapse"], "fields": ["related"]}),
    ]

    def get_search_results(self, request, queryset, search_term):
        """Search as on the site: every word anywhere in the texts. Sets `is_cut` for a very common word."""
        if fold(search_term).split():
            queryset, count = queryset.matching_with_count(search_term)
            queryset.is_cut = count > MAX_COUNTED
        return queryset, False

    def get_changelist(self, request, **kwargs):
        return ArticleChangeList

    def get_paginator(self, request, queryset, *args, **kwargs):
        return (CappedPaginator if is_truncated(queryset) else Paginator)(queryset, *args, **kwargs)


class CategoryForm(SlugFormMixin, forms.ModelForm):
    slug_source = "name"


@admin.register(Category)
class CategoryAdmin(HistoryAdmin, TranslationAdmin):
    form = CategoryForm
    list_display = ["name", "articles", "order", languages_of]
    search_fields = ["name_de", "name_en"]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [(None, {"fields": [*in_languages("name"), "slug", "order"]})]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(article_count=Count("articles"))

    @admin.display(description=_("articles"), ordering="article_count")
    def articles(self, category):
        return category.article_count
