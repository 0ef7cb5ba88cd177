"""KML and GML are looked through before anything builds a tree of them."""

from xml.parsers import expat

from django.utils.translation import gettext as _

from importing.reports import ImportFault

MAX_DEPTH = 100
"""Elements within each other: real files have some twenty."""
GML = "opengis.net/gml"
KML = "kml"


class DoctypeDeclared(Exception):
    """The file declares what XML calls a document type: entities, of which a few lines make gigabytes."""


def detect_markup_kind(content):
    """ "KML" or "GML". Raises ImportFault for what is neither, not well formed, too deep, or declares entities."""
    look = _MarkupScanner()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = look.refuse
    parser.StartNamespaceDeclHandler = look.name
    parser.StartElementHandler = look.open
    parser.EndElementHandler = look.close
    try:
        parser.Parse(content, True)
    except DoctypeDeclared:
        raise ImportFault(
            _("The file declares a document type (DOCTYPE), which is not read here. Please export it again.")
        ) from None
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise ImportFault(_("The file is no XML that can be read: %(error)s") % {"error": error}) from error
    if look.root == KML:
        return "KML"
    if any(GML in address for address in look.addresses):
        return "GML"
    raise ImportFault(_("The file is XML, but neither KML nor GML."))


class _MarkupScanner:
    def __init__(self):
        self.root, self.depth, self.addresses = "", 0, set()

    def refuse(self, *_told):
        raise DoctypeDeclared

    def name(self, _prefix, address):
        self.addresses.add(address or "")

    def open(self, name, _attributes):
        self.root = self.root or name.rpartition(" ")[2].lower()
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise ImportFault(_("The elements of the file lie too deep within each other."))

    def close(self, _name):
        self.depth -= 1
