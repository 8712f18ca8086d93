"""Papers of a superior that lie in the archive: what they are called, when they were issued, what they set."""

from __future__ import annotations

import re
from collections.abc import Iterator

from forensics.dates.dated import DateRole
from forensics.records.context import FoundDue, Issued
from forensics.records.record import Record
from forensics.records.reliance import firm
from forensics.records.tasks import tasks_in
from forensics.records.terms import terms_in

_NUMBER = re.compile(
    r"^\s*((?:中共)?[\u4e00-\u9fff]{2,10})\s*[〔\[［（(【]\s*((?:19|20)\d\d)\s*[〕\]］）)】]\s*(?:第)?(\d{1,4})\s*号\s*$",
    re.M,
)
_TITLE = re.compile(
    r"[\u4e00-\u9fff“”《》〈〉（）()\d、·—\-年度 ]{4,60}"
    r"(?:通知|方案|意见|办法|制度|规定|计划|安排|决定|要点|细则|督办单|交办单|督办函|交办函|通知书|通知单)"
)
_QUOTED = re.compile(r"《([^》\n]{4,50})》")
_SUPERIOR = re.compile(
    r"委员会|党委|党工委|工委|党组|委办|办公室|组织部|宣传部|人民政府|街道办事处|镇政府|乡政府|教育局|管理局"
)
_NOT_SUPERIOR = re.compile(r"支部|小组|村民委员会|居民委员会|村委会|居委会")
_AUDIENCE = re.compile(r"^([^\n：:。]{2,60})[：:]\s*$", re.M)
_PAPER_DUE = re.compile(r"(?:报告|总结|材料|情况|台账)[^。；]{0,24}(?:上报|报送|报|交|送)")
_SHEET = re.compile(r"(?:督办单|交办单|督办函|交办函|整改通知书|整改通知单)")
"""papers that order one thing to be settled, numbered in a field of their own"""
_FIELD_NUMBER = re.compile(r"(?:编号|文号|单号)\s*[:：\t]?\s*([^\s\t:：]{4,20})")
_HEAD = 300
_PLACES = re.compile(r"^(?:中共)?[\u4e00-\u9fff]{2,6}?(?:省|市|县|区|镇|乡|街道)")
_SHORTEST_NAME = 8


def issued_in(record: Record) -> Issued | None:
    """The paper that a record is, if a superior issued it on a firm day; None for everything else."""
    full = record.text.full
    number = _NUMBER.search(full, 0, _HEAD)
    sheet = _FIELD_NUMBER.search(full, 0, _HEAD) if _SHEET.search(record.title) else None
    title = record.title if not number else _title_near(full, number)
    signed = [d for d in record.dates if d.is_day and d.role in (DateRole.SIGNED, DateRole.ISSUED) and firm(d, record)]
    if not signed or not (number or _TITLE.fullmatch(title)):
        return None
    day = signed[-1]
    issuer = full[: day.chars[0]].rstrip().rpartition("\n")[2].strip()
    if not number and not sheet and (not _SUPERIOR.search(issuer) or _NOT_SUPERIOR.search(issuer) or len(issuer) > 30):
        return None
    audience = _AUDIENCE.search(full, 0, _HEAD * 2)
    return Issued(
        path=record.path,
        number=f"{number[1]}〔{number[2]}〕{number[3]}号" if number else sheet[1] if sheet else "",
        names=tuple(_names(title)),
        issuer=issuer if _SUPERIOR.search(issuer) else "",
        audience=audience[1] if audience else "",
        day=day.start,
        place=record.text.place(record.path, *day.chars, note=f"文件落款日期：{day.text}"),
        dues=(*_dues(record, title), *(_settled(record) if sheet else ())),
    )


def _title_near(full: str, number: re.Match[str]) -> str:
    """The title of a numbered paper: the line below the number, or above it."""
    lines = [m[0] for m in re.finditer(r"[^\n]+", full[:_HEAD])]
    titles = [line.strip() for line in lines if _TITLE.fullmatch(line.strip())]
    return titles[0] if titles else ""


def _names(title: str) -> Iterator[str]:
    """What others call it: the plan that a notice prints, or the title itself; without the place's name as well."""
    for name in _QUOTED.findall(title) or [title]:
        for form in (name, _PLACES.sub("", name)):
            if len(form) >= _SHORTEST_NAME:
                yield form


def _dues(record: Record, title: str) -> Iterator[FoundDue]:
    for day in record.dates:
        if day.role is DateRole.DEADLINE and not day.impossible:
            left, right = record.text.sentence(*day.chars)
            clause = record.text.full[left:right]
            for what, topics in tasks_in(clause, title):
                place = record.text.place(record.path, *day.chars, note=f"上级要求“{what}”的时限")
                yield FoundDue(what, day.end, place, topics, paper=bool(_PAPER_DUE.search(clause)))


def _settled(record: Record) -> Iterator[FoundDue]:
    """By when an order has to be settled: 自收到之日起15日内."""
    for term in terms_in(record):
        place = record.text.place(record.path, *term.chars, note=f"整改时限，至{term.by:%Y-%m-%d}")
        yield FoundDue("整改", term.by, place)
