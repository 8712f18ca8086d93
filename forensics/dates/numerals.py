"""Numerals of dates: Arabic, Chinese, voucher capitals, and look-alikes from typing and OCR."""

from __future__ import annotations

import re

import msgspec

from forensics.dates.dated import Certainty

CHINESE = "〇○◯零一二三四五六七八九十廿卅"
CAPITALS = "壹贰貳叁肆伍陆陸柒捌玖拾"
LOOKALIKES = {
    **dict.fromkeys("OoQDО", "0"),
    **dict.fromkeys("lIi|", "1"),
    **dict.fromkeys("Zz", "2"),
    **dict.fromkeys("Ss", "5"),
    **dict.fromkeys("bG", "6"),
    **dict.fromkeys("B", "8"),
    **dict.fromkeys("gq", "9"),
}
SLIPS = "".join(LOOKALIKES)
DASH_FOR_ONE = "-—"

_VALUES = {
    **{digit: str(value) for value, digit in enumerate("零一二三四五六七八九")},
    **dict.fromkeys("〇○◯", "0"),
}
_SMALL_CAPITALS = str.maketrans(CAPITALS, "一二二三四五六六七八九十")
_FOLD = str.maketrans(
    {
        **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
        **dict.fromkeys("‐‑−﹣", "-"),
        **dict.fromkeys("–―─", "—"),
        **dict.fromkeys("〜∼", "~"),
        **dict.fromkeys("·•", "."),
        **dict.fromkeys("’‘′", "'"),
        **dict.fromkeys("\u3000\xa0\t\u2002\u2003\u2009\x0b\x0c", " "),
        "\r": " ",
    }
)
_COUNTED = re.compile(r"零?(?:(?P<tens>[一二三])?十|(?P<short>[廿卅]))?(?P<ones>[一二三四五六七八九])?")


class Numeral(msgspec.Struct, frozen=True):
    """A number as read, with how far the characters carry it; `regular` is one script without oddities."""

    value: int
    certainty: Certainty = Certainty.SURE
    doubt: str = ""
    regular: bool = True


def fold(text: str) -> str:
    """The text with full-width forms and typographic variants made plain, character for character."""
    return text.translate(_FOLD)


def year_number(token: str) -> Numeral | None:
    """Read the characters before 年; None where no year can be meant."""
    digits = token.replace(" ", "").translate(_SMALL_CAPITALS)
    if not 2 <= len(digits) <= 4:
        return None
    spaced = " " in token
    if _is_arabic(digits):
        return _as_spaced(int(digits), token, spaced)
    plain = "".join(_VALUES.get(char, char) for char in digits)
    has_chinese = any(char in _VALUES for char in digits)
    if _is_arabic(plain):
        mixed = any("1" <= char <= "9" for char in digits)
        if mixed:
            return Numeral(int(plain), Certainty.LIKELY, f"年份“{token}”混用两种数字", regular=False)
        read = _as_spaced(int(plain), token, spaced)
        return read if "0" not in digits else Numeral(read.value, read.certainty, read.doubt, regular=False)
    if not any(char.isdigit() or char in _VALUES for char in digits):
        return None
    if has_chinese and all(char in _VALUES or char in "OoОQ" for char in digits):
        zeros = plain.translate(str.maketrans("OoОQ", "0000"))
        return Numeral(int(zeros), Certainty.LIKELY, f"年份“{token}”以字母代〇", regular=False)
    guessed = "".join("1" if char in DASH_FOR_ONE else LOOKALIKES.get(char, char) for char in plain)
    if not _is_arabic(guessed):
        return None
    return Numeral(int(guessed), Certainty.UNSURE, f"年份“{token}”字形可疑，按{guessed}读", regular=False)


def small_number(token: str) -> Numeral | None:
    """Read the characters before 月 or 日; None where they make no number below one hundred."""
    digits = token.replace(" ", "").translate(_SMALL_CAPITALS)
    spaced = " " in token
    if _is_arabic(digits):
        return _as_spaced(int(digits), token, spaced) if len(digits) <= 2 else None
    counted = counted_number(digits)
    if counted is not None:
        return _as_spaced(counted, token, spaced)
    if any("1" <= char <= "9" for char in digits) and any(char >= "一" for char in digits):
        # 周一3月: two numbers that happen to touch.
        return None
    plain = "".join(_VALUES.get(char, char) for char in digits)
    if len(plain) == 2 and _is_arabic(plain) and plain[0] == "0" and digits[1] in _VALUES:
        return Numeral(int(plain), regular=False)
    guessed = "".join(LOOKALIKES.get(char, char) for char in plain).replace("十", "1" if len(plain) == 2 else "")
    if not _is_arabic(guessed) or len(guessed) > 2 or not any(char in plain for char in guessed):
        # A single letter (S月) has no digit beside it to support it; the date around it must.
        return _single_letter(token)
    return Numeral(int(guessed), Certainty.UNSURE, f"“{token}”字形可疑，按{int(guessed)}读", regular=False)


def counted_number(digits: str) -> int | None:
    """The value of a spoken number from 1 to 39 such as 十二, 廿三, 一十二."""
    match = _COUNTED.fullmatch(digits)
    if not match or not digits.strip("零"):
        return None
    tens = 0
    if match["short"]:
        tens = 2 if match["short"] == "廿" else 3
    elif "十" in digits:
        tens = int(_VALUES[match["tens"]]) if match["tens"] else 1
    return tens * 10 + (int(_VALUES[match["ones"]]) if match["ones"] else 0)


def _single_letter(token: str) -> Numeral | None:
    value = LOOKALIKES.get(token, "0")
    if value == "0":
        return None
    return Numeral(int(value), Certainty.UNSURE, f"“{token}”字形可疑，按{value}读", regular=False)


def _as_spaced(value: int, token: str, spaced: bool) -> Numeral:
    if not spaced:
        return Numeral(value)
    return Numeral(value, Certainty.LIKELY, f"“{token}”数字间有空格", regular=False)


def _is_arabic(text: str) -> bool:
    return text.isascii() and text.isdigit()
