"""What a browser sends when a button of a page is pressed: the fields of its form as they stand there."""

import html5lib

from tests.filling import sent_by


def pressed(answer, button=""):
    """{name: [values]} of the form that has the button of this name; of the only one that posts without a name.

    Nothing that is disabled, no file, no box that is not ticked.
    """
    forms = forms_of(answer)
    if button:
        forms = [form for form in forms if any(one.get("name") == button for one in form.iter())]
    [form] = forms[:1] if button else forms
    sent = {}
    for one in form.iter():
        if one.get("name") and one.get("disabled") is None and one.get("type") != "file":
            for value in sent_by(one, button=""):
                sent.setdefault(one.get("name"), []).append(value)
    return sent | ({button: ["1"]} if button else {})


def forms_of(answer):
    """Those that change something, but for the one that logs out."""
    page = html5lib.parse(answer.content.decode(), namespaceHTMLElements=False)
    forms = [form for form in page.iter("form") if (form.get("method") or "").lower() == "post"]
    return [form for form in forms if "logout" not in (form.get("action") or "")]
