"""Words that name a thing as still to come: what they stand beside is no anachronism."""

from __future__ import annotations

import re

EXPECTED = re.compile(
    r"即将|将于|将要|将在|将(?:召开|开展|启动|印发|出台|部署|举行)|计划[于在]|等(?:上级|文件|方案|通知)|未[到收接]|"
    r"拟于|拟在|拟[开出召]|待[印下出发上召部开]|尚未|还没|未[下印]发|没有下来|预计|预先|征求意见稿|草案|筹备|"
    r"准备(?:开展|迎接|动员|召开|部署|启动|学习教育)|[印下]发[之以]?后|出台[之以]?后|召开[之以]?后|届时|喜迎|迎接|献礼|"
    r"前夕|明年|下一?年度"
)
