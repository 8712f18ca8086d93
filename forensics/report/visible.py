"""Evidence text made fit to be looked at: what hides, reorders or breaks a line stands there by its number."""

from __future__ import annotations

import re

_PLANE_ENDS = "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17))
_UNSEEN = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls but tab and line feed
    "\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0001\U000e0020-\U000e007f"  # formats: zero width, direction, language tags
    "\u2028\u2029"  # line and paragraph separators
    "\ud800-\udfff"  # halves of a character, which no UTF-8 file can hold
    f"\ufdd0-\ufdef{_PLANE_ENDS}"  # no characters at all; XML forbids some of them
    "]"
)


def visible(text: str) -> str:
    """The text with every unseen character as `⟨U+202E⟩`; tabs and line feeds stay."""
    return _UNSEEN.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", text.replace("\r\n", "\n"))


def one_line(text: str) -> str:
    """As `visible`, with every run of blanks and line breaks as one space."""
    return " ".join(visible(text).split())
