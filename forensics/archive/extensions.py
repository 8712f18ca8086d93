"""What a file name promises, against what the content is."""

from __future__ import annotations

_PROMISES = {
    "docx": ("docx docm dotx dotm", "docx encrypted-office"),
    "xlsx": ("xlsx xlsm xltx xltm xlam", "xlsx encrypted-office"),
    "pptx": ("pptx pptm potx potm ppsx ppsm", "pptx encrypted-office"),
    "xlsb": ("xlsb", "xlsb encrypted-office"),
    "doc": ("doc dot", "doc ole"),
    "xls": ("xls xlt", "xls ole encrypted-office"),
    "ppt": ("ppt pps pot", "ppt ole encrypted-office"),
    "wps": ("wps wpt", "doc docx works ole encrypted-office"),
    "et": ("et ett", "xls xlsx ole encrypted-office"),
    "dps": ("dps dpt", "ppt pptx ole encrypted-office"),
    "msg": ("msg", "msg ole"),
    "odt": ("odt ott odm", "odt"),
    "ods": ("ods ots", "ods"),
    "odp": ("odp otp", "odp"),
    "text": ("txt csv tsv md log ini json yaml yml", "text eml"),
    "xml": ("xml", "text svg html"),
    "html": ("html htm xhtml", "html mhtml text"),
    "mhtml": ("mht mhtml", "mhtml eml"),
    "eml": ("eml", "eml mhtml text"),
    "jpeg": ("jpg jpeg jpe jfif", "jpeg"),
    "tiff": ("tif tiff", "tiff"),
    "bmp": ("bmp dib", "bmp"),
    "heic": ("heic heif avif", "heic"),
    "gzip": ("gz tgz", "gzip"),
    "bzip2": ("bz2 tbz tbz2", "bzip2"),
    "xz": ("xz txz", "xz"),
    "zstd": ("zst tzst", "zstd"),
    "lzh": ("lzh lha", "lzh"),
    "exe": ("exe dll scr com", "exe"),
    "sqlite": ("sqlite sqlite3", "sqlite"),
    "video": ("mp4 mov avi mkv wmv flv mpg mpeg m4v 3gp webm", "video audio"),
    "audio": ("mp3 wav m4a wma ogg flac amr aac", "audio video"),
    "pdf": ("pdf", "pdf"),
    "ofd": ("ofd", "ofd"),
    "rtf": ("rtf", "rtf"),
    "png": ("png", "png"),
    "gif": ("gif", "gif"),
    "webp": ("webp", "webp"),
    "psd": ("psd", "psd"),
    "svg": ("svg", "svg"),
    "zip": ("zip zipx", "zip"),
    "7z": ("7z", "7z"),
    "rar": ("rar", "rar"),
    "tar": ("tar", "tar"),
    "cab": ("cab", "cab"),
}
_ALLOWED: dict[str, frozenset[str]] = {
    extension: frozenset(kinds.split()) for extensions, kinds in _PROMISES.values() for extension in extensions.split()
}
_SPOKEN = {
    "text": "纯文本",
    "html": "网页（HTML）",
    "mhtml": "单文件网页（MHT）",
    "rtf": "RTF 文档",
    "eml": "电子邮件",
    "encrypted-office": "加密的 Office 文档",
    "works": "Works 文档",
    "ole": "复合文档（OLE）",
    "exe": "可执行程序",
    "video": "视频",
    "audio": "音频",
    "binary": "无法识别的二进制数据",
}


def promised(extension: str) -> frozenset[str]:
    """Kinds that a lower-case extension (no dot) stands for; empty if it stands for none in particular."""
    return _ALLOWED.get(extension, frozenset())


def disagreement(extension: str, kind: str) -> str:
    """A Chinese note when an extension (lower case, no dot) promises another type than found; else empty."""
    allowed = promised(extension)
    if not allowed or kind in allowed or kind in ("", "empty"):
        return ""
    return f"扩展名为 .{extension}，内容却是{_SPOKEN.get(kind, ' ' + kind)}"
