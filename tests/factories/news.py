from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from news.models import Article, ArticlePhoto, Category
from tests.factories.publishing import PictureFactory, PublishableFactory


class CategoryFactory(DjangoModelFactory):
    class Meta:
        model = Category
        django_get_or_create = ["slug"]

    name_de = "Standort"
    name_en = "Location"
    slug = "standort"


class ArticleFactory(PublishableFactory):
    class Meta:
        model = Article

    class Params:
        number = factory.Sequence(lambda n: n)

    title_de = factory.LazyAttribute(lambda a: f"Meldung {a.number}")
    slug = factory.LazyAttribute(lambda a: f"meldung-{a.number}")
    teaser_de = "Was geschehen ist."
    category = factory.SubFactory(CategoryFactory)
    date = factory.LazyAttribute(lambda a: timezone.localdate() - timedelta(days=a.number % 300))


class ArticlePhotoFactory(DjangoModelFactory):
    class Meta:
        model = ArticlePhoto

    article = factory.SubFactory(ArticleFactory)
    picture = factory.SubFactory(PictureFactory)
    alt_de = "Ein Platz am Abend"
    caption_de = "Der Platz nach dem Umbau"
