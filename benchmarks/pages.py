"""Pages of known text, drawn and degraded like scans: what OCR is measured on."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

FONTS = ("NotoSansCJK-Regular.ttc", "NotoSerifCJK-Regular.ttc", "wqy-zenhei.ttc", "simsun.ttc", "msyh.ttc")
FOLDERS = ("/usr/share/fonts", "/Library/Fonts", "C:/Windows/Fonts")
A4_150 = (1240, 1754)


def font(size: int, serif: bool = False) -> ImageFont.FreeTypeFont:
    """A Chinese font of the system at a pixel size. Raises FileNotFoundError where there is none."""
    names = sorted(FONTS, key=lambda n: ("Serif" in n) != serif)
    for name in names:
        for folder in FOLDERS:
            for file in sorted(Path(folder).rglob(name)):
                return ImageFont.truetype(str(file), size)
    raise FileNotFoundError("no Chinese font found: install fonts-noto-cjk")


def page(text: str, size: int, seed: int, *, serif: bool = False, scan: bool = True) -> tuple[Image.Image, str]:
    """Draw as much of a text as fits on an A4 page at 150 dpi; return the picture and the text drawn."""
    rng = random.Random(seed)
    picture = Image.new("L", A4_150, 250)
    draw, face = ImageDraw.Draw(picture), font(size, serif)
    margin, line_height = 110, int(size * 1.75)
    per_line = (A4_150[0] - 2 * margin) // size
    lines = [text[i : i + per_line] for i in range(0, len(text), per_line)]
    lines = lines[: (A4_150[1] - 2 * margin) // line_height]
    for row, line in enumerate(lines):
        draw.text((margin, margin + row * line_height), line, 25, font=face)
    if scan:
        picture = picture.rotate(rng.uniform(-0.5, 0.5), Image.Resampling.BICUBIC, fillcolor=250)
        picture = picture.filter(ImageFilter.GaussianBlur(0.6))
        noise = np.random.default_rng(seed).normal(0, 5, (A4_150[1], A4_150[0]))
        picture = Image.fromarray(np.clip(np.asarray(picture) + noise, 0, 255).astype(np.uint8))
    return picture.convert("RGB"), "".join(lines)
