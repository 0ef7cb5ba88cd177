"""Who may not release prepares: he leaves alone what the public sees, and when (docs/adr/0040)."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from publishing import reach
from publishing.models import Publishable

State = Publishable.WorkflowState
PERIOD = ("published_from", "published_until", "confirm_until")


def needs_release(old, new):
    """Whether the step changes what the public sees: onto the site, off it, or back to “withdrawn”."""
    return new != old and (State.PUBLISHED in (old, new) or new == State.WITHDRAWN)


class ReleaseFormMixin(forms.BaseModelForm):
    """For a DeskForm of something publishable."""

    user = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.stored_state = self.instance.workflow_state if self.instance.pk else State.DRAFT
        if self.user is not None and not self.may_release(self.instance if self.instance.pk else None):
            self.leave_release_to_others()

    def may_release(self, obj):
        return reach.may(self.user, "release", type(self.instance), obj)

    def leave_release_to_others(self):
        state = self.fields.get("workflow_state")
        if state:
            state.choices = [
                (value, label)
                for value, label in state.choices
                if not needs_release(self.stored_state, value)
            ]
            state.help_text = _("Choose “in review” when it is ready: somebody who may release publishes it.")
        if self.stored_state == State.PUBLISHED:
            for name in PERIOD:
                if name in self.fields:
                    self.fields[name].disabled = True

    def _post_clean(self):
        super()._post_clean()
        if self.user is None or "workflow_state" not in self.fields:
            return
        if needs_release(self.stored_state, self.instance.workflow_state) and not self.may_release(
            self.instance
        ):
            self.add_error("workflow_state", ValidationError(_("You may not release this, nor withdraw it.")))
