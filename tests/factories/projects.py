import factory
from factory.django import DjangoModelFactory

from projects.models import Project, ProjectPhoto
from tests.factories.publishing import PictureFactory, PublishableFactory


class ProjectFactory(PublishableFactory):
    class Meta:
        model = Project

    class Params:
        number = factory.Sequence(lambda n: n)

    title_de = factory.LazyAttribute(lambda p: f"Vorhaben {p.number}")
    slug = factory.LazyAttribute(lambda p: f"vorhaben-{p.number}")
    teaser_de = "Was wir gemeinsam tun."


class ProjectPhotoFactory(DjangoModelFactory):
    class Meta:
        model = ProjectPhoto

    project = factory.SubFactory(ProjectFactory)
    picture = factory.SubFactory(PictureFactory)
    alt_de = "Eine Brücke"
