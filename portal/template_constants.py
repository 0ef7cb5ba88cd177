"""What a template says alike on every page of a language: its words, addresses without arguments, icons, files.

A run of such nodes is put together once a language, not for each page: a page has a hundred of them, which is a quarter
of its nodes (docs/adr/0071-pages-that-are-kept.md).
"""

from itertools import groupby

from django.template.base import Node, NodeList, TextNode, TokenType, Variable
from django.template.defaulttags import CommentNode, IfNode, LoadNode, URLNode
from django.template.library import SimpleNode
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.templatetags.static import StaticNode
from django.urls import get_script_prefix, get_urlconf
from django.utils.translation import get_language

from publishing.templatetags.icons import icon

SILENT = (TextNode, CommentNode, LoadNode)
"""They say the same in every language."""


class Constants(Node):
    """Nodes that stand side by side, of which nothing hangs on the page."""

    child_nodelists = ()

    def __init__(self, nodes):
        self.nodes = NodeList(nodes)
        self.token, self.origin = nodes[0].token, nodes[0].origin  # for the page of a fault
        self.has_addresses = any(isinstance(node, URLNode) for node in nodes)
        self.said = {}

    def render(self, context):
        place = (get_script_prefix(), get_urlconf()) if self.has_addresses else None
        key = get_language(), context.autoescape, place
        if key not in self.said:
            self.said[key] = self.nodes.render(context)
        return self.said[key]

    render_annotated = render


def fold(nodes):
    """Puts Constants into a NodeList, and into all that lie in it."""
    for node in nodes:
        for inner in nodelists_of(node):
            fold(inner)
    runs = groupby(nodes, is_constant)
    nodes[:] = [node for constant, run in runs for node in (folded([*run]) if constant else run)]


def nodelists_of(node):
    if isinstance(node, IfNode):
        return [inner for _condition, inner in node.conditions_nodelists]
    found = (getattr(node, name, None) for name in node.child_nodelists)
    return [inner for inner in found if isinstance(inner, NodeList)]


def folded(nodes):
    if all(isinstance(node, TextNode) for node in nodes):
        return nodes
    if not all(isinstance(node, SILENT) for node in nodes):
        return [Constants(nodes)]
    text = TextNode("".join(node.s for node in nodes if isinstance(node, TextNode)))
    text.token, text.origin = nodes[0].token, nodes[0].origin
    return [text]


def is_constant(node):
    hangs_on_nothing = IS_CONSTANT.get(type(node))
    return isinstance(node, SILENT) or bool(hangs_on_nothing and hangs_on_nothing(node))


def words(node):
    said = node.filter_expression
    return said.var.lookups is None and not (said.filters or node.asvar or node.message_context)


def sentence(node):
    hangs = node.extra_context or node.plural or node.asvar or node.message_context
    return not hangs and all(token.token_type is TokenType.TEXT for token in node.singular)


def address(node):
    """The administration's hang on the site that is asked for."""
    name = node.view_name
    if not is_literal(name) or name.var.startswith("admin:"):
        return False
    return not (node.args or node.kwargs or node.asvar)


def file(node):
    return is_literal(node.path) and node.varname is None


def drawing(node):
    arguments = [*node.args, *node.kwargs.values()]
    return node.func is icon and node.target_var is None and all(map(is_literal, arguments))


def is_literal(said):
    return not (isinstance(said.var, Variable) or said.filters)


IS_CONSTANT = {
    TranslateNode: words,
    BlockTranslateNode: sentence,
    URLNode: address,
    StaticNode: file,
    SimpleNode: drawing,
}
