"""Names that stand in a text with one character wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

NUMERALS = frozenset("0123456789一二三四五六七八九十两百〇零")
"""第十八次 and 第十九次 are two names, not one with a slip"""


def one_off(text: str, names: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    """(start, end, name) of each stretch that equals a name but for one character inside it, or at its rim.

    One character wrong leaves one half of the name right, so only places where a half stands are looked at. Numerals
    do not count as wrong characters.
    """
    for name in names:
        middle = len(name) // 2
        for half, shift in ((name[:middle], 0), (name[middle:], middle)):
            at = text.find(half)
            while at >= 0:
                start = at - shift
                said = text[max(start, 0) : start + len(name)]
                if start >= 0 and len(said) == len(name):
                    wrong = [i for i in range(len(name)) if said[i] != name[i]]
                    if len(wrong) == 1 and not {said[wrong[0]], name[wrong[0]]} <= NUMERALS:
                        yield start, start + len(name), name
                at = text.find(half, at + 1)
