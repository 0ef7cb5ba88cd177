"""Things with a life of their own; by default published. Traits: draft, in_review, withdrawn."""

import io

import factory
from django.core.files.uploadedfile import SimpleUploadedFile
from factory.django import DjangoModelFactory
from PIL import Image

from publishing.images import encode_upload, encode_variants
from publishing.models import Picture, Publishable, Redirect


def picture_upload(name="bild.jpg", size=(64, 48), colour="navy", format="JPEG", **options):
    """An uploaded picture of one colour."""
    buffer = io.BytesIO()
    Image.new("RGB", size, colour).save(buffer, format, **options)
    return SimpleUploadedFile(name, buffer.getvalue())


class PublishableFactory(DjangoModelFactory):
    class Meta:
        abstract = True
        skip_postgeneration_save = True

    class Params:
        draft = factory.Trait(workflow_state=Publishable.WorkflowState.DRAFT)
        in_review = factory.Trait(workflow_state=Publishable.WorkflowState.IN_REVIEW)
        withdrawn = factory.Trait(workflow_state=Publishable.WorkflowState.WITHDRAWN)

    workflow_state = Publishable.WorkflowState.PUBLISHED


class PictureFactory(DjangoModelFactory):
    """A stored picture with its variants; each of its own size, none of `picture_upload()`, which would be known."""

    class Meta:
        model = Picture

    number = factory.Sequence(lambda n: n)
    width = 65  # px, or up to 99 more
    credit = "Photo: Anna Berg"

    @classmethod
    def _create(cls, model, *args, number, width, **fields):
        encoded = encode_upload(picture_upload(size=(width + number % 100, 48 + number // 100)))
        return model.objects.store_encoded(encoded, encode_variants(encoded.content), **fields)


class RedirectFactory(DjangoModelFactory):
    class Meta:
        model = Redirect

    old_path = factory.Sequence(lambda n: f"/alt/{n}/")
    new_path = "/"
