"""What a record itself says about when and how it was made: added, typed from paper, printed again, moved, archived.

A word such as 整理 or 迁移 is everyday work as well. It counts as a remark where it stands as one: in brackets, behind
a label (注, 说明, 整理说明 …), in a short line at the head or end of the record, in the name of the file, or beside
the original (原件, 原稿). What is only planned or denied (拟补录, 尚未归档) is no remark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

import msgspec

SORTS = {
    "added": (
        r"补录|补记|补登|补填|补写|补签|补做|后补|追记|补充(?:记录|完善|整理)|事后(?:整理|补|记|写)|回忆整理|凭记忆|"
        r"后来(?:补|整理|追)|补(?=[）)】\]])"
    ),
    "typed": (
        r"录入|誊[抄写清录]|抄[正清]|重抄|转抄|过录|照(?:原件|原稿|原样|本)[^。\n]{0,8}(?:打印|打字|输入|抄)|打字稿|补打|重打|重新制作|抄自|抄录|\d\s*整理|电子[版稿件档][^。\n]{0,12}(?:生成|制作|形成|录|打)|"
        r"(?:原|系|为)(?:手写|手稿)|手写[稿件]|手稿|重新(?:打印|打字|输入|录)|敲[入成]电脑|"
        r"(?:根据|依据|按|照)[^。\n]{0,14}(?:手写|笔记本|记录本|便条|录音|原始记录)[^。\n]{0,6}(?:整理|打印|输入)|整理(?:稿|说明|时|人|归档)|"
        r"(?:后|由[^。\n，,]{1,12})整理"
    ),
    "reprinted": r"重印|再版|重新印[制刷]|翻印|加印|复制件|重订|修订(?:本|版|再印)|第[二三四五\d]次印刷",
    "moved": (
        r"迁移|迁入|导[出入]|转存|转入新|另存|系统(?:升级|切换|更换|改造)|换(?:了)?(?:系统|电脑|机器|服务器)|重装|批量(?:转换|转成|生成|处理|"
        r"保存|另存)|(?:统一|集中)(?:转换|转成|转为|另存|存为)|格式(?:转换|统一)|转(?:成|换为|为)\s*(?:PDF|pdf|新格式|docx?|DOCX?)|备份恢复|恢复(?:自|的)备份|数据恢复"
    ),
    "archived": (
        r"归档|存档|复印件|立卷|组卷|数字化|电子化|电子档|(?:补|集中|统一|批量|逐页|一并|一次性)扫描?(?:件|入|存|录|成)?|扫描(?:件|存|归|入|版|录|自|日期|时间)|"
        r"原件(?:存|保存|在|附|留|见|已|仍)|原稿(?:存|保存|在|附|留|见|已|仍)"
    ),
}
"""sort -> expressions; what a detector makes of a sort is its own affair"""
_WORDS = {sort: re.compile(words) for sort, words in SORTS.items()}
_LABEL = re.compile(
    r"\s*(?:[*※＊#]\s*)?(?:附?注|备\s*注|说\s*明|按|后\s*记|附\s*记|补\s*记|[\u4e00-\u9fff]{0,4}(?:整理|录入|归档|迁移|导出|扫描|重印|再版|补录|移交)[\u4e00-\u9fff]{0,2})"
    r"\s*(?:[:：]|\d|[一二三四五六七八九十]、)"
)
_BRACKETS = re.compile(r"[（(【\[〔][^（()）【】\[\]〔〕\n]{2,160}[）)】\]〕]")
_ORIGINAL = re.compile(r"原[件稿本]|纸质|手写|手稿|(?:本|此|该)(?:[件表册页份文]|材料|记录|电子)|创建时间|文件时间")
_NOT_DONE = re.compile(
    r"(?:不|供|再|拟|将(?!原)|要求|应当?|须|需要?|请|计划|打算|准备|尚未|未|没有|没|不必|待|争取|务必|以便|便于|做好|抓好|加强|规范|推进|负责)[^。；;\n]{0,10}\Z"
)
_COPIED = re.compile(r"扫描|数字化|电子化|电子档|补扫|原[件稿]")
_EDGE_LINES = 3
_SHORT = 90


class Remark(msgspec.Struct, frozen=True):
    """What is said: sort (see `SORTS`), the sentence or bracket around it, and the words' own range in the text."""

    sort: str
    text: str
    chars: tuple[int, int]


def remarks_in(text: str) -> tuple[Remark, ...]:
    """The remarks of a text in order; one of each sort for each passage."""
    found: dict[tuple[str, int], Remark] = {}
    for start, end, sure in chain(_bracketed(text), _lines(text)):
        for remark in _within(text, start, end, sure):
            if not any(
                r.sort == remark.sort and r.chars[0] < remark.chars[1] and remark.chars[0] < r.chars[1]
                for r in found.values()
            ):
                found.setdefault((remark.sort, start), remark)
    return tuple(sorted(found.values(), key=lambda r: r.chars))


def remarks_in_name(stem: str) -> tuple[Remark, ...]:
    """The remarks of a file's name (without its extension): （手稿录入）, 归档扫描, （补）."""
    closed = stem + "）" if re.search(r"[（(_\-\s]补\Z", stem) else stem
    return tuple(
        Remark(sort, stem, (m.start(), min(m.end(), len(stem))))
        for sort, w in _WORDS.items()
        if (m := w.search(closed))
    )


def sorts_of(remarks: Iterable[Remark]) -> frozenset[str]:
    """The sorts among remarks."""
    return frozenset(r.sort for r in remarks)


def tells_later_making(remarks: Iterable[Remark]) -> bool:
    """Whether one of them says that this file is younger than what it records; that it was put on file says nothing."""
    return any(r.sort != "archived" or _COPIED.search(r.text) for r in remarks)


def _bracketed(text: str) -> Iterator[tuple[int, int, bool]]:
    for match in _BRACKETS.finditer(text):
        yield match.start(), match.end(), match.end() - match.start() > 4


def _lines(text: str) -> Iterator[tuple[int, int, bool]]:
    """Lines that can be a remark, and whether their form alone makes them one."""
    bounds: list[tuple[int, int]] = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            bounds.append((at, at + len(line)))
        at += len(line) + 1
    edges = {*bounds[:_EDGE_LINES], *bounds[-_EDGE_LINES:]}
    for start, end in bounds:
        labelled = bool(_LABEL.match(text, start, end))
        short = (start, end) in edges and end - start <= _SHORT
        if labelled or short or _ORIGINAL.search(text, start, end):
            yield start, end, labelled or short


def _within(text: str, start: int, end: int, sure: bool) -> Iterator[Remark]:
    for sort, words in _WORDS.items():
        for match in words.finditer(text, start, end):
            left = max(text.rfind(mark, start, match.start()) for mark in "。；;\n") + 1
            stops = [i for mark in "。；;\n" if (i := text.find(mark, match.end(), end)) >= 0]
            left, right = max(left, start), min([*stops, end])
            if _NOT_DONE.search(text, left, match.start()):
                continue
            if sure or _ORIGINAL.search(text, left, right):
                yield Remark(sort, text[left:right].strip(), match.span())
                break
