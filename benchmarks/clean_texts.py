"""False alarms on texts that nobody made up: laws, work reports, speeches.

    python -m benchmarks.clean_texts TEXTS.jsonl.xz... [--most N]

Each record (`title`, `date`, `text`) becomes a text file; the folder is scanned by all detectors and every finding
is printed. None is expected.
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
import tempfile
from pathlib import Path

import forensics


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, nargs="+")
    parser.add_argument("--most", type=int, default=1500, help="texts of each file")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "texts"
        count = 0
        for source in options.texts:
            (folder / source.name).mkdir(parents=True)
            with lzma.open(source, "rt", encoding="utf-8") as lines:
                for number, record in zip(range(options.most), map(json.loads, lines), strict=False):
                    title = re.sub(r'[\\/:*?"<>|\s]', "", record["title"])[:40]
                    body = f"{record['title']}\n{record.get('date') or ''}\n{record['text']}"
                    (folder / source.name / f"{number:04}{title}.txt").write_text(body, "utf-8")
                    count += 1
        case = forensics.scan(folder, case=Path(scratch) / "case")
    for finding in case.findings:
        print(finding.strength.value, finding.pattern, finding.statement, "|", finding.evidence[0].path)
    print(f"{count} texts, {len(case.findings)} findings, {100 * len(case.findings) / count:.2f} per 100")


if __name__ == "__main__":
    main()
