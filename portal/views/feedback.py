from django.views.generic import TemplateView


class FeedbackView(TemplateView):
    template_name = "portal/feedback.html"


class FeedbackThanksView(TemplateView):
    template_name = "portal/feedback_thanks.html"
