"""term/miswritten: the name of a campaign, body or document is written wrong.

strong    twice or more, never right, in a typed text
moderate  twice or more, never right, on a recognised page; or wrong at least twice as often as right; or an
          enumeration with a wrong member, or an official name of eight characters and more with one character
          wrong (not a numeral), written so twice or more and never right
weak      once; or beside right forms; or a form that is also an everyday word; an enumeration's wrong member once
Left alone: sentences about the writing itself (把…写成…); an everyday word once; on recognised pages a single wrong
form, forms that differ by look-alike characters, lines read with less than 90 % confidence. Line breaks inside a name
are no miswriting (the text is searched folded).
Since 0.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from forensics import Basis, Context, Examiner, Finding, Guide, Reason, Record, Strength
from forensics.records.campaigns import PARTY, Enumeration, Miswriting, enumerations, miswritings, official_names
from forensics.text.fold import Folded, fold
from forensics.text.near import one_off

LOOKALIKE = frozenset({"shape", "ocr"})
CONFIDENT = 0.9
SHOWN = 6
MARKS = frozenset('《》“”〈〉"')
ABOUT_WRITING = re.compile(r"写成|写作|写为|误写|错写|误作|应为|应写|更正|笔误|勘误|错别字|改成|改为|校对|退回")
PIECES = re.compile(r"[^、，,。；;：:！!？?“”‘’\"'《》（）()\s]+")
Range = tuple[int, int]


FEWEST = 4
FEWEST_RIGHT = 2
"""members of an enumeration that must stand right before another is called wrong"""
NAME_WITHIN = 40


class Miswritten(Examiner):
    """Looks for known wrong forms of proper names, and for enumerations with a wrong member."""

    pattern = "term/miswritten"
    guide = Guide(
        title="活动、组织或文件名称写错",
        title_en="The name of a campaign, body or document is miswritten",
        looks_for="把活动、组织、文件的固定名称（如“两学一做”）或固定提法中的一项写错，尤其是通篇写错。",
        innocent=("个别笔误，其他处写对", "换行、扫描识别错误", "地方习惯写法"),
        next_steps=(
            "核对原件是否同样写错",
            "询问记录人该名称的含义和正确写法",
            "查看同一单位其他材料是否同样写错",
        ),
        basis=("名称以公开印发的文件为准（内置用语表）",),
    )

    def examine(self, record: Record, context: Context) -> Iterable[Finding]:
        """One finding for each name that is written wrong."""
        for entry in miswritings():
            yield from self._name(record, entry)
        yield from self._members(record)
        yield from self._near_names(record)

    def _name(self, record: Record, entry: Miswriting) -> Iterable[Finding]:
        text = record.text
        wrong = [r for r in _found(text.folded, entry.wrong) if self._readable(record, r, entry.cause)]
        wrong = [r for r in wrong if not ABOUT_WRITING.search(text.simplified[slice(*text.sentence(*r))])]
        rights = _found(text.folded, entry.right)
        wrong = [w for w in wrong if not _overlapping(w, rights)]  # 主题党日　主题教育 holds 党日主题 by accident
        if not wrong:
            return
        right = len(rights)
        recognised = any(text.recognised_at(*r) for r in wrong)
        forms = sorted({fold(text.full[a:b]).text for a, b in wrong})
        everyday = all(f in entry.ordinary for f in forms)
        if len(wrong) == 1 and (recognised or everyday):
            return
        strength = Strength.WEAK
        if not everyday and len(wrong) >= 2:
            if not right:
                strength = Strength.MODERATE if recognised else Strength.STRONG
            elif len(wrong) >= 2 * right:
                strength = Strength.MODERATE
        reasons = [Reason(f"写错{len(wrong)}处，写对{right}处")]
        if right:
            reasons.append(Reason("同一材料中也有正确写法，可能是个别笔误", innocent=True))
        if recognised:
            reasons.append(Reason("文字由扫描页识别得出，请对照图像", innocent=True))
        if everyday:
            reasons.append(Reason("该写法也是日常用语", innocent=True))
        throughout = "全文" if not right and len(wrong) > 1 else ""
        yield self.finding(
            unit=record.unit,
            strength=strength,
            statement=f"{throughout}把“{entry.name}”写作“{'”“'.join(forms)}”，共{len(wrong)}处",
            evidence=text.places(record.path, wrong, note="疑似写错", most=SHOWN),
            reasons=reasons,
            basis=(Basis(entry.name, source=entry.note),),
            calibration="按事实表定级（见检查说明 term/miswritten）",
        )

    @staticmethod
    def _readable(record: Record, place: Range, cause: str) -> bool:
        if not record.text.recognised_at(*place):
            return True
        return cause not in LOOKALIKE and record.text.confidence(*place) >= CONFIDENT

    def _near_names(self, record: Record) -> Iterable[Finding]:
        """Official names with one character wrong, again and again and never right, in a typed text."""
        text, folded = record.text, record.text.folded
        slips: dict[str, list[Range]] = {}
        for start, end, name in one_off(folded.text, official_names()):
            place = folded.original(start, end)
            inside = folded.text[start] == name[0] and folded.text[end - 1] == name[-1]
            quoted = text.full[place[0] - 1 : place[0]] in MARKS and text.full[place[1] : place[1] + 1] in MARKS
            about = ABOUT_WRITING.search(text.simplified[slice(*text.sentence(*place))])
            if (inside or quoted) and folded.text[start:end] not in official_names() and not about:
                slips.setdefault(name.removeprefix(PARTY), []).append(place)
        claimed: list[Range] = []
        for name, places in sorted(slips.items(), key=lambda s: -len(s[0])):
            wrong = [p for p in _apart(places) if not any(p[0] < b and a < p[1] for a, b in claimed)]
            if len(wrong) < 2 or name in folded.text or text.recognised:
                continue
            claimed += wrong
            said = fold(text.full[slice(*wrong[0])]).text
            yield self.finding(
                unit=record.unit,
                strength=Strength.MODERATE,
                statement=f"全文把“{name}”写作“{said}”，共{len(wrong)}处",
                evidence=text.places(record.path, wrong, note="疑似写错一字", most=SHOWN),
                reasons=[Reason(f"与正式名称只差一字，写错{len(wrong)}处，写对0处")],
                basis=(Basis(name),),
                calibration="按事实表定级（见检查说明 term/miswritten）",
            )

    def _members(self, record: Record) -> Iterable[Finding]:
        there = record.text.folded.text.__contains__
        near = [e for e in enumerations() if sum(map(there, e.members)) >= FEWEST_RIGHT]
        if not near:
            return
        pieces = [(m.start(), m.end(), fold(m[0]).text) for m in PIECES.finditer(record.text.full)]
        for entry in near:
            joined = "".join(entry.members)
            slips = [s for s in _slips(pieces, entry) if self._readable(record, s[:2], "shape" if _one_off(s) else "")]
            slips += [s for s in _strangers(pieces, entry) if _named_near(record, s[0], entry)]
            if not slips:
                continue
            right = sum(1 for _ in record.text.folded.find(joined))
            firm = len(slips) >= 2 and not right
            wrong = "、".join(dict.fromkeys(f"“{said}”（应为“{meant}”）" for *_, said, meant in slips))
            recognised = any(record.text.recognised_at(a, b) for a, b, *_ in slips)
            yield self.finding(
                unit=record.unit,
                strength=Strength.MODERATE if firm and not recognised else Strength.WEAK,
                statement=f"固定提法“{entry.name}”中有误：{wrong}，共{len(slips)}处",
                evidence=[
                    record.text.place(record.path, a, b, note=f"应为“{meant}”", row=i)
                    for i, (a, b, _, meant) in enumerate(slips[:SHOWN])
                ],
                reasons=[Reason(f"同一提法写错{len(slips)}处，完整写对{right}处")],
                basis=(Basis(entry.name, source="、".join(entry.members)),),
                calibration="按事实表定级（见检查说明 term/miswritten）",
            )


def _overlapping(place: Range, others: Iterable[Range]) -> bool:
    return any(place[0] < b and a < place[1] for a, b in others)


def _found(text: Folded, forms: tuple[str, ...]) -> list[Range]:
    """Places of any of the forms, in order; where forms overlap, the longest counts."""
    return [text.original(*r) for r in _apart(hit for form in forms for hit in text.find(form))]


def _apart(places: Iterable[Range]) -> list[Range]:
    """Ranges in order, of overlapping ones the longest."""
    kept: list[Range] = []
    for place in sorted(places, key=lambda p: (p[0], -p[1])):
        if not kept or place[0] >= kept[-1][1]:
            kept.append(place)
    return kept


def _slips(pieces: list[tuple[int, int, str]], entry: Enumeration) -> Iterator[tuple[int, int, str, str]]:
    """Wrong members: (start, end, as written, as it should be).

    A run of as many pieces as there are members counts when at least half of them, and two, stand right and in
    place, and each other one has the length of its member and shares a character with it that not all members have.
    """
    size = len(entry.members)
    for i in range(len(pieces) - size + 1):
        run = pieces[i : i + size]
        said = [
            _trim(text, member, first=k == 0, last=k == size - 1)
            for k, ((*_, text), member) in enumerate(zip(run, entry.members, strict=True))
        ]
        right = [s == m for s, m in zip(said, entry.members, strict=True)]
        if all(right) or sum(right) < max(FEWEST_RIGHT, (size + 1) // 2):
            continue
        wrong = [k for k in range(size) if not right[k]]
        if all(_similar(said[k], entry.members[k], entry) and said[k] not in entry.members for k in wrong):
            for k in wrong:
                start, end, whole = run[k]
                offset = whole.find(said[k])
                yield start + offset, min(end, start + offset + len(said[k])), said[k], entry.members[k]


def _strangers(pieces: list[tuple[int, int, str]], entry: Enumeration) -> Iterator[tuple[int, int, str, str]]:
    """A member replaced by another word of the same form (责任意识 among 四个意识), all others right and in place."""
    size, common = len(entry.members), _shared([m[::-1] for m in entry.members])
    for i in range(len(pieces) - size + 1):
        run = pieces[i : i + size]
        said = [
            _trim(text, member, first=k == 0, last=k == size - 1)
            for k, ((*_, text), member) in enumerate(zip(run, entry.members, strict=True))
        ]
        wrong = [k for k in range(size) if said[k] != entry.members[k]]
        if size < FEWEST or len(wrong) != 1 or not common or said[wrong[0]] in entry.members:
            continue
        (k,) = wrong
        if said[k][-common:] == entry.members[k][-common:] and not _similar(said[k], entry.members[k], entry):
            start, _, whole = run[k]
            offset = whole.find(said[k])
            yield start + offset, start + offset + len(said[k]), said[k], entry.members[k]


def _named_near(record: Record, at: int, entry: Enumeration) -> bool:
    """Whether the name of the enumeration stands close by: free lists use the same words."""
    return fold(entry.name).text in fold(record.text.full[max(0, at - NAME_WITHIN) : at + NAME_WITHIN]).text


def _trim(text: str, member: str, *, first: bool, last: bool) -> str:
    """The part of a piece that stands for a member: the first may have words before it, the last words after."""
    if first and len(text) > len(member):
        return text[-len(member) :]
    if last and len(text) > len(member):
        return text[: len(member)]
    return text


def _similar(said: str, meant: str, entry: Enumeration) -> bool:
    """Whether a piece is a slip for a member: as long, and a third alike beyond what all members share."""
    front, back = _shared(entry.members), _shared([m[::-1] for m in entry.members])
    if len(said) != len(meant) or said[:front] != meant[:front]:
        return False
    own = slice(front, len(meant) - back)
    alike = [a == b for a, b in zip(said[own], meant[own], strict=True)]
    return 3 * sum(alike) >= len(alike)


def _shared(words: Sequence[str]) -> int:
    """How many characters all words have in common at their beginning."""
    return next((i for i, column in enumerate(zip(*words, strict=False)) if len(set(column)) > 1), min(map(len, words)))


def _one_off(slip: tuple[int, int, str, str]) -> bool:
    """Whether a slip is one character, as a misread one would be."""
    return sum(a != b for a, b in zip(slip[2], slip[3], strict=True)) == 1
