"""`forensics context`: a context.yaml drafted from what the archive says of itself, for the inspector to correct."""

from __future__ import annotations

import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import yaml

from forensics.guard.limits import Limits
from forensics.guard.pool import Pool
from forensics.records.context import Context
from forensics.records.timeline import MeetingRow
from forensics.screening.gathering import Gathered, gather
from forensics.screening.opening import archive_root, held_case
from forensics.screening.progress import Progress, Silent
from forensics.screening.reading import Reading, examinable
from forensics.screening.settings import Settings
from forensics.screening.taking import take

_HEAD = """\
# 背景信息草稿，由材料自动归集，请逐项核对、修改、补充后用于：
#     forensics scan {archive} --context 本文件
# 拿不准的项可以删去：缺少的信息只会使有关检查不作判断。日期写作 2016-05-05 的形式。
version: 1
# place: {{province: 省, city: 市, county: 县（区）, lat: 纬度, lon: 经度, altitude_m: 海拔（米）}}   # 判断照片季节用
"""
_KINDS = (
    ("村", r"村"),
    ("城市社区", r"社区|居委会"),
    ("街道机关", r"街道"),
    ("乡镇机关", r"[乡镇](?:机关|党委|政府)?"),
    ("学校", r"中学|小学|学校|[一二三四五六七八九]中"),
    ("医院", r"医院|卫生院"),
    ("企业", r"公司|集团|厂|市场"),
    ("机关", r"局|委|办|中心|站|所"),
)
_BRANCH = re.compile(r"[\u4e00-\u9fff]{2,20}?(?:党支部|党总支|支部委员会)")
_LEVELS = (("province", "省|自治区"), ("county", "[县区]"), ("city", "市"))
_DUES = (("支部党员大会", "quarter"), ("支委会", "month"), ("党课", "quarter"))
_PEOPLE = 12
_SEEN = 2
"""meetings in which a person must occur to be listed"""


def draft_context(
    archive: str | os.PathLike[str],
    *,
    case: str | os.PathLike[str] | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> str:
    """A context.yaml drafted from the folder tree and the records, for the inspector to correct.

    The archive is read into the case, so that the scan that follows need not read it again. Raises as `scan` does.
    """
    root, settings = archive_root(archive), Settings.of(Context(), (), Limits())
    progress = progress or Silent()
    with (
        held_case(root, case) as store,
        Pool(jobs or os.cpu_count() or 1, settings.limits, [store.folder]) as pool,
    ):
        files = take(root, store, pool, settings.limits, progress)
        ledger = sorted(Reading(root, store, pool, settings, progress).run(files), key=lambda i: i.path)
        return draft(root, gather(examinable(ledger), store, pool, settings, progress))


def draft(archive: Path, gathered: Sequence[Gathered]) -> str:
    """The YAML of a context: units by folder with years, branch and people; papers and deadlines that were found."""
    parts = [_HEAD.format(archive=archive.name), *_policies(gathered), *_dues(gathered), *_units(archive, gathered)]
    return "".join(parts)


def _policies(gathered: Iterable[Gathered]) -> Iterator[str]:
    yield "\n# 上级文件。以下见于报送材料，扫描时自动采用（作“较可能”）；\n"
    yield "# 核对原件后去掉行首的 # 即作“确定”。\npolicies:\n"
    for paper in sorted((g.issued for g in gathered if g.issued), key=lambda i: (i.day, i.path)):
        level = next((level for level, words in _LEVELS if re.search(words, paper.issuer)), "county")
        name = paper.number or paper.names[0]
        facts = {"name": name, "issuer": paper.issuer, "level": level, "date": paper.day.isoformat()}
        yield f"# - {_flow(facts)}   # {paper.path}\n"


def _dues(gathered: Iterable[Gathered]) -> Iterator[str]:
    yield "\n# 应开会议的次数和任务时限，适用于下列全部单位：按当地规定修改，适用的去掉行首的 #。\ndue:\n"
    yield from (f"# - {_flow({'what': what, 'every': every})}\n" for what, every in _DUES)
    found = {(d.by, d.what): d for g in gathered if g.issued for d in g.issued.dues}
    for (by, what), due in sorted(found.items()):
        yield f"# - {_flow({'what': what, 'by': by.isoformat()})}   # {due.place.path}\n"


def _units(archive: Path, gathered: Iterable[Gathered]) -> Iterator[str]:
    folders: defaultdict[str, list[Gathered]] = defaultdict(list)
    for each in gathered:
        if each.folder and not each.issued and (archive / each.folder).is_dir():
            folders[each.folder].append(each)
    yield "\n# 单位：名称、类别、父级请核对；people 只列出多次见于会议的人，职务请补\nunits:\n"
    for folder, papers in sorted(folders.items()):
        meetings = [m for p in papers for m in p.meetings]
        years = sorted(y for y, n in Counter(int(m.day[:4]) for m in meetings).items() if n >= _SEEN)
        branches = Counter(m[0] for p in papers if (m := _BRANCH.search(p.title)))
        yield f"- name: {_plain(papers[0].unit or folder)}\n  folder: {_plain(folder)}\n"
        if branches:
            yield f"  branch: {_plain(branches.most_common(1)[0][0])}\n"
        if kind := next((kind for kind, words in _KINDS if re.search(words, folder)), ""):
            yield f"  kind: {kind}\n"
        if years:
            yield f"  years: [{', '.join(map(str, years))}]\n"
        sizes = [m.expected for m in meetings if m.expected and "支部大会" in m.kinds]
        if sizes:
            yield f"  members_at_start: {sizes[0]}\n"
        yield from _people(meetings)


def _people(meetings: Sequence[MeetingRow]) -> Iterator[str]:
    chairs = Counter(m.chair for m in meetings if m.chair)
    seen = Counter(name for m in meetings for name in set(m.people))
    listed = [name for name, n in sorted(seen.items(), key=lambda s: (-s[1], s[0])) if n >= _SEEN][:_PEOPLE]
    if listed:
        yield "  people:\n"
    for name in listed:
        facts = {"name": name, "role": "书记"} if chairs and name == chairs.most_common(1)[0][0] else {"name": name}
        yield f"  - {_flow(facts)}{'   # 主持会议最多，职务待核' if 'role' in facts else ''}\n"


def _flow(facts: dict[str, str]) -> str:
    """A mapping on one line."""
    return yaml.safe_dump(facts, allow_unicode=True, default_flow_style=True, sort_keys=False, width=10_000).strip()


def _plain(text: str) -> str:
    """A scalar on one line, quoted where it must be."""
    return yaml.safe_dump(text, allow_unicode=True, width=10_000).removesuffix("...\n").strip()
