"""What a browser sends when a button of a page is pressed: the fields of its form as they stand there."""

import html5lib


def pressed(answer, button="", number=None):
    """{name: [values]} of the form that has the button of this name; of the only one that posts without a name.

    `number`: the value of the button. Nothing that is disabled, no file, no box that is not ticked.
    """
    forms = forms_of(answer)
    if button:
        forms = [form for form in forms if any(one.get("name") == button for one in form.iter())]
    [form] = forms[:1] if button else forms
    sent = {}
    for one in form.iter():
        name = one.get("name")
        if not name or one.get("disabled") is not None:
            continue
        for value in values_of(one):
            sent.setdefault(name, []).append(value)
    if button:
        sent[button] = [number or "1"]
    return sent


def forms_of(answer):
    """Those that change something, but for the one that logs out."""
    page = html5lib.parse(answer.content.decode(), namespaceHTMLElements=False)
    forms = [form for form in page.iter("form") if (form.get("method") or "").lower() == "post"]
    return [form for form in forms if "logout" not in (form.get("action") or "")]


def values_of(one):
    kind = (one.get("type") or "text").lower()
    if one.tag == "textarea":
        text = "".join(one.itertext())
        return [text.removeprefix("\n")]
    if one.tag == "select":
        options = list(one.iter("option"))
        chosen = [option for option in options if option.get("selected") is not None]
        if not chosen and one.get("multiple") is None:
            chosen = options[:1]
        return [option.get("value", "") for option in chosen]
    if one.tag != "input" or kind in {"submit", "button", "image", "file", "reset"}:
        return []
    if kind in {"checkbox", "radio"} and one.get("checked") is None:
        return []
    return [one.get("value") or ("on" if kind in {"checkbox", "radio"} else "")]
