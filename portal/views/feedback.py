from django.urls import reverse_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView

from mailing.opening import OpenFormMixin
from mailing.rate_limit import exceeds_rate_limit
from portal.feedback import store_feedback
from portal.forms import FeedbackForm

MAX_MESSAGES_PER_HOUR = 5


class FeedbackView(OpenFormMixin, FormView):
    """The form has its own URL: it sets a cookie (CSRF), and other public pages set none."""

    template_name = "portal/feedback.html"
    form_class = FeedbackForm
    success_url = reverse_lazy("portal:feedback_thanks")

    def get_initial(self):
        return {"page": self.request.GET.get("page", "")[:400]}

    def form_valid(self, form):
        if exceeds_rate_limit(self.request, "feedback", MAX_MESSAGES_PER_HOUR):
            form.add_error(
                None, _("You have sent several messages already. Please try again in an hour, or call us.")
            )
            return self.form_invalid(form)
        form.instance.language = get_language()
        store_feedback(form.save(commit=False))
        return super().form_valid(form)


class FeedbackThanksView(TemplateView):
    template_name = "portal/feedback_thanks.html"
