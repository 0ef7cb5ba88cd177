from modeltranslation.translator import TranslationOptions, register

from quotes.models import Partner, Quote


@register(Partner)
class PartnerTranslation(TranslationOptions):
    fields = ("role", "portrait_alt")


@register(Quote)
class QuoteTranslation(TranslationOptions):
    fields = ("text",)
    required_languages = ("de",)
