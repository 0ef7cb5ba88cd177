"""The pages behind the link of a mail, without login: a button for each answer, and one to confirm all.

The signed URL authorises the answer. So these pages need no CSRF token, set no cookie, and must not leak their URL to
other sites. GET changes nothing, because mail scanners open links.
"""

from django.core.signing import BadSignature
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import FormView, TemplateView

from mailing.rate_limit import exceeds_rate_limit
from publishing.private_pages import PrivatePageMixin, make_private
from sites.freshness import answering, links, reminding
from sites.freshness.answering import NotOpen, VersionConflict
from sites.freshness.forms import ChangesForm, NewLinkForm
from sites.models import CheckRequest, SpaceCheck
from sites.pool.presentation import area_fact, place_label, price_fact

ALL_CORRECT = "all_correct"
BUTTONS = {SpaceCheck.Answer.CORRECT, SpaceCheck.Answer.RESERVED, SpaceCheck.Answer.TAKEN}
NEW_LINK = "new_link"
MAX_NEW_LINKS_PER_HOUR = 10
NO_REFERRER = "no-referrer"


@method_decorator(csrf_exempt, name="dispatch")
class LinkView(PrivatePageMixin, TemplateView):
    """Base of the pages behind a link; invalid and expired links get a page of their own."""

    referrer_policy = NO_REFERRER

    def dispatch(self, request, *args, **kwargs):
        try:
            self.check_request = links.request_from_token(kwargs["token"])
        except (BadSignature, CheckRequest.DoesNotExist):
            return make_private(message_page(request, "unknown", status=404), NO_REFERRER)
        if request.method == "POST" and request.POST.get("answer") == NEW_LINK:
            return make_private(self.post_new_link(), NO_REFERRER)
        if self.check_request.is_expired():
            return make_private(
                message_page(request, "expired", asked=self.check_request, status=410), NO_REFERRER
            )
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"is_private_link": True}

    def post_new_link(self):
        return message_page(
            self.request, reminding.post_new_link(self.check_request.recipient), asked=self.check_request
        )

    def refuse(self, refusal):
        """Render the page with the reason why an answer changed nothing."""
        return self.render_to_response(self.get_context_data(refusal=refusal), status=409)


class CheckView(LinkView):
    template_name = "sites/freshness/check.html"

    def post(self, request, token):
        number, answer = request.POST.get("number", ""), request.POST.get("answer")
        if answer == ALL_CORRECT:
            return self.confirm_all(links.parse_versions(request.POST.get("shown", "")))
        if answer not in BUTTONS or not is_number(number):
            return self.refuse(NotOpen())
        try:
            answering.apply_answer(self.check_request, int(number), SpaceCheck.Answer(answer))
        except NotOpen as refusal:
            return self.refuse(refusal)
        return HttpResponseRedirect(f"{request.path}?done={number}")

    def confirm_all(self, shown):
        confirmed, left_out = answering.confirm_all(self.check_request, shown)
        if not (confirmed or left_out):
            return self.refuse(NotOpen())
        left = ",".join(map(str, left_out))
        return HttpResponseRedirect(f"{self.request.path}?confirmed={len(confirmed)}&left={left}")

    def get_context_data(self, **kwargs):
        items = links.request_items(self.check_request)
        done = self.request.GET.get("done")
        return super().get_context_data(**kwargs) | {
            "asked": self.check_request,
            "cards": [item_card(self.check_request, item) for item in items],
            "open_count": sum(item.is_open for item in items),
            "shown": links.format_versions(items),
            "done": next((item for item in items if item.check and str(item.space.number) == done), None),
            "together": self.confirm_all_result(items),
        }

    def confirm_all_result(self, items):
        """Return the result of confirming all, read from the redirect: the count, and the items left out."""
        confirmed, left = (self.request.GET.get(name, "") for name in ("confirmed", "left"))
        if not is_number(confirmed):
            return None
        answered = sum(item.check is not None for item in items)
        left_out = [item for item in items if str(item.space.number) in left.split(",")]
        return {"confirmed": min(int(confirmed), answered), "left_out": left_out}


class ChangesView(LinkView, FormView):
    """The form behind "changed", which also corrects earlier answers."""

    template_name = "sites/freshness/changes.html"
    form_class = ChangesForm

    @cached_property
    def item(self):
        return next(iter(links.request_items(self.check_request, number=self.kwargs["number"])), None)

    def get(self, request, *args, **kwargs):
        return super().get(request, *args, **kwargs) if self.can_be_changed else self.redirect_to_list()

    def post(self, request, *args, **kwargs):
        return super().post(request, *args, **kwargs) if self.can_be_changed else self.redirect_to_list()

    @property
    def can_be_changed(self):
        return self.item is not None and self.item.can_be_changed

    def redirect_to_list(self):
        return HttpResponseRedirect(self.list_url)

    @property
    def list_url(self):
        return reverse("sites:check", kwargs={"token": self.kwargs["token"]})

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"space": self.item.space}

    def form_valid(self, form):
        number = self.item.space.number
        try:
            answering.apply_changes(
                self.check_request, number, form.figures, form.report, version=form.cleaned_data["version"]
            )
        except NotOpen:
            return self.redirect_to_list()
        except VersionConflict as change:
            form.require_resubmission(change.version)
            return self.form_invalid(form)
        return HttpResponseRedirect(f"{self.list_url}?done={number}")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "card": item_card(self.check_request, self.item),
            "list_url": self.list_url,
        }


class NewLinkView(FormView):
    """Request a new link by e-mail address; the response is the same for unknown addresses."""

    template_name = "sites/freshness/new_link.html"
    form_class = NewLinkForm
    success_url = reverse_lazy("sites:check_new_link_sent")

    def form_valid(self, form):
        if exceeds_rate_limit(self.request, "check", MAX_NEW_LINKS_PER_HOUR):
            form.add_error(
                None, _("Many links were asked for from here just now. Please try again in an hour.")
            )
            return self.form_invalid(form)
        reminding.post_new_links(form.cleaned_data["email"])
        return super().form_valid(form)


class NewLinkSentView(TemplateView):
    template_name = "sites/freshness/message.html"
    extra_context = {"state": "asked_for"}


def message_page(request, state, status=200, **context):
    context |= {"state": state, "is_private_link": True}
    return TemplateResponse(request, "sites/freshness/message.html", context, status=status)


def item_card(check_request, item):
    space = item.space
    return {
        "item": item,
        "space": space,
        "place": place_label(space),
        "facts": [area_fact(space), price_fact(space)],
        "contact": space.contact if space.contact_id != check_request.recipient_id else None,
        "changes_url": reverse(
            "sites:check_changes", kwargs={"token": links.sign_request(check_request), "number": space.number}
        ),
        "is_stale": space.is_stale(),
    }


def is_number(text):
    return text.isascii() and text.isdecimal() and len(text) < 10
