"""copy/members: notes, reflections or speeches of different people share long passages of their own wording.

strong    at least 120 own characters shared, and at least 40 % of the shorter text's own wording
moderate  at least 60 own characters shared in one block of 25 or more
weak      less, from one block of 45 characters or five blocks of ten
Own wording is what remains without the Party charter, the constitution, stock phrases, passages that the text calls
copied out, lines that note down what another person said, and wording that more people or other documents of the
archive use than a cap allows (`text.overlap.pairs`). One level lower where one of the two was read by OCR below 90 %
on average.
Left alone: one person's duplicate, texts that say they are signed together. Needs an author and 60 characters.
Says nothing of who copied from whom. Since 0.1.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec
import numpy as np

from forensics import Basis, Comparer, Context, Finding, Guide, NotApplicable, Place, Reason, Record, Strength
from forensics.documents.document import Box
from forensics.knowledge.public_wording import fingerprints
from forensics.records.campaigns import stock_phrases
from forensics.records.kinds import NOTES
from forensics.records.minutes.people import plausible_name
from forensics.text.fold import fold
from forensics.text.overlap import Block, Pair, grams, letters, masked, pairs

SHORTEST = 60
STRONG_SHARED, STRONG_SHARE = 120, 0.4
MODERATE_SHARED, MODERATE_BLOCK = 60, 25
WEAK_BLOCK, WEAK_BLOCKS = 45, 5
SHOWN_BLOCKS, SHOWN_MEMBERS, QUOTED = 4, 6, 260
CLEAR = 0.9
JOINT = re.compile(r"联名|合写|共同(?:撰写|起草|署名|完成)|一起写|由一人(?:写|执笔)|两人都?签名|代笔")
COPIED_OUT = re.compile(
    r"(?:抄录|摘抄|抄写|摘录|原文如下|抄党章)[^\n]*[:：]?\n(?P<body>.*?)(?=\n[^\n]*(?:原文|以上|自己的话|体会|感想|心得)|\Z)",
    re.S,
)
SPEAKER = re.compile(r"^\s*([\u4e00-\u9fff·]{2,4})\s*(?:[（(][^）)\n]{1,12}[）)])?\s*[:：]")
HEAD = re.compile(r"姓\s*名|时\s*间|地\s*点|议\s*题|主\s*持|记\s*录|支部[:：]")
SENTENCE = re.compile(r"[^。！？；\n\t]+[。！？；]?")


class Sentence(msgspec.Struct, frozen=True):
    """A sentence: its place, the index of its first letter, and each letter's offset in the quote."""

    place: Place
    first: int
    offsets: tuple[int, ...]


class Trace(msgspec.Struct, frozen=True, kw_only=True):
    """A note with its letters and sentences; of any other document only the grams, as bytes."""

    path: str
    unit: str = ""
    author: str = ""
    joint: bool = False
    clear: bool = True
    text: str = ""
    sentences: tuple[Sentence, ...] = ()
    background: bytes = b""


class Members(Comparer):
    """Compares the own wording of all notes of the archive."""

    pattern = "copy/members"
    trace_type = Trace
    guide = Guide(
        title="不同人员的笔记、心得、发言成段相同",
        title_en="Notes of different people share long passages",
        looks_for="不同人员的学习笔记、心得体会、发言提纲中，有成段相同的自己的话（已扣除党章等公文原文和多人共用的套话）。",
        innocent=(
            "引用党章、公报、讲话原文",
            "单位统一印发的表格、提纲",
            "联名或合写的材料",
            "同一份材料重复存放、署名登记有误",
        ),
        next_steps=(
            "分别询问有关人员写作的时间、经过，请其说明文中具体事例",
            "调取手写原件或最初的电子文件，核对形成时间",
            "查看群聊、邮件中是否下发过范文",
        ),
        basis=("材料内容比对；相同不说明谁抄谁",),
    )

    def trace(self, record: Record, context: Context) -> Iterable[tuple[str, Trace]]:
        """All notes of the archive are compared; the other documents tell which wording is common."""
        if record.kind not in NOTES or not record.author:
            folded = record.text.folded
            own = np.unique(grams(letters(folded.text, folded.origin).text))
            yield "", Trace(path=record.path, background=own.tobytes())
            if record.kind in NOTES:
                raise NotApplicable("需要写明是谁的笔记")
            return
        text, sentences = _own_wording(record)
        if len(text) < SHORTEST:
            raise NotApplicable(f"自己的话不足{SHORTEST}字")
        scores = [s.confidence for s in record.document.spans]
        yield (
            "",
            Trace(
                path=record.path,
                unit=record.unit,
                author=record.author,
                joint=bool(JOINT.search(record.text.full)),
                clear=not scores or sum(scores) / len(scores) >= CLEAR,
                text=text,
                sentences=sentences,
            ),
        )

    def compare(self, traces: Sequence[Trace], context: Context) -> Iterable[Finding]:
        """One finding for each group of notes that share their own wording, else for each pair."""
        notes = [t for t in traces if t.text]
        background = [np.frombuffer(t.background, np.uint64) for t in traces if t.background]
        hidden = [masked(n.text, fingerprints(), stock_phrases()) for n in notes]
        found = {}
        for pair in pairs([n.text for n in notes], [n.author for n in notes], hidden, background):
            strength = _strength(pair, notes[pair.a], notes[pair.b])
            if strength and not (notes[pair.a].joint and notes[pair.b].joint):
                found[(pair.a, pair.b)] = (pair, strength)
        for group in _groups([k for k, (_, s) in found.items() if s is not Strength.WEAK]):
            inside = [v for k, v in found.items() if set(k) <= group]
            if len(group) == 2:
                yield self._of_pair(*inside[0], notes)
            else:
                yield self._of_group(sorted(group), inside, notes)
        for pair, strength in found.values():
            if strength is Strength.WEAK:
                yield self._of_pair(pair, strength, notes)

    def _of_pair(self, pair: Pair, strength: Strength, notes: Sequence[Trace]) -> Finding:
        a, b = notes[pair.a], notes[pair.b]
        share = pair.shared / min(len(a.text), len(b.text))
        return self.finding(
            unit=a.unit,
            strength=strength,
            statement=(
                f"{a.author}与{b.author}的材料有{pair.shared}字自己的话相同，最长一段{pair.blocks[0].same}字，"
                f"占较短一份的{share:.0%}（公文原文和多人共用的套话已扣除）"
            ),
            evidence=list(_rows(pair, a, b)),
            reasons=[
                Reason(f"相同文字分布在{len(pair.blocks)}处"),
                *([Reason("其中有扫描件，文字由识别得出", innocent=True)] if not (a.clear and b.clear) else []),
                *([Reason("两人属不同单位")] if a.unit != b.unit else []),
            ],
            basis=(Basis("材料内容比对"),),
            calibration="按事实表定级（见检查说明 copy/members）",
        )

    def _of_group(self, group: list[int], inside: list[tuple[Pair, Strength]], notes: Sequence[Trace]) -> Finding:
        names = [notes[i].author for i in group]
        best = max(inside, key=lambda v: (v[0].shared, -v[0].a, -v[0].b))[0]
        places = list(_rows(best, notes[best.a], notes[best.b]))
        for member in [i for i in group if i not in (best.a, best.b)][: SHOWN_MEMBERS - 2]:
            own = max((p for p, _ in inside if member in (p.a, p.b)), key=lambda p: p.shared)
            side = 0 if own.a == member else 1
            places.append(_place(notes[member], own.blocks[0], of=side, row=len(places), side=0))
        return self.finding(
            unit=notes[group[0]].unit,
            strength=max((s for _, s in inside), key=lambda s: s.rank),
            statement=(
                f"{len(group)}人（{'、'.join(names[:8])}{'等' if len(names) > 8 else ''}）的材料有成段相同的自己的话，"
                f"两份之间最多{best.shared}字相同（公文原文和套话已扣除）"
            ),
            evidence=places,
            reasons=[Reason(f"{len(inside)}对材料两两相同")],
            basis=(Basis("材料内容比对"),),
            calibration="按事实表定级（见检查说明 copy/members）",
        )


def _own_wording(record: Record) -> tuple[str, tuple[Sentence, ...]]:
    """The note's letters, sentence by sentence, without what it calls copied out."""
    full = record.text.full
    aside = [m.span("body") for m in COPIED_OUT.finditer(full)] + list(_said_by_others(full, record.author))
    text, sentences, length = [], [], 0
    for match in SENTENCE.finditer(full):
        if any(a <= match.start() < b for a, b in aside):
            continue
        folded = fold(match[0])
        own = letters(folded.text, folded.origin)
        if own.text:
            place = record.text.passage(record.path, match.start(), match.end(), ())
            sentences.append(Sentence(place, length, own.origin))
            text.append(own.text)
            length += len(own.text)
    return "".join(text), tuple(sentences)


def _said_by_others(full: str, author: str) -> Iterable[tuple[int, int]]:
    """Lines that note down another speaker, and the head of the form: listeners at one meeting share them."""
    start = 0
    for line in full.split("\n"):
        speaker = SPEAKER.match(line)
        if (speaker and speaker[1] != author and plausible_name(speaker[1])) or HEAD.search(line[:40]):
            yield start, start + len(line) + 1
        start += len(line) + 1


def _strength(pair: Pair, a: Trace, b: Trace) -> Strength | None:
    longest = pair.blocks[0].same
    share = pair.shared / min(len(a.text), len(b.text))
    level = 0
    if longest >= WEAK_BLOCK or len(pair.blocks) >= WEAK_BLOCKS:
        level = 1
    if pair.shared >= MODERATE_SHARED and longest >= MODERATE_BLOCK:
        level = 2
    if pair.shared >= STRONG_SHARED and share >= STRONG_SHARE:
        level = 3
    if level > 1 and not (a.clear and b.clear):
        level -= 1
    return (None, Strength.WEAK, Strength.MODERATE, Strength.STRONG)[level]


def _groups(edges: Iterable[tuple[int, int]]) -> list[set[int]]:
    """Connected components; the edges are verified pairs, so a component is a text passed round."""
    near: dict[int, set[int]] = defaultdict(set)
    for a, b in edges:
        near[a].add(b)
        near[b].add(a)
    groups, seen = [], set[int]()
    for start in sorted(near):
        if start in seen:
            continue
        group, border = {start}, [start]
        while border:
            for other in near[border.pop()] - group:
                group.add(other)
                border.append(other)
        seen |= group
        groups.append(group)
    return groups


def _rows(pair: Pair, a: Trace, b: Trace) -> Iterable[Place]:
    for row, block in enumerate(pair.blocks[:SHOWN_BLOCKS]):
        yield _place(a, block, of=0, row=row, side=0)
        yield _place(b, block, of=1, row=row, side=1)


def _place(note: Trace, block: Block, *, of: int, row: int, side: int) -> Place:
    """The sentences that a block touches in text a (`of` 0) or b (1), quoted, with what is equal marked."""
    begin, end = block.b if of else block.a
    touched = [s for s in note.sentences if s.first < end and s.first + len(s.offsets) > begin]
    quote, marks = "", []
    for s in touched:
        for piece in block.pieces:
            first, last = max(piece[of] - s.first, 0), min(piece[of] + piece[2] - s.first, len(s.offsets))
            if first < last:
                marks.append((len(quote) + s.offsets[first], len(quote) + s.offsets[last - 1] + 1))
        quote += s.place.quote
        if len(quote) > QUOTED:
            break
    return msgspec.structs.replace(
        touched[0].place,
        quote=quote,
        marks=tuple(marks),
        box=_around([s.place for s in touched if s.place.page == touched[0].place.page]),
        note=f"{note.author}：相同{block.same}字",
        row=row,
        side=side,
    )


def _around(places: Sequence[Place]) -> Box | None:
    boxes = [p.box for p in places if p.box]
    if not boxes:
        return None
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)
