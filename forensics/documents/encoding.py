"""The encoding of Chinese text, by a ladder of cheap tests (measured in knowledge/notes_documents.md).

Byte order mark; NUL bytes (UTF-16); strict UTF-8; else the candidate whose text has the largest share of
everyday characters. Files glued together from several encodings are decoded line by line.
"""

from __future__ import annotations

import codecs
from typing import NamedTuple

_COMMON = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道"
    "行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意"
    "无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什"
    "二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义"
    "各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金"
    "指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求"
    "据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运笔席委党支议纪组织讲习持录参缺请假容村"
    "镇乡县街办室农户贫困帮扶脱干群众落精贯彻省级近改革服监督检查整责环境卫项均收元亩植养殖企六七八九零百千亿"
    "岁周号楼联填备注签字盖章附单职姓份证族汉男积极言讨弃致况划季星午晚早晨召举育评廉宣调示措施推善继续始束散"
    "根按照步深效具包括存足算页這個們來爲國說時會對於過發後裏種經麼學現當沒動還進樣開從實軍無與長機關點業將兩"
    "間問並應戰頭體見產話內給門兒東聲員論處義幾認條氣題爾別變總電數報結務場計資許統區隊決馬書則聽卻達強難權設"
    "記類據邊張該規萬覺術領確傳師觀讓識帶導爭運筆黨議紀組織講習錄參請鎮鄉縣辦農戶貧幫脫幹羣衆貫徹級監檢責環衛"
    "項畝養億歲號樓聯備註簽蓋單職證漢積極討棄況劃舉評調繼續頁，。、：；（）“”《》！？裡為"
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_CANDIDATES = ("gb18030", "big5", "utf-16-le", "utf-16-be", "shift_jis")
_SAMPLE = 20_000
_PIECES = 200_000


class Decoded(NamedTuple):
    """Text, the codec that gave it ("mixed" for several), and a remark in Chinese, empty if certain."""

    text: str
    encoding: str
    note: str


def decode(data: bytes) -> Decoded:
    """The text of `data`. Never raises: bytes that fit no encoding become U+FFFD and are noted."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = data.decode(encoding, "replace").removeprefix("\ufeff")
            return Decoded(text, encoding, "个别字节无法解码" if "\ufffd" in text else "")
    wide = _utf16(data) if b"\0" in data[: 4 * _SAMPLE] else None
    found = wide or _utf8(data)
    if found is None and _holds_utf8(data):
        return _mixed(data)
    found = found or _best(data)
    return _mixed(data) if found is None or found.note else found


def _strict(data: bytes, encoding: str) -> str:
    """Decode; a character cut in half by the end of the data is dropped. Raises UnicodeDecodeError."""
    return codecs.getincrementaldecoder(encoding)("strict").decode(data, final=False)


def _holds_utf8(data: bytes) -> bool:
    """Whether a line of data that is not UTF-8 as a whole says something in Chinese in UTF-8."""
    for line in data[: 4 * _SAMPLE].splitlines():
        if len(line) >= 9 and not line.isascii():
            try:
                text = line.decode("utf-8")
            except UnicodeDecodeError:
                continue
            if _score(text) >= 0.3:
                return True
    return False


def _utf16(data: bytes) -> Decoded | None:
    even = data[: len(data) // 2 * 2]
    readings = [(enc, even.decode(enc, "replace")) for enc in ("utf-16-le", "utf-16-be")]
    encoding, text = max(readings, key=lambda reading: _plain_share(reading[1]))
    if _plain_share(text) <= 0.9:
        return None
    return Decoded(text, encoding, "" if len(even) == len(data) else "末尾有半个字符")


def _plain_share(text: str) -> float:
    """The share of Chinese characters, Chinese punctuation and printable ASCII."""
    sample = text[:_SAMPLE]
    if not sample:
        return 0.0
    good = sum(
        "\u4e00" <= c <= "\u9fff"
        or " " <= c <= "~"
        or c in "\t\r\n"
        or "\u2010" <= c <= "\u2026"
        or "\u3000" <= c <= "\u301f"
        or "\uff00" <= c <= "\uff5e"
        for c in sample
    )
    return good / len(sample)


def _utf8(data: bytes) -> Decoded | None:
    try:
        text = _strict(data, "utf-8")
    except UnicodeDecodeError:
        return None
    # A few GBK and UTF-16 texts are valid UTF-8 by accident. They read as no Chinese at all in UTF-8
    # and as nothing but everyday Chinese in their own encoding.
    if len(data) >= 8 and _score(text) <= 0:
        other = _best(data)
        if other and _score(other.text) >= 0.8:
            return other
    return Decoded(text, "utf-8", "")


def _best(data: bytes) -> Decoded | None:
    best: tuple[float, Decoded] | None = None
    for encoding in _CANDIDATES:
        try:
            text = _strict(data, encoding)
        except UnicodeDecodeError:
            continue
        score = _score(text)
        if best is None or score > best[0]:
            best = score, Decoded(text, encoding, "")
    if (best is None or best[0] <= 0) and _is_western(data):
        return Decoded(data.decode("cp1252", "replace"), "cp1252", "")
    if best is None:
        return None
    score, decoded = best
    return decoded if score >= 0.2 else decoded._replace(note="编码不能确定，文字可能有误")


def _is_western(data: bytes) -> bool:
    """Whether most bytes are ASCII and the others stand alone or nearly so, as accents do."""
    sample = data[:_SAMPLE]
    beyond = sum(byte > 0x9F for byte in sample)
    controls = sum(byte < 9 or 0x7F <= byte <= 0x9F for byte in sample)
    return bool(beyond) and beyond < 0.35 * len(sample) and not controls


def _score(text: str) -> float:
    """The share of everyday characters among those beyond ASCII, minus twice that of unlikely ones."""
    beyond = [c for c in text[:_SAMPLE] if c > "~" or (c < " " and c not in "\t\r\n\f")]
    if not beyond:
        return 0.0
    good = sum(c in _COMMON for c in beyond)
    bad = sum(
        c < " " or "\x7f" <= c <= "\u024f" or "\ue000" <= c <= "\uf8ff" or "\uff61" <= c <= "\uff9f" or c == "\ufffd"
        for c in beyond
    )
    return (good - 2 * bad) / len(beyond)


def _mixed(data: bytes) -> Decoded:
    """Line by line, each in its own encoding; the last resort for files glued together or damaged."""
    lines = data.splitlines(keepends=True)
    if len(lines) > _PIECES:
        return _damaged(data)
    pieces: list[Decoded] = []
    for line in lines:
        piece = _utf8(line) or _best(line)
        pieces.append(_damaged(line) if piece is None or piece.note else piece)
    encodings = {piece.encoding for line, piece in zip(lines, pieces, strict=True) if not line.isascii()}
    text = "".join(piece.text for piece in pieces)
    if len(encodings) > 1:
        return Decoded(text, "mixed", "混有多种编码，逐行识别")
    note = next((piece.note for piece in pieces if piece.note), "")
    return Decoded(text, next(iter(encodings), "gb18030"), note)


def _damaged(data: bytes) -> Decoded:
    """The likeliest reading where no encoding fits strictly: a wrong byte must not cost the rest."""
    readings = [(data.decode(encoding, "replace"), encoding) for encoding in ("utf-8", *_CANDIDATES)]
    text, encoding = max(readings, key=lambda reading: _score(reading[0]))
    return Decoded(text, encoding, "个别字节无法解码" if "\ufffd" in text else "编码不能确定，文字可能有误")
