"""photo/clock: the camera's time, the GPS time, the time in the file name or burnt into the picture, and the day
that folder, file name or the page around the picture states, disagree.

strong    two clocks of one photo that agree with each other (camera, GPS, camera's file name, burnt-in date) give
          another day than the one stated; or GPS and file name together give another day than the camera's clock
moderate  one clock gives another day than the one stated, and no other speaks for the stated day
weak      the stated day is unsure (an inferred year, a folder named for handing in); or the clock is a burnt-in date
          alone, which OCR read; or it shows the maker's first day (a camera whose clock was never set)
Left alone: one day apart; a camera off by one constant over at least two stated days (its clock is wrong); times
of messengers (mmexport…, 微信图片_…), which say when a picture was passed on. GPS counts in UTC and is put to
Beijing time. Needs a stated day. Since 0.1.
"""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from statistics import median

import msgspec

from forensics import Basis, Comparer, Context, Finding, Guide, NotApplicable, Place, Reason, Record, Strength
from forensics.dates.dated import Certainty, DateRole
from forensics.documents.document import Box
from forensics.photo.burnt import printed_day
from forensics.records.reliance import firm

BEIJING = datetime.timedelta(hours=8)
NEAR = 1
UNSET = (1970, 1980, 1999, 2000, 2001, 2002, 2003)
HANDED_IN = re.compile(r"上报|报送|上交|整理|归档|收集|补充|补交|迎检|汇总")
"""folders named for the day of handing in, not of the event"""
NAMES = {"camera": "相机时钟", "gps": "GPS时间", "name": "相机文件名", "burnt": "画面日期"}


class Clock(msgspec.Struct, frozen=True):
    """One clock of a photo: the local time it shows, the words it stands in, its box where it is printed."""

    kind: str
    time: datetime.datetime
    text: str
    box: Box | None = None


class Trace(msgspec.Struct, frozen=True, kw_only=True):
    """A photo's clocks and stated day, or (without clocks) the days that a page around photos states."""

    path: str
    unit: str
    container: str = ""
    camera: str = ""
    clocks: tuple[Clock, ...] = ()
    stated: datetime.date | None = None
    stated_sure: bool = True
    stated_by: str = ""
    photo: bool = True


class PhotoClock(Comparer):
    """Holds each photo's clocks against the stated day, camera by camera."""

    pattern = "photo/clock"
    reads = "any"
    trace_type = Trace
    guide = Guide(
        title="照片时间与活动日期不符",
        title_en="A photo's clocks disagree with the stated day",
        looks_for="照片的拍摄时间（EXIF）、GPS时间、相机文件名中的时间、画面上印的日期，与文件夹、文件名或所在材料写明的活动日期不符，或相互矛盾。",
        innocent=(
            "相机时钟设置错误（同一相机各次活动相差相同天数）",
            "微信、QQ转存改变了文件名或时间",
            "材料中借用往年或他次活动照片并作说明",
            "文件夹日期是整理、上报日期而非活动日期",
        ),
        next_steps=(
            "调取拍摄手机、相机中的原始照片（原图）",
            "询问拍摄人拍摄的时间、地点和设备",
            "与同一活动其他人拍摄的照片、简讯比对",
        ),
        basis=("照片自带的拍摄信息（EXIF 2.3 DateTimeOriginal、GPSDateStamp）",),
    )

    def trace(self, record: Record, context: Context) -> Iterable[tuple[str, Trace]]:
        """Traces are compared within a unit's folder."""
        if not record.is_image:
            if record.document.pictures and (day := _event_day(record)):
                yield (
                    record.unit_folder,
                    Trace(path=record.path, unit=record.unit, stated=day, stated_by="所在材料", photo=False),
                )
            return
        if not record.is_photo or any("整页图像" in n for n in record.item.notes):
            return
        clocks = tuple(_clocks(record))
        stated = next((t for t in record.named_dates if t.origin == "stated" and t.dated.is_day), None)
        if stated is None and not record.item.container:
            raise NotApplicable("需要文件夹或文件名写明活动日期")
        yield (
            record.unit_folder,
            Trace(
                path=record.path,
                unit=record.unit,
                container=record.item.container,
                camera=f"{record.document.property('maker')} {record.document.property('camera')}".strip(),
                clocks=clocks,
                stated=stated.dated.start if stated else None,
                stated_sure=stated is not None
                and stated.dated.certainty is Certainty.SURE
                and not HANDED_IN.search(record.path),
                stated_by="文件夹或文件名",
            ),
        )

    def compare(self, traces: Sequence[Trace], context: Context) -> Iterable[Finding]:
        """One finding for each photo with a clock that stands against the stated day."""
        pages = {t.path: t for t in traces if not t.photo}
        photos = [_dated_by_page(t, pages) for t in traces if t.photo]
        photos = [t for t in photos if t.stated and t.clocks]
        offsets = _constant_offsets(photos)
        for photo in photos:
            yield from self._judge(photo, offsets.get(photo.camera))

    def _judge(self, photo: Trace, offset: int | None) -> Iterable[Finding]:
        assert photo.stated
        off = {c.kind: (c.time.date() - photo.stated).days for c in photo.clocks}
        if offset is not None and abs(off.get("camera", 0) - offset) <= NEAR:
            off["camera"] = 0  # the whole roll is off by this much: the camera's clock, not this photo
        against = [c for c in photo.clocks if abs(off[c.kind]) > NEAR]
        if not against:
            return
        agreeing = [c for c in photo.clocks if abs(off[c.kind]) <= NEAR]
        together = [c for c in against if abs((c.time - against[0].time).days) <= NEAR]
        strength = Strength.MODERATE
        if len(together) >= 2:
            strength = Strength.STRONG
        elif agreeing or not photo.stated_sure or against[0].kind == "burnt" or _unset(against[0]):
            strength = Strength.WEAK
        shown = "、".join(f"{NAMES[c.kind]}{c.time:%Y-%m-%d}" for c in against)
        yield self.finding(
            unit=photo.unit,
            strength=strength,
            statement=f"{photo.stated_by}写明{photo.stated:%Y-%m-%d}，照片的{shown}，相差{abs(off[against[0].kind])}天",
            evidence=[
                Place(
                    path=photo.path,
                    page=1,
                    box=c.box,
                    quote=c.text,
                    marks=((0, len(c.text)),),
                    note=f"{NAMES[c.kind]}{'与写明日期不符' if c in against else '与写明日期相符'}",
                    show=i == 0 or c.box is not None,
                )
                for i, c in enumerate([*against, *agreeing])
            ],
            reasons=tuple(self._reasons(photo, against, agreeing, together)),
            basis=(Basis("照片拍摄信息", source="EXIF 2.3；文件名；画面文字"),),
            calibration="按事实表定级（见检查说明 photo/clock）",
        )

    @staticmethod
    def _reasons(photo: Trace, against: list[Clock], agreeing: list[Clock], together: list[Clock]) -> Iterable[Reason]:
        if len(together) >= 2:
            yield Reason(f"{'、'.join(NAMES[c.kind] for c in together)}相互一致，均与写明日期不符")
        if agreeing:
            yield Reason(f"{'、'.join(NAMES[c.kind] for c in agreeing)}与写明日期相符", innocent=len(together) < 2)
        if not photo.stated_sure:
            yield Reason("写明的日期没有年份，年份由上级文件夹推断", innocent=True)
        if any(c.kind == "burnt" for c in against):
            yield Reason("画面日期由识别得出，需看原图", innocent=True)
        if _unset(against[0]):
            yield Reason("相机时钟像是从未设置过", innocent=True)


def _event_day(record: Record) -> datetime.date | None:
    days = {d.start for d in record.dates if d.is_day and d.role is DateRole.MEETING and firm(d, record)}
    return days.pop() if len(days) == 1 else None


def _clocks(record: Record) -> Iterable[Clock]:
    taken = record.document.property("taken") or record.document.property("digitized")
    if (time := _time(taken)) is not None:
        yield Clock("camera", time, f"EXIF {taken}")
    if (time := _time(record.document.property("gps_time").removesuffix("Z"))) is not None:
        yield Clock("gps", time + BEIJING, f"GPS {record.document.property('gps_time')}")
    for named in record.named_dates:
        if named.origin == "camera" and named.dated.is_day:
            yield Clock("name", datetime.datetime.combine(named.dated.start, datetime.time()), record.name)
            break
    yield from _burnt_in(record)


def _time(text: str) -> datetime.datetime | None:
    try:
        return datetime.datetime.fromisoformat(text[:19])
    except ValueError:
        return None


def _burnt_in(record: Record) -> Iterable[Clock]:
    """A date printed by the camera: a line of its own in the outer fifth of the picture, digits and marks only."""
    page = record.document.pages[0] if record.document.pages else None
    for span in record.document.spans:
        if page is None or span.box is None:
            continue
        middle = (span.box[1] + span.box[3]) / 2
        if 0.2 * page.height < middle < 0.8 * page.height:
            continue
        if (found := printed_day(span.text)) is not None:
            time = datetime.datetime.combine(found, datetime.time())
            yield Clock("burnt", time, span.text, span.box)
            return


def _dated_by_page(photo: Trace, pages: dict[str, Trace]) -> Trace:
    """A picture inside a document takes the day of the meeting that the document records."""
    page = pages.get(photo.container)
    if photo.stated or page is None:
        return photo
    return msgspec.structs.replace(photo, stated=page.stated, stated_by=page.stated_by)


def _constant_offsets(photos: list[Trace]) -> dict[str, int]:
    """Cameras whose clock is off by the same number of days on two or more stated days."""
    seen: dict[str, list[tuple[datetime.date, int]]] = defaultdict(list)
    for photo in photos:
        for clock in photo.clocks:
            if clock.kind == "camera" and photo.stated and photo.camera:
                seen[photo.camera].append((photo.stated, (clock.time.date() - photo.stated).days))
    found = {}
    for camera, pairs in seen.items():
        middle = round(median(days for _, days in pairs))
        alike = {day for day, days in pairs if abs(days - middle) <= NEAR}
        if abs(middle) > NEAR and len(alike) >= 2 and len(alike) > len(pairs) / 2:
            found[camera] = middle
    return found


def _unset(clock: Clock) -> bool:
    return clock.kind == "camera" and clock.time.year in UNSET and clock.time.month == 1 and clock.time.day <= 2
