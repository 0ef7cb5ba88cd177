from modeltranslation.translator import TranslationOptions, register

from projects.models import Project, ProjectPhoto


@register(Project)
class ProjectTranslation(TranslationOptions):
    fields = ("title", "teaser", "body", "funding")
    required_languages = {"de": ("title",)}


@register(ProjectPhoto)
class ProjectPhotoTranslation(TranslationOptions):
    fields = ("alt", "caption")
