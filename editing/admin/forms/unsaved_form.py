"""Unsaved forms in the administration: kept by the script, shown on any device, discarded (docs/adr/0090)."""

import json
import re
import secrets

from django.apps import apps
from django.contrib import messages
from django.contrib.admin.exceptions import NotRegistered
from django.http import Http404, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from editing.admin.forms.edit import get_edit
from editing.form_faults import element_id
from editing.models import UnsavedForm
from editing.models.unsaved_form import FormWasSavedError, NotKeptError
from editing.unsaved_forms import CONTINUED, TAB, as_post, is_typed, never_valid_admin
from publishing.refusals import log_refusal

PARAMETER = "unsaved"
"""URL parameter of a form: the tab whose unsaved form it shows."""
FILES = "unsaved_files"
"""In the pairs: names of chosen files, which no page can choose again."""
TAB_PATTERN = re.compile(r"[0-9a-f]{1,32}")
FORM_PATTERN = re.compile(r"([a-z_]+\.[a-z_]+) (?:add|change ([^ ]{1,40}))")
NOT_TYPED = {"opened_version", "opened_change", "overwrite_change", "workflow_state", "form_key", FILES}


def form_name(model_admin, object_id=None):
    """Return the name of a form that is the same in every language and tab."""
    return f"{model_admin.opts.label_lower} {f'change {object_id}' if object_id else 'add'}"


def form_admin(site, form):
    """Return (ModelAdmin, key or None) of a form of entries; raise NotKeptError for others, such as people's data."""
    found = FORM_PATTERN.fullmatch(form)
    try:
        model_admin = site.get_model_admin(apps.get_model(found[1])) if found else None
    except (LookupError, NotRegistered):
        model_admin = None
    if not getattr(model_admin, "keeps_unsaved_forms", False):
        raise NotKeptError
    return model_admin, found[2]


def read_sent(body):
    """Return (form, tab, continued, pairs) of the script's JSON. Raises NotKeptError."""
    try:
        sent = json.loads(body)
        form, tab, continued = (str(sent[name]) for name in ("form", "tab", "continued"))
        pairs = [[name, value.replace("\0", "")] for name, value in sent["pairs"] if is_kept(name)]
        json.dumps([continued, pairs], ensure_ascii=False).encode()
    except (ValueError, TypeError, KeyError, AttributeError) as error:  # a lone surrogate is a ValueError too
        raise NotKeptError from error
    if not TAB_PATTERN.fullmatch(tab):
        raise NotKeptError
    return form, tab, continued, pairs


def is_kept(name):
    return is_typed(name) and name not in {TAB, CONTINUED} and "__prefix__" not in name


def keep_view(request, site):
    """Take what was typed. No pairs: nothing differs from what is saved. 205: the form was saved meanwhile."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        form, tab, continued, pairs = read_sent(request.body)
        form_admin(site, form)
        if pairs:
            UnsavedForm.objects.keep(request.user, form, tab, pairs, continued)
        else:
            UnsavedForm.objects.open().filter(user=request.user, tab=tab).delete()
    except FormWasSavedError:
        return HttpResponse(status=205)
    except NotKeptError:
        return HttpResponse(status=422)
    return HttpResponse(status=204)


def unsaved_view(request, tab, site):
    """Lead to the form, or show its texts where it cannot be opened any more; POST discards them."""
    rows = UnsavedForm.objects.open().filter(user=request.user)
    if request.method == "POST":
        rows.filter(tab__in=[tab, request.POST.get(TAB, "")]).delete()  # the page may have gone on with it
        messages.success(request, _("What you had begun is discarded."))
        return HttpResponseRedirect(reverse(f"{site.name}:index"))
    unsaved = rows.filter(tab=tab).first()
    if unsaved is None:
        log_refusal(request)  # it may be somebody else's
        raise Http404
    if address := form_address(request, site, unsaved):
        return HttpResponseRedirect(address)
    texts = [value for name, value in unsaved.pairs if is_text(name, value)]
    context = site.each_context(request) | {
        "title": _("What you had begun"),
        "unsaved": unsaved,
        "texts": texts,
    }
    return TemplateResponse(request, "admin/unsaved_form.html", context)


def form_address(request, site, unsaved):
    """Return the URL of the form with what was typed; "" if it is gone, or the user may not change it any more."""
    try:
        model_admin, key = form_admin(site, unsaved.form)
    except NotKeptError:
        return ""
    if key is None:
        address = model_admin.url_of("add") if model_admin.has_add_permission(request) else ""
    else:
        obj = model_admin.objects_by_key([key]).first()
        may_change = obj and model_admin.has_change_permission(request, obj)
        address = model_admin.url_of("change", key) if may_change else ""
    return address and f"{address}?{PARAMETER}={unsaved.tab}"


def is_text(name, value):
    """Whether a person wrote it, rather than chose it."""
    return name not in NOT_TYPED and " " in value.strip()


def requested_unsaved(model_admin, request, object_id=None):
    """Return the user's unsaved form that the URL of its form asks for, or None."""
    if request.method != "GET" or PARAMETER not in request.GET:
        return None
    rows = UnsavedForm.objects.open().filter(user=request.user, form=form_name(model_admin, object_id))
    return rows.filter(tab=request.GET[PARAMETER]).first()


def show_unsaved(model_admin, request, unsaved, view, *args):
    """Show the form as it was typed, without checking it."""
    get_edit(request).unsaved = unsaved
    data = request.POST.copy()  # parses the request: were it done later, for FILES, POST would be emptied
    data.update(as_post(unsaved.pairs))
    request.method, request.POST = "POST", data
    return getattr(never_valid_admin(model_admin, hides_errors=True), view)(request, *args)


def end_unsaved(model_admin, request, object_id, answer):
    """After a form was stored, nothing of it is unsaved."""
    tab = request.POST.get(TAB, "")
    if answer.status_code != 302 or not TAB_PATTERN.fullmatch(tab):
        return
    # A concurrently deleted entry redirects too, although nothing is saved.
    if object_id is None or model_admin.objects_by_key([object_id]).exists():
        form = form_name(model_admin, object_id)
        UnsavedForm.objects.end(request.user, form, tab, request.POST.get(CONTINUED, ""))


def unsaved_context(model_admin, request, context, obj):
    """Context of admin/_unsaved_form.html."""
    form, opened = context["adminform"].form, get_edit(request).unsaved
    name = form_name(model_admin, obj.pk if obj else None)
    came_back = form.is_bound and not opened
    tab = form.data.get(TAB, "") if came_back else ""
    tab = tab if TAB_PATTERN.fullmatch(tab) else secrets.token_hex(8)
    rows = [row for row in UnsavedForm.objects.shown_with(name, request.user) if row.tab != tab]
    others = dict.fromkeys(str(row.user) for row in rows if row.user_id != request.user.pk)
    return {
        "form": name,
        "tab": tab,
        "tab_name": TAB,
        "continued": opened.token if opened else form.data.get(CONTINUED, "") if came_back else "",
        "continued_name": CONTINUED,
        "opened": opened,
        "offers": [row for row in rows if row.user_id == request.user.pk and row != opened],
        "others": [*others] if obj else [],
        "changed": [*changed_fields(form, context["inline_admin_formsets"])] if opened else [],
        "files": [value for name, value in opened.pairs if name == FILES] if opened else [],
        "placeless": placeless_texts(opened, context) if opened else [],
    }


def changed_fields(form, inlines):
    """Yield (label, id) of fields and rows that differ from what is saved."""
    for name in form.changed_data:
        bound = form[name]
        if not bound.is_hidden and name not in NOT_TYPED:
            yield capfirst(bound.label), element_id(bound)
    for inline in inlines:
        for number, row in enumerate(inline.formset.forms, 1):
            if row.has_changed():
                yield f"{capfirst(inline.opts.verbose_name)} {number}", row.prefix


def placeless_texts(unsaved, context):
    """Return the texts whose field is not in the form any more."""
    forms = [context["adminform"].form]
    forms += [row for inline in context["inline_admin_formsets"] for row in inline.formset.forms]
    names = {bound.html_name for form in forms for bound in form}
    return [
        value
        for name, value in unsaved.pairs
        if is_text(name, value) and not {name, name.rpartition("_")[0]} & names
    ]
