"""The enquiry form. It has a URL of its own, because forms set a cookie (CSRF) and other public pages set none."""

from django.core.signing import BadSignature
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView

from investors import enquiring
from investors.forms.enquiry import EnquiryForm
from investors.models import Enquiry
from investors.recipients import recipients_of
from investors.selection import select_spaces
from mailing.opening import OpenFormMixin
from sites.models import Space


class EnquiryView(OpenFormMixin, FormView):
    """`?ids=1042,1043` selects spaces; without any it is a general enquiry to the region's office."""

    template_name = "investors/enquiry_form.html"
    form_class = EnquiryForm

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        spaces = Space.objects.with_place().select_related("contact__organisation", "steward")
        self.chosen = select_spaces(request.GET, spaces)
        self.spaces = [space for space in self.chosen.spaces if space.is_on_offer]
        self.taken = [space for space in self.chosen.spaces if not space.is_on_offer]
        self.recipients = recipients_of(self.spaces)

    def get_initial(self):
        """Name the spaces that are no longer on offer in the message."""
        numbers = [
            *(missing.number for missing in self.chosen.missing),
            *(space.number for space in self.taken),
        ]
        if self.spaces or not numbers:
            return {}
        return {
            "message": _("I was interested in: %(numbers)s. Do you have something similar?")
            % {"numbers": ", ".join(map(str, numbers))}
        }

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {
            "recipients": self.recipients,
            "instance": Enquiry(language=get_language()),
        }

    def form_valid(self, form):
        mark = enquiring.make_sender_mark(self.request)
        if enquiring.exceeds_sender_limit(mark):
            form.add_error(
                None,
                _("Several enquiries have come from here already. Please try again in an hour, or call us."),
            )
            return self.form_invalid(form)
        enquiry = enquiring.receive_enquiry(
            form.save(commit=False),
            self.spaces,
            self.recipients,
            sender_mark=mark,
            form_key=form.cleaned_data["opened"],
        )
        return redirect("investors:enquiry_thanks", token=enquiring.thanks_token(enquiry))

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "chosen": self.chosen,
            "spaces": self.spaces,
            "taken": self.taken,
            "recipients": self.recipients,
            "breadcrumb": [(_("Sites and buildings"), reverse("sites:pool")), (_("Enquiry"), None)],
        }


class EnquiryThanksView(TemplateView):
    """Behind a signed URL, so that no session is needed. Shows no personal data."""

    template_name = "investors/enquiry_thanks.html"

    def get_context_data(self, **kwargs):
        try:
            reference = enquiring.read_thanks_token(self.kwargs["token"])
        except BadSignature:
            raise Http404 from None
        return super().get_context_data(**kwargs) | {"reference": reference}
