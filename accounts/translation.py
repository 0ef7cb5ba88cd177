from modeltranslation.translator import TranslationOptions, register

from accounts.models import Contact


@register(Contact)
class ContactTranslation(TranslationOptions):
    fields = ("role",)
