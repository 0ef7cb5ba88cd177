import factory
from factory.django import DjangoModelFactory

from accounts.models import Contact, Membership, Organisation, User


class UserFactory(DjangoModelFactory):
    """Somebody who may log in and has no role. Traits: administrator; region_staff, who may do all with all objects."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        administrator = factory.Trait(is_superuser=True)
        region_staff = factory.Trait(
            membership=factory.RelatedFactory(
                "tests.factories.accounts.MembershipFactory",
                "user",
                role="reviewer",
                organisation__kind=Organisation.Kind.REGION,
            )
        )

    name = "Erika Muster"
    email = factory.Sequence(lambda n: f"erika{n}@example.org")
    is_staff = True
    password = factory.django.Password("ein-langes-passwort")


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Stadt Musterhausen {n}")
    kind = Organisation.Kind.MUNICIPALITY


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)


class ContactFactory(DjangoModelFactory):
    class Meta:
        model = Contact

    name = "Anna Berg"
    organisation = factory.SubFactory(OrganisationFactory)
    email = "berg@example.org"
    languages = "de en"
