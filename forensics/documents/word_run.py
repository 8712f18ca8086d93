"""What one Word paragraph holds: its text as it now reads, and the inserted, deleted and hidden pieces."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from forensics.documents.document import Role
from forensics.documents.package import Element, attribute, local

_SKIP = frozenset(("pPr", "rPr", "instrText", "delInstrText", "rt", "sdtPr", "sdtEndPr"))
_INSERTED = frozenset(("ins", "moveTo"))
_DELETED = frozenset(("del", "moveFrom"))
_FIXED = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_SYMBOLS = {
    ("wingdings", 0xFE): "☑",
    ("wingdings", 0xFD): "☒",
    ("wingdings", 0xA8): "□",
    ("wingdings", 0x6F): "□",
    ("wingdings", 0xFC): "✓",
    ("wingdings", 0xFB): "✗",
    ("wingdings 2", 0x52): "☑",
    ("wingdings 2", 0x51): "☒",
    ("wingdings 2", 0xA3): "□",
    ("wingdings 2", 0x50): "✓",
    ("wingdings 2", 0x4F): "✗",
}
"Check boxes and ticks, which Word forms draw with symbol fonts."


class Piece(NamedTuple):
    """A run of text that reads otherwise than the paragraph shows it."""

    text: str
    role: Role


@dataclass
class Paragraph:
    """`text` as it now reads (insertions in, deletions and hidden runs out); relation ids of what it shows.

    `changes` are the tracked changes as `author|date|ins or del|text`; `boxed` the text boxes.
    """

    text: str = ""
    pieces: list[Piece] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    embedded: list[str] = field(default_factory=list)
    boxed: list[Paragraph] = field(default_factory=list)
    boxed_tables: list[Element] = field(default_factory=list)


def hidden_styles(styles: Element | None) -> frozenset[str]:
    """The ids of the styles that hide text."""
    if styles is None:
        return frozenset()
    return frozenset(
        attribute(style, "styleId")
        for style in styles
        if local(style) == "style" and any(_vanishes(child) for child in style if local(child) == "rPr")
    )


def paragraph(element: Element, hidden: frozenset[str]) -> Paragraph:
    """Read a w:p. `hidden` are the ids of styles that hide text."""
    walk = _Walk(hidden)
    style = next((e for e in element if local(e) == "pPr"), None)
    walk.veiled = style is not None and _styled(style, hidden)
    walk.down(element, "body")
    return walk.close()


class _Walk:
    def __init__(self, hidden: frozenset[str]) -> None:
        self.hidden = hidden
        self.veiled = False
        self.found = Paragraph()
        self._shown: list[str] = []
        self._pieces: list[tuple[str, Role]] = []

    def down(self, element: Element, role: Role) -> None:
        for child in element:
            name = local(child)
            if name in ("t", "delText"):
                self._say(child.text or "", "deleted" if name == "delText" and role == "body" else role)
            elif name in _FIXED:
                self._say(_FIXED[name], role)
            elif name == "sym":
                self._say(_symbol(child), role)
            elif name == "r":
                marks = next((e for e in child if local(e) == "rPr"), None)
                veiled = self.veiled or (marks is not None and (_vanishes(marks) or _styled(marks, self.hidden)))
                self.down(child, "hidden" if veiled and role != "deleted" else role)
            elif name in _INSERTED or name in _DELETED:
                self._change(child, "deleted" if name in _DELETED or role == "deleted" else "inserted")
            elif name == "AlternateContent":
                choices = [e for e in child if local(e) in ("Choice", "Fallback")]
                if choices:
                    self.down(choices[0], role)
            elif name == "txbxContent":
                self._box(child)
            elif name not in _SKIP:
                self._refer(child, name)
                self.down(child, role)

    def _say(self, text: str, role: Role) -> None:
        if role in ("body", "inserted"):
            self._shown.append(text)
        if role != "body":
            self._pieces.append((text, role))

    def _change(self, element: Element, role: Role) -> None:
        before = len(self._pieces)
        self.down(element, role)
        # A date struck out and the one put in its place stand side by side: they stay two pieces.
        text = "".join(piece for piece, _ in self._pieces[before:])
        self._pieces.append(("", "body"))
        if text:
            kind = "del" if role == "deleted" else "ins"
            who, when = attribute(element, "author"), attribute(element, "date")
            self.found.changes.append(f"{who}|{when}|{kind}|{text}")

    def _box(self, content: Element) -> None:
        for child in content:
            name = local(child)
            if name == "p":
                self.found.boxed.append(paragraph(child, self.hidden))
            elif name == "tbl":
                self.found.boxed_tables.append(child)
            elif name in ("sdt", "sdtContent"):
                self._box(child)

    def _refer(self, element: Element, name: str) -> None:
        if name == "blip":
            self.found.pictures.append(attribute(element, "embed"))
        elif name == "imagedata":
            self.found.pictures.append(_relation(element))
        elif name == "OLEObject":
            self.found.embedded.append(_relation(element))

    def close(self) -> Paragraph:
        self.found.text = "".join(self._shown)
        run: list[str] = []
        last: Role = "body"
        for text, role in [*self._pieces, ("", "body")]:
            if role != last and run:
                self.found.pieces.append(Piece("".join(run), last))
                run = []
            last = role
            if text:
                run.append(text)
        return self.found


def _relation(element: Element) -> str:
    """The relation id (`r:id`); VML elements also carry a plain `id`, which is something else."""
    return next((str(v) for k, v in element.attrib.items() if k.endswith("}id") and "elationships" in k), "")


def _vanishes(marks: Element) -> bool:
    return any(local(e) == "vanish" and attribute(e, "val") not in ("0", "false", "off") for e in marks)


def _styled(marks: Element, hidden: frozenset[str]) -> bool:
    return bool(hidden) and any(local(e) in ("pStyle", "rStyle") and attribute(e, "val") in hidden for e in marks)


def _symbol(element: Element) -> str:
    try:
        code = int(attribute(element, "char"), 16)
    except ValueError:
        return ""
    known = _SYMBOLS.get((attribute(element, "font").lower(), code & 0xFF))
    return known or (chr(code) if 0x20 <= code < 0xD800 else "")
