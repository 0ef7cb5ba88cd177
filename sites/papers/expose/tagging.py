"""Complete WeasyPrint's tags for PDF/UA, just before the file is written (docs/adr/0037).

- Header cells get a Scope, and an entry in the IDTree.
- Pictures without alternative text (an empty `alt`, an SVG without <title>) and page margins become artifacts, which
  screen readers skip.
- <article> marks text in another language and gets its Lang: WeasyPrint makes Art of no other tag, and drops `lang` of
  everything but the page.

pydyf, WeasyPrint's writer, holds objects by number and refers to them by bytes such as b"12 0 R".
"""

import pydyf


class PdfTagFixer:
    """A `finisher` for WeasyPrint. `other_language` (such as "de") is that of <article> elements."""

    def __init__(self, other_language=""):
        self.other_language = other_language

    def __call__(self, document, pdf):
        self.pdf = pdf
        self.reached, self.names = set(), {}
        root = self._object(pdf.catalog["StructTreeRoot"])
        for child in root["K"]:
            self._fix(self._object(child), in_head=False)
        if self.names:
            pairs = [item for name in sorted(self.names) for item in self.names[name]]
            root["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(pairs)})
        numbers = self._object(root["ParentTree"])["Nums"]
        pages = [self._object(page) for page in pdf.page_references]
        for page, owners in zip(pages, numbers[1 : 2 * len(pages) : 2], strict=True):
            self._mark_as_artifacts(self._object(page["Contents"]), owners)

    def _object(self, reference):
        return self.pdf.objects[int(bytes(reference).split()[0])]

    def _fix(self, element, in_head):
        """Walk down the tree; return whether the element stays in it."""
        kind = element["S"]
        if kind == "/Figure" and "Alt" not in element:
            return False
        self.reached.add(element.number)
        if kind == "/TH":
            element["A"]["Scope"] = "/Column" if in_head else "/Row"
            name = element["ID"]
            self.names[name.data] = (name, element.reference)
        elif kind == "/Art" and self.other_language:
            element["Lang"] = pydyf.String(self.other_language)
        kept = pydyf.Array()
        for child in element["K"]:
            below = None if isinstance(child, int) else self._object(child)
            is_element = below is not None and below.get("Type") == "/StructElem"
            if not is_element or self._fix(below, in_head or kind == "/THead"):
                kept.append(child)
        element["K"] = kept
        return True

    def _mark_as_artifacts(self, content, owners):
        """Turn marked content into artifacts if its owner is not in the tree."""
        decoration = {
            mcid for mcid, owner in enumerate(owners) if self._object(owner).number not in self.reached
        }
        for mcid in decoration:
            owners[mcid] = b"null"
        stream = content.stream
        for index, item in enumerate(stream):
            if isinstance(item, pydyf.Dictionary) and item.get("MCID") in decoration:
                stream[index - 1 : index + 2] = [b"/Artifact", b"", b"BMC"]
