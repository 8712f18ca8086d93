"""What a file's or folder's name tells about its day, and who put it there."""

from __future__ import annotations

import datetime
import re
from enum import StrEnum

import msgspec

from forensics.dates.dated import Certainty, Dated
from forensics.dates.festivals import without_occasions
from forensics.dates.find import find
from forensics.dates.numerals import CHINESE, fold, year_number

_BEIJING = datetime.timezone(datetime.timedelta(hours=8))
_STAMP = (
    r"(?P<year>(?:19|20)[0-9]{2})(?P<mark>[-_.]?)(?P<month>[0-9]{2})(?P=mark)(?P<day>[0-9]{2})"
    r"(?:[-_ T]{0,2}(?P<hour>[01][0-9]|2[0-3])[-_.:]?(?P<minute>[0-5][0-9])(?:[-_.:]?[0-5][0-9][0-9]{0,3})?)?"
    r"(?![0-9])"
)
_EPOCH = r"(?P<epoch>1[0-9]{12})(?![0-9])"


class NameOrigin(StrEnum):
    """Who put the time into a name."""

    CAMERA = "camera"
    MESSENGER = "messenger"
    SCREENSHOT = "screenshot"
    SCAN = "scan"
    STATED = "stated"


class NameTime(msgspec.Struct, frozen=True):
    """A date in a name and who put it there."""

    dated: Dated
    origin: NameOrigin


_MAKERS = (
    (NameOrigin.CAMERA, re.compile(rf"wx_camera_{_EPOCH}", re.IGNORECASE)),
    (NameOrigin.MESSENGER, re.compile(rf"mmexport{_EPOCH}", re.IGNORECASE)),
    (
        NameOrigin.SCREENSHOT,
        re.compile(rf"(?:Screen ?shot|QQ截图|微信截图|屏幕截图|截图|截屏)[-_ ]{{0,3}}{_STAMP}", re.IGNORECASE),
    ),
    (
        NameOrigin.MESSENGER,
        re.compile(
            rf"(?:微信图片|微信视频|QQ图片|QQ视频|企业微信|钉钉图片|WeChat|WhatsApp)[-_ ]{{0,3}}{_STAMP}",
            re.IGNORECASE,
        ),
    ),
    (
        NameOrigin.SCAN,
        re.compile(
            rf"(?:扫描件?|扫描文稿|扫描全能王|夸克扫描|CamScanner|Scan(?:ned)?|SCN|SKM|KMBT|SHARP|XRX|EPSON|CCI|CCF|DOC)"
            rf"[-_ ]{{0,3}}{_STAMP}",
            re.IGNORECASE,
        ),
    ),
    (
        NameOrigin.CAMERA,
        re.compile(rf"(?<![A-Za-z])(?:IMG|VID|PXL|MVIMG|PANO|BURST|DSC|PIC)[-_ ]?{_STAMP}", re.IGNORECASE),
    ),
    (NameOrigin.CAMERA, re.compile(rf"\A(?={_STAMP}\Z)[0-9]{{8}}_[0-9]{{6,9}}\Z")),
    (NameOrigin.SCAN, re.compile(rf"\A{_STAMP}\Z")),
)
_EXTENSION = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,4}\Z")
_COUNT = re.compile(r" *[0-9]{5}(?:\.[0-9]+)? *")
_EIGHT = re.compile(rf"(?<![0-9A-Za-z]){_STAMP}")
_FOUR = re.compile(
    r"(?<![0-9A-Za-z.\-])(?<![A-Za-z]_)"
    r"(?P<month>0[1-9]|1[0-2])(?P<day>[0-3][0-9])(?=[\u4e00-\u9fff _-]|\Z)(?![年号届次])"
)
_FOLDER_YEAR = re.compile(
    rf"(?<![0-9{CHINESE}])(?P<year>(?:19|20)[0-9]{{2}}|[一二][{CHINESE}0O]{{3}})(?: ?年|(?<=\A[0-9]{{4}})\Z)"
)
_YEARS_JOINED = re.compile(r"(?:19|20)[0-9]{2}年?[-—~至到](?:19|20)?[0-9]{2}")


def in_name(name: str, *, year: int | None = None, year_from: str = "folder") -> tuple[NameTime, ...]:
    """The dates one file or folder name carries (no path), each with its origin.

    `year` stands in where the name lacks it, as in 3月14日党员大会记录 or 会议记录5.12.
    """
    stem = fold(_EXTENSION.sub("", name))
    for origin, pattern in _MAKERS:
        match = pattern.search(stem)
        read = _stamped(match, name, origin) if match else None
        if read is not None:
            return (read,)
    return tuple(NameTime(dated, NameOrigin.STATED) for dated in _stated(stem, name, year, year_from))


def year_in_path(path: str) -> int | None:
    """The year that the nearest folder of a posix path names (2016年, 2016); None where it names several."""
    for folder in reversed(path.split("/")[:-1]):
        plain = fold(folder).removesuffix("!")
        plain = _EXTENSION.sub("", plain)
        if _YEARS_JOINED.search(plain):
            return None
        named = {number.value for match in _FOLDER_YEAR.finditer(plain) if (number := year_number(match["year"]))}
        if named:
            return named.pop() if len(named) == 1 else None
    return None


def _stamped(match: re.Match[str], name: str, origin: NameOrigin) -> NameTime | None:
    groups = match.groupdict()
    first, last = match.start(), match.end()
    if groups.get("epoch"):
        moment = datetime.datetime.fromtimestamp(int(groups["epoch"]) / 1000, tz=_BEIJING)
        day, clock = moment.date(), f"{moment:%H:%M}"
        first = match.start("epoch")
    else:
        try:
            day = datetime.date(int(groups["year"]), int(groups["month"]), int(groups["day"]))
        except ValueError:
            return None
        clock = f"{groups['hour']}:{groups['minute']}" if groups["hour"] else ""
        first, last = match.start("year"), max(match.end(), match.end("minute"), match.end("day"))
    if origin is NameOrigin.SCAN and first == 0 and not clock:
        origin = NameOrigin.STATED
    dated = Dated(start=day, end=day, text=name[first:last], chars=(first, last), clock=clock)
    return NameTime(dated, origin)


def _stated(stem: str, name: str, year: int | None, year_from: str) -> tuple[Dated, ...]:
    spaced = stem.replace("_", " ")
    eight = _EIGHT.search(spaced)
    stamp = _stamped(eight, name, NameOrigin.STATED) if eight else None
    if stamp is not None:
        return (stamp.dated,)
    source = year_from if year is not None else ""
    counted = _COUNT.fullmatch(spaced)
    # five digits alone are a running number here, not the day count of a sheet
    dotted = year is not None and not counted
    found = find(without_occasions(spaced), year=year, year_from=source, dotted=dotted)
    found = tuple(_checked(dated, name) for dated in found)
    # in the name as it stands: after IMG_ or DSC_ four digits are the camera's running number
    four = _FOUR.search(stem) if not found and year is not None else None
    if four and year is not None:
        try:
            day = datetime.date(year, int(four["month"]), int(four["day"]))
        except ValueError:
            return ()
        return (
            Dated(
                start=day,
                end=day,
                text=four[0],
                chars=four.span(),
                certainty=Certainty.LIKELY,
                year_from=source,
                doubt="四位数字按月日读",
            ),
        )
    return found


def _checked(dated: Dated, name: str) -> Dated:
    """The date with the name's own characters; 1.2 at the head of a name is as often a running number."""
    text = name[slice(*dated.chars)]
    if dated.year_from and dated.chars[0] == 0 and re.fullmatch(r"[0-9]{1,2}[.-][0-9]", text):
        return msgspec.structs.replace(dated, text=text, certainty=Certainty.UNSURE, doubt="可能是编号")
    return msgspec.structs.replace(dated, text=text)
