"""Save a search, and the pages behind the links in its mails."""

from django.core.signing import BadSignature, SignatureExpired
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import FormView, TemplateView, UpdateView

from investors import subscribing
from investors.forms.saved_search import FrequencyForm, SavedSearchForm
from investors.models import SavedSearch
from investors.searching import Search
from mailing.opening import OpenFormMixin
from mailing.rate_limit import exceeds_rate_limit
from publishing.private_pages import PrivatePageMixin, make_private

MAX_REQUESTS_PER_HOUR = 10


class SavedSearchView(OpenFormMixin, FormView):
    """The search is in the query string, as on the list."""

    template_name = "investors/saved_search_form.html"
    form_class = SavedSearchForm
    success_url = reverse_lazy("investors:saved_search_sent")

    def get_form_kwargs(self):
        self.search = Search(self.request.GET)
        blank = SavedSearch(kind=self.search.kind, query=self.search.query, language=get_language())
        return super().get_form_kwargs() | {"instance": blank}

    def form_valid(self, form):
        if self.search.refusals:
            return self.form_invalid(form)
        if exceeds_rate_limit(self.request, "alert", MAX_REQUESTS_PER_HOUR):
            form.add_error(
                None, _("Many searches were saved from here just now. Please try again in an hour.")
            )
            return self.form_invalid(form)
        subscribing.request_confirmation(form.save(commit=False), self.request)
        return super().form_valid(form)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        search = self.search
        return context | {
            "search": search,
            "refusals": search.refusals,
            "count": search.count,
            "list_url": context["form"].instance.get_absolute_url(),
            "breadcrumb": [(_("Sites and buildings"), reverse("sites:pool")), (_("Save search"), None)],
        }


class SavedSearchSentView(TemplateView):
    template_name = "investors/saved_search_sent.html"


class SearchLinkMixin(PrivatePageMixin):
    """Base of the pages behind links in mails; invalid links get a page of their own."""

    purpose = None

    def dispatch(self, request, *args, **kwargs):
        try:
            self.object = subscribing.find_by_link(kwargs["token"], self.purpose)
        except SignatureExpired:
            return make_private(message_page(request, "expired", status=410))
        except BadSignature:
            return make_private(message_page(request, "unknown", status=404))
        except SavedSearch.DoesNotExist:
            return make_private(message_page(request, "ended", status=410))
        return super().dispatch(request, *args, **kwargs)

    def get_object(self, queryset=None):
        return self.object

    def get_context_data(self, **kwargs):
        search = Search.from_saved(self.object)
        return super().get_context_data(**kwargs) | {"saved": self.object, "words": search.filter_labels}


def message_page(request, state, status=200, **context):
    return TemplateResponse(
        request, "investors/saved_search_message.html", {"state": state} | context, status=status
    )


class ConfirmSearchView(SearchLinkMixin, TemplateView):
    template_name = "investors/saved_search_confirm.html"
    purpose = subscribing.CONFIRM

    def get(self, request, *args, **kwargs):
        if self.object.is_confirmed:
            return self.message("already")
        return super().get(request, *args, **kwargs)

    def post(self, request, token):
        try:
            is_new = subscribing.confirm_search(self.object, request)
        except subscribing.TemporarilyUnavailable:
            return message_page(request, "not_now", status=503)
        return self.message("confirmed" if is_new else "already")

    def message(self, state):
        manage_url = subscribing.search_link(self.object, subscribing.MANAGE)
        return message_page(self.request, state, saved=self.object, manage_url=manage_url)


class ManageSearchView(SearchLinkMixin, UpdateView):
    template_name = "investors/saved_search_manage.html"
    form_class = FrequencyForm
    purpose = subscribing.MANAGE

    def form_valid(self, form):
        SavedSearch.objects.filter(pk=self.object.pk).update(frequency=form.cleaned_data["frequency"])
        return redirect(f"{self.request.path}?saved=1")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "is_saved": self.request.GET.get("saved") == "1",
            "end_url": subscribing.search_link(self.object, subscribing.END),
        }


# Mail programs post here without a CSRF token (RFC 8058, one click); the signed token in the URL authorises them.
@method_decorator(csrf_exempt, name="dispatch")
class EndSearchView(SearchLinkMixin, TemplateView):
    template_name = "investors/saved_search_end.html"
    purpose = subscribing.END

    def post(self, request, token):
        self.object.delete()
        return message_page(request, "ended")
