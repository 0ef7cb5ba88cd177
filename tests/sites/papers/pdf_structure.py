"""What a tagged PDF says of itself, from the file alone: its faults by our rules, its text in reading order.

A second opinion beside the PDF/UA checker, which tests rules but not whether the order makes sense.
"""

import io
import re

import pikepdf

PAINTING = {"Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "INLINE IMAGE"}
HEX = re.compile(r"<([0-9A-Fa-f]*)>")


class TaggedPDF:
    def __init__(self, content):
        self.pdf = pikepdf.open(io.BytesIO(content))
        self.root = self.pdf.Root

    def faults(self):
        """Sentences; none for a good file."""
        checks = (
            self._document_faults,
            self._element_faults,
            self._content_faults,
            self._font_faults,
        )
        return [fault for check in checks for fault in check()]

    def elements(self):
        """(tag, element) in reading order."""
        tree = self.root.get("/StructTreeRoot")
        yield from self._below(tree) if tree is not None else ()

    def tags(self):
        return [tag for tag, _element in self.elements()]

    def tags_of_last_page(self):
        """The tags of all that is told on the last page, partly at least."""
        last = self.pdf.pages[-1].objgen
        return {tag for tag, element in self.elements() if last in self._pages_of(element)}

    def text(self, tag=None):
        """All text in the order of the structure tree, or that of the elements of one tag, as a list."""
        if tag is None:
            return self._text_of(self.root.StructTreeRoot)
        return [self._text_of(element) for name, element in self.elements() if name == tag]

    def text_but_for(self, language):
        """All text in the order of the structure tree that does not say it is in this language."""
        return self._text_of(self.root.StructTreeRoot, left_out=language)

    def languages(self, tag):
        return [str(element.get("/Lang", "")) for name, element in self.elements() if name == tag]

    def _below(self, element):
        for child in _children(element):
            if isinstance(child, pikepdf.Dictionary) and "/S" in child:
                yield str(child.S).lstrip("/"), child
                yield from self._below(child)

    def _document_faults(self):
        if not self.root.get("/MarkInfo", {}).get("/Marked", False):
            yield "The file is not marked as tagged."
        if "/StructTreeRoot" not in self.root:
            yield "There is no structure tree."
        if not str(self.root.get("/Lang", "")):
            yield "The file names no language."
        with self.pdf.open_metadata() as metadata:
            if not metadata.get("dc:title"):
                yield "The file has no title."
            if metadata.get("pdfuaid:part") != "1":
                yield "The file does not claim PDF/UA-1."
        if not self.root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
            yield "Readers show the file's name instead of its title."

    def _element_faults(self):
        level = 0
        for tag, element in self.elements():
            if tag == "Figure" and not str(element.get("/Alt", "")):
                yield "A figure has no alternative text."
            if tag == "TH" and "/Scope" not in element.get("/A", {}):
                yield f"The header cell “{self._text_of(element)}” has no scope."
            if re.fullmatch(r"H[1-6]", tag):
                if int(tag[1]) > level + 1:
                    yield f"{tag} follows a heading of level {level}."
                level = int(tag[1])

    def _content_faults(self):
        """Everything painted is real content of the tree, or an artifact."""
        owned = self._owned()
        for number, page in enumerate(self.pdf.pages):
            opened = []
            for operands, operator in pikepdf.parse_content_stream(page):
                name = str(operator)
                if name in ("BMC", "BDC"):
                    opened.append(_is_accounted_for(operands, number, owned))
                elif name == "EMC":
                    opened.pop()
                elif name in PAINTING and not any(opened):
                    yield f"Page {number + 1} paints something ({name}) that is neither tagged nor an artifact."
                    break

    def _owned(self):
        """(page number, mcid) of all marked content that the tree holds."""
        numbers = {page.objgen: number for number, page in enumerate(self.pdf.pages)}
        return {
            (numbers[page.objgen], mcid)
            for _tag, element in self.elements()
            for page, mcid in _marked(element)
        }

    def _font_faults(self):
        for font in self._fonts():
            name = str(font.BaseFont)
            if "/ToUnicode" not in font:
                yield f"The text in {name} cannot be extracted."
            inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
            descriptor = inner.get("/FontDescriptor", {})
            if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.keys()):
                yield f"The font {name} is not embedded."

    def _fonts(self):
        fonts = {}
        for page in self.pdf.pages:
            for font in page.get("/Resources", {}).get("/Font", {}).values():
                fonts[font.objgen] = font
        return fonts.values()

    def _pages_of(self, element):
        below = [element, *(child for _tag, child in self._below(element))]
        return {page.objgen for part in below for page, _mcid in _marked(part)}

    def _text_of(self, element, left_out=None):
        if left_out and str(element.get("/Lang", "")) == left_out:
            return ""
        words = []
        for page, mcid in _marked(element):
            words.append(self._page_texts(page).get(mcid, ""))
        for child in _children(element):
            if isinstance(child, pikepdf.Dictionary) and "/S" in child:
                words.append(self._text_of(child, left_out))
        return re.sub(r"\s+", " ", " ".join(words)).strip()

    def _page_texts(self, page):
        """The text of each piece of marked content of a page, by mcid; read once."""
        cache = self.__dict__.setdefault("_texts", {})
        if page.objgen not in cache:
            cache[page.objgen] = texts_of(pikepdf.Page(page))
        return cache[page.objgen]


def texts_of(page):
    tables = {name: to_unicode(font) for name, font in page.Resources.get("/Font", {}).items()}
    texts, opened, table = {}, [], {}
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BMC", "BDC"):
            opened.append(_mcid(operands))
        elif name == "EMC":
            opened.pop()
        elif name == "Tf":
            table = tables[str(operands[0])]
        elif name in ("Tj", "TJ"):
            owner = next((mcid for mcid in reversed(opened) if mcid is not None), None)
            pieces = operands[0] if name == "TJ" else operands
            codes = b"".join(bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String))
            texts[owner] = texts.get(owner, "") + "".join(
                table.get(codes[index : index + 2], "�") for index in range(0, len(codes), 2)
            )
    return texts


def to_unicode(font):
    """Two-byte codes and their text, from a font's ToUnicode table (bfchar only, as our fonts have)."""
    if "/ToUnicode" not in font:
        return {}
    table = {}
    for block in re.findall(
        r"beginbfchar(.*?)endbfchar", font.ToUnicode.read_bytes().decode("ascii"), re.DOTALL
    ):
        found = HEX.findall(block)
        for code, text in zip(found[::2], found[1::2], strict=True):
            table[bytes.fromhex(code)] = bytes.fromhex(text).decode("utf-16-be")
    return table


def _children(element):
    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _marked(element):
    return [(element.Pg, child) for child in _children(element) if isinstance(child, int)]


def _mcid(operands):
    properties = operands[1] if len(operands) > 1 else None
    return (
        int(properties.MCID) if isinstance(properties, pikepdf.Dictionary) and "/MCID" in properties else None
    )


def _is_accounted_for(operands, number, owned):
    return str(operands[0]) == "/Artifact" or (number, _mcid(operands)) in owned
