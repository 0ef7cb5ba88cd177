"""Slugs of new objects, typed or made from the title; a number is appended where one is taken."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from publishing.slugs import free_slug, slug_from_title


class SlugFormMixin(forms.BaseModelForm):
    """For a ModelForm with a `slug`; `slug_source` names the translated field it is made from."""

    slug_source = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.makes_slug:
            # Made on the server if left empty, as without script.
            self.fields["slug"].required = False

    @property
    def makes_slug(self):
        return "slug" in self.fields and self.instance.pk is None

    def clean(self):
        cleaned = super().clean()
        if self.makes_slug and "slug" not in self.errors:
            self.number_slug()
        return cleaned

    def number_slug(self):
        source = self.slug_source or self.instance.title_field
        title = self.cleaned_data.get(build_localized_fieldname(source, settings.LANGUAGE_CODE)) or ""
        longest = self.instance._meta.get_field("slug").max_length
        if slug := self.cleaned_data.get("slug") or slug_from_title(title, longest):
            self.cleaned_data["slug"] = free_slug(self.instance, slug)
        else:
            self.add_error(
                "slug", ValidationError(self.fields["slug"].error_messages["required"], "required")
            )


def notify_numbered_slug(request, obj):
    """Add a message where a typed slug was taken; not in a popup, which closes at once."""
    typed = request.POST.get("slug", "").strip()
    if IS_POPUP_VAR not in request.POST and typed and typed != getattr(obj, "slug", typed):
        words = _("The address “%(typed)s” is taken already: the new entry has the address “%(slug)s”.")
        messages.info(request, words % {"typed": typed, "slug": obj.slug})
