from modeltranslation.translator import TranslationOptions, register

from portal.models import Figure, Page, SiteProfile


@register(SiteProfile)
class SiteProfileTranslation(TranslationOptions):
    fields = ("name", "tagline", "hero_title", "hero_text")
    required_languages = {"de": ("name",)}


@register(Figure)
class FigureTranslation(TranslationOptions):
    fields = ("value", "unit", "label")
    required_languages = {"de": ("value", "label")}


@register(Page)
class PageTranslation(TranslationOptions):
    fields = ("title", "lead", "body")
    required_languages = {"de": ("title",)}
