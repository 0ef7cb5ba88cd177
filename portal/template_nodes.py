"""Nodes of a template in fewer steps than Django's, with the same text (docs/adr/0071-pages-that-are-kept.md).

Half of a card's work was not what it says: finding the template of a piece again, copying its context twice, asking of
each text whether it is a moment, a number, a lazy word.
"""

from html import escape

from django.template.base import Variable, VariableNode, render_value_in_context
from django.template.defaulttags import IfNode
from django.template.loader_tags import IncludeNode
from django.templatetags.i18n import TranslateNode
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from portal.template_names import quicken_names

UNGROUPED = 1000
"""Below it a whole number is written alike in all languages."""


class Value(VariableNode):
    """{{ … }}, which mostly is a text."""

    def render(self, context):
        try:
            value = self.filter_expression.resolve(context)
        except UnicodeDecodeError:
            return ""
        kind = type(value)
        if kind is SafeString:
            return value
        if kind is str:
            return escape(value) if context.autoescape else value
        if kind is int and 0 <= value < UNGROUPED:
            return str(value)
        return render_value_in_context(value, context)

    render_annotated = render


class Include(IncludeNode):
    """{% include "…" %} of a template with a literal name, which is found once."""

    found = None

    def render(self, context):
        if self.found is None:
            self.found = context.template.engine.get_template(self.template.var)
        values = {name: value.resolve(context) for name, value in self.extra_context.items()}
        if self.isolated_context:
            return self.found.render(alone(context, values))
        with context.push(**values):
            return self.found.render(context)

    render_annotated = render


def alone(context, values):
    """What `context.new(values)` gives."""
    new = object.__new__(type(context))
    vars(new).update(vars(context), dicts=[{"True": True, "False": False, "None": None}, values])
    vars(new).pop("_processors_index", None)  # those of a request are not run for a piece
    return new


class NamedWords(TranslateNode):
    """{% translate "…" as name %}: looked up once a language."""

    def render(self, context):
        key = get_language(), context.autoescape
        if key not in self.said:
            super().render(context)
            self.said[key] = context[self.asvar]
        context[self.asvar] = self.said[key]
        return ""

    render_annotated = render


def quicken(node):
    """Gives the node fewer steps where it can do with them."""
    quicken_names(node.conditions_nodelists if isinstance(node, IfNode) else vars(node))
    kind = type(node)
    if kind is VariableNode:
        node.__class__ = Value
    elif kind is IncludeNode and is_literal(node.template) and not node.template.var.startswith("."):
        node.__class__ = Include
    elif (
        kind is TranslateNode
        and node.asvar
        and is_literal_word(node.filter_expression)
        and not node.message_context
    ):
        node.__class__, node.said = NamedWords, {}


def is_literal(said):
    return isinstance(said.var, str) and not said.filters


def is_literal_word(said):
    """Words of a {% translate %}."""
    return isinstance(said.var, Variable) and said.var.lookups is None and not said.filters
