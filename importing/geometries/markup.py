"""Checks KML and GML before a tree is built from them."""

from xml.parsers import expat

from django.utils.translation import gettext as _

from importing.reports import ImportFault

MAX_DEPTH = 100
"""Of nested elements; real files have about twenty."""
GML = "opengis.net/gml"
KML = "kml"


class DoctypeDeclared(Exception):
    """The file has a DOCTYPE, whose entities could expand to gigabytes."""


def detect_markup_kind(content):
    """Return "KML" or "GML". Raises ImportFault for other, malformed or too deep XML, and for a DOCTYPE."""
    scanner = _MarkupScanner()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = scanner.reject_doctype
    parser.StartNamespaceDeclHandler = scanner.add_namespace
    parser.StartElementHandler = scanner.start_element
    parser.EndElementHandler = scanner.end_element
    try:
        parser.Parse(content, True)
    except DoctypeDeclared:
        raise ImportFault(
            _("The file declares a document type (DOCTYPE), which is not read here. Please export it again.")
        ) from None
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise ImportFault(_("The file is no XML that can be read: %(error)s") % {"error": error}) from error
    if scanner.root == KML:
        return "KML"
    if any(GML in namespace for namespace in scanner.namespaces):
        return "GML"
    raise ImportFault(_("The file is XML, but neither KML nor GML."))


class _MarkupScanner:
    def __init__(self):
        self.root, self.depth, self.namespaces = "", 0, set()

    def reject_doctype(self, *_declaration):
        raise DoctypeDeclared

    def add_namespace(self, _prefix, uri):
        self.namespaces.add(uri or "")

    def start_element(self, name, _attributes):
        self.root = self.root or name.rpartition(" ")[2].lower()
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise ImportFault(_("The elements of the file lie too deep within each other."))

    def end_element(self, _name):
        self.depth -= 1
