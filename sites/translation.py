from modeltranslation.translator import TranslationOptions, register

from sites.models import BusinessPark, BusinessParkPhoto, Hall, Plot, Space, SpaceDocument, SpacePhoto


@register(Space)
class SpaceTranslation(TranslationOptions):
    fields = ("name", "description", "situation", "sort_name")
    required_languages = {"de": ("name",)}


@register([Plot, Hall])
class KindTranslation(TranslationOptions):
    fields = ()


@register(BusinessPark)
class BusinessParkTranslation(TranslationOptions):
    fields = ("name", "description")
    required_languages = {"de": ("name",)}


@register([SpacePhoto, BusinessParkPhoto])
class PhotoTranslation(TranslationOptions):
    fields = ("alt", "caption")


@register(SpaceDocument)
class DocumentTranslation(TranslationOptions):
    fields = ("title",)
    required_languages = ("de",)
