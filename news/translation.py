from modeltranslation.translator import TranslationOptions, register

from news.models import Article, ArticlePhoto, Category


@register(Category)
class CategoryTranslation(TranslationOptions):
    fields = ("name",)
    required_languages = ("de",)


@register(Article)
class ArticleTranslation(TranslationOptions):
    fields = ("title", "teaser", "body", "author_role")
    required_languages = {"de": ("title",)}


@register(ArticlePhoto)
class ArticlePhotoTranslation(TranslationOptions):
    fields = ("alt", "caption")
