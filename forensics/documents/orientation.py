"""Which way is up: turning pictures and the boxes on them."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Image = npt.NDArray[np.uint8]
Quads = npt.NDArray[np.float32]
"""Text lines as corners, shape (n, 4, 2): x, y of top left, top right, bottom right, bottom left."""


def turn(picture: Image, degrees: int) -> Image:
    """Turn a picture clockwise by a multiple of 90 degrees."""
    return np.ascontiguousarray(np.rot90(picture, k=-(degrees // 90) % 4))


def on_its_side(quads: Quads) -> bool:
    """Whether most text lines stand upright on their short side, as on a page turned by 90 degrees."""
    if len(quads) < 3:
        return False
    wide = np.linalg.norm(quads[:, 0] - quads[:, 1], axis=1)
    high = np.linalg.norm(quads[:, 0] - quads[:, 3], axis=1)
    return bool(np.mean(high > 1.5 * wide) > 0.5)


def reading_order(quads: Quads) -> npt.NDArray[np.intp]:
    """Indices that sort lines by rows from the top, within a row from the left.

    Two lines share a row when their middles differ by less than half the smaller height.
    """
    if not len(quads):
        return np.empty(0, np.intp)
    middle = quads[:, :, 1].mean(axis=1)
    height = np.maximum(quads[:, :, 1].max(axis=1) - quads[:, :, 1].min(axis=1), 1)
    left = quads[:, :, 0].min(axis=1)
    rows: list[list[int]] = []
    for i in np.argsort(middle, kind="stable"):
        if rows and _same_row(middle, height, rows[-1], int(i)):
            rows[-1].append(int(i))
        else:
            rows.append([int(i)])
    return np.array([i for row in rows for i in sorted(row, key=lambda j: (left[j], j))], np.intp)


def _same_row(middle: npt.NDArray[Any], height: npt.NDArray[Any], row: list[int], i: int) -> bool:
    return bool(abs(middle[i] - middle[row[0]]) < 0.5 * min(height[i], height[row[0]]))
