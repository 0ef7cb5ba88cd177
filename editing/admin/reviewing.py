"""The page on which a change that waits is compared with what is public, and released or returned."""

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from editing.admin.discarding import COMMENT_LENGTH, DiscardingMixin
from editing.admin.review_files import ReviewFilesMixin
from editing.admin.saying_moves import words_of_release
from editing.comparing import Kind, compare
from editing.models import PendingChange
from editing.releasing import steps
from editing.releasing.applying import messages_of
from editing.releasing.conflicts import conflicts_in_words, key_of
from editing.releasing.files import look_into
from editing.releasing.imagining import imagined
from editing.releasing.states import as_snapshot, state_of, with_pictures_of
from publishing.checks import problems_of
from publishing.log_messages import log_message
from publishing.models import Publishable

PUBLISHED = Publishable.WorkflowState.PUBLISHED


class ReviewAdminMixin(DiscardingMixin, ReviewFilesMixin):
    """For a PublishableAdmin."""

    def may_settle(self, request, obj):
        """What is not published has no public to protect: those who may change it take a change over, or leave it."""
        if obj.workflow_state == PUBLISHED:
            return self.has_release_permission(request, obj)
        return self.has_release_permission(request, obj) or self.has_change_permission(request, obj)

    def review_view(self, request, object_id):
        if request.method == "POST":
            return self.decide(request, object_id)
        obj = self.object_for(request, object_id, self.has_view_permission)
        return self.review_page(request, obj, steps.unfinished_change(obj))

    def review_page(self, request, obj, change, faults=(), comment=""):
        context = self.page_context(request, obj, title_of(obj, change)) | {
            "subtitle": str(obj),
            "change": change,
            "may_release": self.has_release_permission(request, obj),
            "may_settle": self.may_settle(request, obj),
            "is_public": obj.workflow_state == PUBLISHED,
            "may_change": self.has_change_permission(request, obj),
            "change_url": reverse(self.url_name("change"), args=[obj.pk]),
            "preview_url": reverse(self.url_name("preview"), args=[obj.pk]),
            "faults": faults,
            "comment": comment,
            "comment_length": COMMENT_LENGTH,
        }
        context |= self.discarding_context(request, obj, change)
        if change:
            context |= self.comparison_of(obj, change)
        return TemplateResponse(request, "admin/review.html", context)

    def comparison_of(self, obj, change):
        public, wanted = with_pictures_of(state_of(obj), change.snapshot), steps.merged(obj, change)
        comparison = compare(as_snapshot(type(obj), public), as_snapshot(type(obj), wanted.state))
        places = [(d.label, d.before_value, d.after_value) for d in comparison.fields if d.kind == Kind.PLACE]
        return {
            "comparison": comparison,
            "map": self.map_of_change(places) if places else None,
            "conflicts": conflicts_in_words(obj, change, public, wanted.conflicts),
            "pending_files": self.files_of_change(obj, change),
            "is_rebased": obj.version != change.base_version,
            "problems": problems_after(obj, wanted.state),
        }

    def map_of_change(self, places):
        """Data for a map of [(label, geometry before, geometry after)]; None where there are no maps."""

    def decide(self, request, object_id):
        self.look_into_files(request, object_id)
        with transaction.atomic(), self.create_revision(request):
            obj = self.object_for(request, object_id, self.permission_to_decide(request))
            self.keep_found_state(request, [object_id])
            change = steps.unfinished_change(obj, lock=True)
            if change is None or request.POST.get("token") != change.token:
                messages.warning(
                    request,
                    _("This change was decided, or handed in again, since you opened it. Nothing was done."),
                )
                return HttpResponseRedirect(request.path)
            if "_return" in request.POST:
                return self.return_change(request, obj, change)
            return self.approve_change(request, obj, change)

    def look_into_files(self, request, object_id):
        """Before anybody else has to wait for it."""
        obj = self.object_for(request, object_id, self.permission_to_decide(request))
        if "_return" not in request.POST and (change := steps.unfinished_change(obj)):
            look_into(change)

    def permission_to_decide(self, request):
        return self.has_release_permission if "_return" in request.POST else self.may_settle

    def return_change(self, request, obj, change):
        comment = request.POST.get("comment", "").strip()[:COMMENT_LENGTH]
        if not comment:
            faults = [_("Say what is to be changed: the author gets it by mail.")]
            return self.review_page(request, obj, change, faults).render()
        steps.return_to_author(obj, change, request.user, comment)
        self.log_change(
            request,
            obj,
            log_message(
                gettext_noop("Change by %(author)s returned: %(comment)s"),
                author=change.author_name,
                comment=comment,
            ),
        )
        messages.success(request, _("The change is returned; %(author)s is told by mail.") % told(change))
        return self.to_list()

    def approve_change(self, request, obj, change):
        conflicts = steps.merged(obj, change).conflicts
        chosen = {key_of(name): value for name, value in request.POST.items() if name.startswith("take:")}
        if any(chosen.get(key) not in {"change", "public"} for key in conflicts):
            faults = [
                _("Some values were changed here and there as well. Choose for each which one is to stay.")
            ]
            return self.review_page(request, obj, change, faults).render()
        keep = {key for key, value in chosen.items() if value == "public"}
        try:
            self.store_change(request, obj, change, keep)
        except ValidationError as error:
            obj = self.get_object(request, str(obj.pk))
            change = PendingChange.objects.get(pk=change.pk)
            faults = [_("This cannot be released as it is:"), *messages_of(error, self.model)]
            return self.review_page(request, obj, change, faults).render()
        is_public = obj.workflow_state == PUBLISHED
        self.log_change(
            request,
            obj,
            log_message(
                gettext_noop("Change by %(author)s of %(day)s, released by %(user)s")
                if is_public
                else gettext_noop("Change by %(author)s of %(day)s, taken over by %(user)s"),
                author=change.author_name,
                day=localtime(change.handed_in_at).date(),
                user=request.user,
            ),
        )
        stored = self.get_object(request, str(obj.pk))
        if not is_public:
            messages.success(request, _("“%(object)s” is saved with this change.") % {"object": stored})
            return HttpResponseRedirect(reverse(self.url_name("change"), args=[obj.pk]))
        public = _("Released: “%(object)s” is public with this change.") % {"object": stored}
        messages.success(request, public if stored.is_published() else words_of_release(stored))
        self.tell_warnings(request, stored)
        return self.to_list()

    @transaction.atomic
    def store_change(self, request, obj, change, keep):
        """Raises ValidationError where the change brings a fault with which nothing is released."""
        known = known_errors(obj)
        steps.approve(
            obj,
            change,
            request.user,
            keep=keep,
            store=lambda obj, state: self.apply_state(obj, state, change.author, change.author_name),
        )
        if obj.workflow_state == PUBLISHED:
            refuse_new_errors(obj, known)

    def to_list(self):
        return HttpResponseRedirect(reverse(f"{self.admin_site.name}:in_review"))


def title_of(obj, change):
    if change is None:
        return _("Nothing waits for release")
    return _("Compare and release") if obj.workflow_state == PUBLISHED else _("Compare and take over")


def errors_of(obj):
    return [problem for problem in problems_of(obj) if problem.is_error]


def known_errors(obj):
    return {(problem.code, problem.field) for problem in errors_of(obj)}


def refuse_new_errors(obj, known):
    """Raises ValidationError where what is stored now has a fault, not known before, that hinders a release."""
    stored = type(obj)._base_manager.get(pk=obj.pk)
    faults = [problem for problem in errors_of(stored) if (problem.code, problem.field) not in known]
    if faults:
        raise ValidationError([problem.message for problem in faults])


def problems_after(obj, state):
    """What would be wrong with the entry once the change is released."""
    try:
        thing, rows = imagined(obj, state)
        return problems_of(thing, edited=rows)
    except ObjectDoesNotExist:  # it names what was deleted meanwhile: the comparison says so, and the release
        return []


def told(change, **more):
    day = date_format(localtime(change.handed_in_at), "SHORT_DATE_FORMAT")
    return {"author": change.author_name, "day": day, **more}
