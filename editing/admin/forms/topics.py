"""A long form in topics: required fields are open, other topics are loaded on demand.

Fields and rows of a closed topic are not in the form, so they keep their stored values. Without script a topic is
opened by saving.
"""

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpResponseRedirect
from django.utils.http import urlencode

from editing.admin.forms.edit import get_edit
from editing.releasing.merging import changed_keys
from editing.releasing.states import current_state

TOPIC_PARAMETER = "topic"
"""URL parameter of a form: the names of topics that are open initially, or ALL_TOPICS."""
ALL_TOPICS = "all"
PART_PARAMETER = "part"
"""`?part=law` returns this topic only, to be added to an open form."""
OPEN_BUTTON = "_open"
"""The button that saves and opens the topic in its value."""


@dataclass(frozen=True)
class FormTopic:
    """`fields`: rows as in ModelAdmin.fieldsets; `inlines`: classes; `name`: used in URLs."""

    name: str
    title: str
    fields: tuple = ()
    inlines: tuple = ()
    stored_only: bool = False
    """Read-only information about the stored object."""

    @property
    def names(self):
        rows = ((row,) if isinstance(row, str) else row for row in self.fields)
        return [name for row in rows for name in row]

    def is_sent(self, data):
        """Each topic has a field that browsers submit even when it is empty."""
        forms = (f"{prefix}-TOTAL_FORMS" for prefix in self.prefixes)
        return any(name in data or f"{name}_0" in data for name in self.names) or any(map(data.get, forms))

    def is_touched(self, keys):
        """Return whether one of the `keys` of a change (editing.releasing.merging) is in this topic."""
        labels = {inline.model._meta.label_lower for inline in self.inlines}
        return any(key[0] in labels or key[0] == "fields" and key[1] in self.names for key in keys)

    @property
    def fieldset(self):
        return (self.title, {"fields": list(self.fields)})

    @property
    def prefixes(self):
        owners = (inline.model._meta.get_field(inline.model.owner_field) for inline in self.inlines)
        return [owner.remote_field.get_accessor_name() for owner in owners]

    def holds(self, field):
        """Return whether a field of the form, or of a row such as `documents-0-file`, is in this topic."""
        return field in self.names or field.partition("-")[0] in self.prefixes

    def count_filled(self, obj):
        """Return (number of fields of `obj` with a value, number of fields); rows count in both.

        A field and its translation count once.
        """
        translations = {f"{name}_{code}" for name in self.names for code, _name in settings.LANGUAGES}
        names = {*self.names} - translations
        fields = [field for field in obj._meta.fields if field.name in names]
        rows = sum(count_rows(inline, obj) for inline in self.inlines)
        values = [field.value_from_object(obj) for field in fields]
        filled = sum(value not in (None, "") and value is not False for value in values)  # 0 counts
        return filled + rows, len(fields) + rows


def count_rows(inline, obj):
    rows = inline.model._default_manager.filter(**{inline.model.owner_field: obj.pk})
    return rows.filter(**getattr(inline, "only", {})).count() if obj.pk else 0


class FoldedFormMixin:
    """For a form with some of its object's fields. Constraint errors of the others are shown above the form."""

    @property
    def constrained_fields(self):
        return {field.name for field in self._meta.model._meta.fields}

    def add_error(self, field, error):
        if field is None and hasattr(error, "error_dict"):
            errors = error.error_dict
            for name in [name for name in errors if name not in {*self.fields, NON_FIELD_ERRORS}]:
                errors.setdefault(NON_FIELD_ERRORS, []).extend(errors.pop(name))
        super().add_error(field, error)


def available_topics(model_admin, obj):
    return [topic for topic in model_admin.topics if obj or not topic.stored_only]


def open_topics(model_admin, request, obj):
    """Return the topics whose fields are in the form; cached per request."""
    edit = get_edit(request)
    if edit.topics is None:
        is_open = topic_filter(model_admin, request, obj)
        edit.topics = [topic for topic in available_topics(model_admin, obj) if is_open(topic)]
    return edit.topics


def topic_filter(model_admin, request, obj):
    """Return a function: whether the form has the fields of a topic."""
    if request.method == "POST":
        return lambda topic: topic.is_sent(request.POST)
    if is_part(request):
        return lambda topic: topic.name == request.GET[PART_PARAMETER]
    requested = set(request.GET.getlist(TOPIC_PARAMETER))
    is_only_seen = obj is not None and not model_admin.has_change_permission(request, obj)
    if ALL_TOPICS in requested or get_edit(request).restoring or is_only_seen:
        return lambda topic: True
    changed = pending_keys(model_admin, request, obj)
    return lambda topic: topic.name in requested or topic.is_touched(changed)


def pending_keys(model_admin, request, obj):
    """Return the keys changed by the pending change that the form shows, else []."""
    overlaid = model_admin.overlaid(request, obj)
    return list(changed_keys(type(obj), current_state(obj), overlaid.state)) if overlaid else []


def topics_context(model_admin, request, context, obj):
    """Context of admin/_topics.html: `first` fieldsets and rows, and the `topics`, each with its part of the form."""
    shown = open_topics(model_admin, request, obj)
    fieldsets, rows = list(context["adminform"]), list(context["inline_admin_formsets"])
    count = len(fieldsets) - sum(bool(topic.fields) for topic in shown)
    first, behind = fieldsets[:count], iter(fieldsets[count:])
    found = [
        {
            "topic": topic,
            "is_open": topic in shown,
            "fieldset": next(behind) if topic in shown and topic.fields else None,
            "rows": [each for each in rows if isinstance(each.opts, topic.inlines)],
            "filled": topic.count_filled(context["adminform"].form.instance),
            "required": sum(
                problem.is_error and topic.holds(problem.field) for problem in context.get("problems", ())
            ),
        }
        for topic in available_topics(model_admin, obj)
    ]
    in_topics = [each for topic in found for each in topic["rows"]]
    return {"first": first, "first_rows": [each for each in rows if each not in in_topics], "topics": found}


def is_part(request):
    """Return whether an open form requests one more topic (admin/topic_part.html)."""
    return request.method == "GET" and PART_PARAMETER in request.GET


def keep_topics_open(model_admin, request, obj, answer):
    """Add the open topics to the redirect after saving, and those with fields that prevented handing in."""
    if not isinstance(answer, HttpResponseRedirect) or not {OPEN_BUTTON, "_continue"} & request.POST.keys():
        return answer
    topics, missing = available_topics(model_admin, obj), get_edit(request).missing_fields
    names = [topic.name for topic in topics if topic.is_sent(request.POST) or any(map(topic.holds, missing))]
    names += [name for name in request.POST.getlist(OPEN_BUTTON) if name not in names]
    if names and "?" not in answer.url:
        is_all = all(topic.name in names or topic.stored_only for topic in topics)
        answer["Location"] += f"?{urlencode({TOPIC_PARAMETER: ALL_TOPICS if is_all else names}, doseq=True)}"
    return answer
