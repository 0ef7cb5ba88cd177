"""The pages behind the link of a mail, without a login: one button for each answer, and one for all that is correct.

The signed address is the right to answer. So these pages need no CSRF token, set no cookie, and may tell no other site
where they are. Mail scanners open links: nothing is changed by opening one.
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
from sites.freshness import answering, reminding
from sites.freshness.answering import ChangedMeanwhile, NotOpen
from sites.freshness.forms import ChangesForm, NewLinkForm
from sites.freshness.links import items_of, read_shown, read_token, shown_in, token_of
from sites.models import CheckRequest, SpaceCheck
from sites.pool.presenting import area_fact, place, price_fact

ALL_CORRECT = "all_correct"
BUTTONS = {SpaceCheck.Answer.CORRECT, SpaceCheck.Answer.RESERVED, SpaceCheck.Answer.TAKEN}
NEW_LINK = "new_link"
NEW_LINKS_AN_HOUR = 10
NO_REFERRER = "no-referrer"


@method_decorator(csrf_exempt, name="dispatch")
class LinkView(PrivatePageMixin, TemplateView):
    """What is wrong with a link is said on a page of its own; an expired one offers a new one there."""

    referrer_policy = NO_REFERRER

    def dispatch(self, request, *args, **kwargs):
        try:
            self.asked = read_token(kwargs["token"])
        except (BadSignature, CheckRequest.DoesNotExist):
            return make_private(message(request, "unknown", status=404), NO_REFERRER)
        if request.method == "POST" and request.POST.get("answer") == NEW_LINK:
            return make_private(self.renew(), NO_REFERRER)
        if self.asked.is_expired():
            return make_private(message(request, "expired", asked=self.asked, status=410), NO_REFERRER)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"is_private_link": True}

    def renew(self):
        return message(self.request, reminding.renew(self.asked.recipient), asked=self.asked)

    def refuse(self, refusal):
        """An answer that came too late or makes no sense: the page says why, and nothing is changed."""
        return self.render_to_response(self.get_context_data(refusal=refusal), status=409)


class CheckView(LinkView):
    template_name = "sites/freshness/check.html"

    def post(self, request, token):
        number, answer = request.POST.get("number", ""), request.POST.get("answer")
        if answer == ALL_CORRECT:
            return self.confirm_all(read_shown(request.POST.get("shown", "")))
        if answer not in BUTTONS or not is_number(number):
            return self.refuse(NotOpen())
        try:
            answering.reply(self.asked, int(number), SpaceCheck.Answer(answer))
        except NotOpen as refusal:
            return self.refuse(refusal)
        return HttpResponseRedirect(f"{request.path}?done={number}")

    def confirm_all(self, shown):
        confirmed, left_out = answering.confirm_all(self.asked, shown)
        if not (confirmed or left_out):
            return self.refuse(NotOpen())
        left = ",".join(map(str, left_out))
        return HttpResponseRedirect(f"{self.request.path}?confirmed={len(confirmed)}&left={left}")

    def get_context_data(self, **kwargs):
        items = items_of(self.asked)
        done = self.request.GET.get("done")
        return super().get_context_data(**kwargs) | {
            "asked": self.asked,
            "cards": [card_of(self.asked, item) for item in items],
            "open_count": sum(item.is_open for item in items),
            "shown": shown_in(items),
            "done": next((item for item in items if item.check and str(item.space.number) == done), None),
            "together": self.together(items),
        }

    def together(self, items):
        """What one press for all has done, as its redirect says: how many are confirmed, and what was left out."""
        confirmed, left = (self.request.GET.get(name, "") for name in ("confirmed", "left"))
        if not is_number(confirmed):
            return None
        answered = sum(item.check is not None for item in items)
        left_out = [item for item in items if str(item.space.number) in left.split(",")]
        return {"confirmed": min(int(confirmed), answered), "left_out": left_out}


class ChangesView(LinkView, FormView):
    """The small form behind "changed"; also the way to put a wrong answer right."""

    template_name = "sites/freshness/changes.html"
    form_class = ChangesForm

    @cached_property
    def item(self):
        return next(iter(items_of(self.asked, number=self.kwargs["number"])), None)

    def get(self, request, *args, **kwargs):
        return super().get(request, *args, **kwargs) if self.can_be_changed else self.back()

    def post(self, request, *args, **kwargs):
        return super().post(request, *args, **kwargs) if self.can_be_changed else self.back()

    @property
    def can_be_changed(self):
        return self.item is not None and self.item.can_be_changed

    def back(self):
        """The list says what is the matter with the object."""
        return HttpResponseRedirect(self.list_url)

    @property
    def list_url(self):
        return reverse("sites:check", kwargs={"token": self.kwargs["token"]})

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"space": self.item.space}

    def form_valid(self, form):
        number = self.item.space.number
        try:
            answering.reply_with_changes(
                self.asked, number, form.figures, form.report, version=form.cleaned_data["version"]
            )
        except NotOpen:
            return self.back()
        except ChangedMeanwhile as change:
            form.begin_again(change.version)
            return self.form_invalid(form)
        return HttpResponseRedirect(f"{self.list_url}?done={number}")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "card": card_of(self.asked, self.item),
            "list_url": self.list_url,
        }


class NewLinkView(FormView):
    """Where a link is of no use: the address is typed, and the answer is the same whether or not we know it."""

    template_name = "sites/freshness/new_link.html"
    form_class = NewLinkForm
    success_url = reverse_lazy("sites:check_new_link_sent")

    def form_valid(self, form):
        if exceeds_rate_limit(self.request, "check", NEW_LINKS_AN_HOUR):
            form.add_error(
                None, _("Many links were asked for from here just now. Please try again in an hour.")
            )
            return self.form_invalid(form)
        reminding.renew_for(form.cleaned_data["email"])
        return super().form_valid(form)


class NewLinkSentView(TemplateView):
    template_name = "sites/freshness/message.html"
    extra_context = {"state": "asked_for"}


def message(request, state, status=200, **context):
    context |= {"state": state, "is_private_link": True}
    return TemplateResponse(request, "sites/freshness/message.html", context, status=status)


def card_of(asked, item):
    """An object as the page shows it."""
    space = item.space
    return {
        "item": item,
        "space": space,
        "place": place(space),
        "facts": [area_fact(space), price_fact(space)],
        "contact": space.contact if space.contact_id != asked.recipient_id else None,
        "changes_url": reverse(
            "sites:check_changes", kwargs={"token": token_of(asked), "number": space.number}
        ),
        "is_stale": space.is_stale(),
    }


def is_number(text):
    return text.isascii() and text.isdecimal() and len(text) < 10
