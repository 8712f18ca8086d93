"""The Chinese names of what the result says in code words."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from forensics.archive.item import Status
from forensics.detection.finding import Strength

STRENGTHS = {Strength.STRONG: "强", Strength.MODERATE: "中", Strength.WEAK: "弱"}

CERTAINTIES = {"sure": "确定", "likely": "大致确定，可能相差数日", "unsure": "不确定"}

FAMILIES = {
    "copy": "照搬雷同",
    "hand": "笔迹签名",
    "time": "时间矛盾",
    "term": "用语错误",
    "record": "记录矛盾",
    "figure": "数据矛盾",
    "photo": "照片疑点",
    "file": "文件改动",
}

STATUSES = {
    Status.OK: "已检查",
    Status.PARTIAL: "部分检查",
    Status.UNREADABLE: "无法读取",
    Status.ENCRYPTED: "已加密",
    Status.OVER_LIMIT: "超出限额",
    Status.TIMED_OUT: "超时",
    Status.CRASHED: "读取程序异常中止",
    Status.OUT_OF_MEMORY: "内存不足",
    Status.CHANGED: "扫描中被改动",
    Status.SPECIAL: "不是普通文件",
}

WAYS_OUT = {
    Status.OK: "",
    Status.PARTIAL: "未检查的部分请人工查阅。",
    Status.UNREADABLE: "请用原程序打开核对；打不开的，请报送单位重新提供原件。",
    Status.ENCRYPTED: "请向报送单位索取密码或未加密的原件。",
    Status.OVER_LIMIT: "请人工查阅，或调高限额后重新扫描。",
    Status.TIMED_OUT: "请人工查阅，或延长时限后重新扫描。",
    Status.CRASHED: "文件可能损坏，请人工查阅或重新调取。",
    Status.OUT_OF_MEMORY: "请人工查阅，或在内存更大的电脑上重新扫描。",
    Status.CHANGED: "请停止写入该文件夹后重新扫描。",
    Status.SPECIAL: "快捷方式、链接或设备不含材料，请核对它指向何处。",
}

KINDS = {
    "": "未识别",
    "empty": "空文件",
    "binary": "无法识别的数据",
    "text": "纯文本",
    "html": "网页",
    "mhtml": "单文件网页",
    "xml": "XML 数据",
    "rtf": "RTF 文档",
    "eml": "电子邮件",
    "msg": "Outlook 邮件",
    "docx": "Word 文档",
    "doc": "Word 文档（旧版）",
    "xlsx": "Excel 表格",
    "xlsb": "Excel 表格（二进制）",
    "xls": "Excel 表格（旧版）",
    "pptx": "PPT 演示文稿",
    "ppt": "PPT 演示文稿（旧版）",
    "odt": "ODF 文档",
    "ods": "ODF 表格",
    "odp": "ODF 演示文稿",
    "works": "Works 文档",
    "ole": "复合文档",
    "encrypted-office": "加密的 Office 文档",
    "pdf": "PDF 文档",
    "ofd": "OFD 版式文档",
    "jpeg": "JPEG 图片",
    "png": "PNG 图片",
    "gif": "GIF 图片",
    "webp": "WebP 图片",
    "tiff": "TIFF 图片",
    "bmp": "BMP 图片",
    "heic": "HEIC 图片",
    "svg": "SVG 图形",
    "psd": "Photoshop 图像",
    "zip": "ZIP 压缩包",
    "7z": "7z 压缩包",
    "rar": "RAR 压缩包",
    "tar": "TAR 包",
    "gzip": "GZIP 压缩",
    "bzip2": "BZIP2 压缩",
    "xz": "XZ 压缩",
    "zstd": "ZSTD 压缩",
    "cab": "CAB 压缩包",
    "lzh": "LZH 压缩包",
    "video": "视频",
    "audio": "音频",
    "exe": "可执行程序",
    "sqlite": "数据库",
}

_BEIJING = timezone(timedelta(hours=8))


def family(pattern: str) -> str:
    """The name of a pattern's family; an outsider's family keeps its own word."""
    word = pattern.partition("/")[0]
    return FAMILIES.get(word, word)


def kind(word: str) -> str:
    """The name of a type of file; an unknown one keeps its own word."""
    return KINDS.get(word, word)


def clock(stamp: str) -> datetime | None:
    """An ISO time as Beijing wall clock; zoneless times stay as they are, None for what is no time."""
    try:
        moment = datetime.fromisoformat(stamp)
        if moment.tzinfo is not None:
            moment = moment.astimezone(_BEIJING).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return None
    return moment


def clock_words(stamp: str) -> str:
    """`2016-05-12 09:30` in Beijing time; what is no time stays as written."""
    moment = clock(stamp)
    return stamp if moment is None else f"{moment.year:04}-{moment:%m-%d %H:%M}"


def size(count: int) -> str:
    """Bytes in the unit that reads best."""
    if count < 1024:
        return f"{count} 字节"
    for unit in ("KB", "MB"):
        count_in_unit = count / 1024
        if count_in_unit < 1024:
            return f"{count_in_unit:.1f} {unit}"
        count //= 1024
    return f"{count / 1024:.1f} GB"
