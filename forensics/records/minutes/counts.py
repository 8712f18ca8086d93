"""Numbers of people, votes and things as records write them: 23, ２３, 二十三, 贰拾叁, 一百零五."""

from __future__ import annotations

import unicodedata

NUMBER = r"(?:[0-9０-９OoQlI]{1,6}|[〇零一二三四五六七八九十百千两壹贰叁肆伍陆柒捌玖拾佰仟]{1,9})"
"""what `number` reads, also with letters that OCR takes for digits"""
_LOOKALIKES = str.maketrans("OoQlI", "00011")
_DIGITS = {
    c: i
    for i, group in enumerate(["〇零", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"])
    for c in group
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}


def number(text: str) -> int | None:
    """The value of Arabic or Chinese digits below ten thousand; None for anything else."""
    plain = unicodedata.normalize("NFKC", text).translate(_LOOKALIKES)
    if plain.isdecimal():
        return int(plain)
    if not plain or any(c not in _DIGITS and c not in _UNITS for c in plain):
        return None
    if not any(c in _UNITS for c in plain):
        return int("".join(str(_DIGITS[c]) for c in plain))
    total, digit = 0, 0
    for char in plain:
        if char in _UNITS:
            total += (digit or 1) * _UNITS[char]
            digit = 0
        else:
            digit = _DIGITS[char]
    return total + digit
