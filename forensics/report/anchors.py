"""Where a place is, in words: `t1r2c3` becomes 表1第2行第3列."""

from __future__ import annotations

import re

from forensics.documents.place import Place

_CELL = re.compile(r"(?P<sheet>.*)!(?P<cell>[A-Z]{1,3}[0-9]{1,7})", re.DOTALL)
_STEPS = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"header(\d*)", "页眉{}"),
        (r"footer(\d*)", "页脚{}"),
        (r"footnote(\d+)", "脚注{}"),
        (r"endnote(\d+)", "尾注{}"),
        (r"comment(\d+)", "批注{}"),
        (r"note(\d+)", "注释{}"),
        (r"subject", "邮件主题"),
        (r"m(\d+)", "第{}封邮件"),
        (r"t(\d+)r(\d+)c(\d+)", "表{}第{}行第{}列"),
        (r"t(\d+)", "表{}"),
        (r"p(\d+)", "第{}段"),
        (r"l(\d+)", "第{}行"),
        (r"s(\d+)notes", "第{}张幻灯片备注"),
        (r"s(\d+)", "第{}张幻灯片"),
        (r"x(\d*)", "文本框{}"),
    )
)


def anchor_words(anchor: str) -> str:
    """The words for an anchor (see `Span`); an anchor of an unknown form stands as it is."""
    if cell := _CELL.fullmatch(anchor):
        return f"工作表{cell['sheet']} {cell['cell']}"
    words, at = [], 0
    while at < len(anchor):
        for pattern, form in _STEPS:
            if step := pattern.match(anchor, at):
                words.append(form.format(*step.groups()))
                at = step.end()
                break
        else:
            return anchor
    return " ".join(words)


def place_words(place: Place) -> str:
    """Page and anchor of a place, e.g. `第3页 第12段`; empty when the place is the whole file."""
    words = anchor_words(place.anchor)
    if place.page and "幻灯片" not in words:
        return f"第{place.page}页 {words}".rstrip()
    return words
