"""Apache PDFBox Preflight, a validator of PDF/A that others wrote, on our files for archives.

It knows part 1 alone (ISO 19005-1). A file of part 2 is made one of part 1 in what it claims and in
its frame; then all that is found wrong must be what part 2 allows.
"""

from __future__ import annotations

import re
import subprocess
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from tests.validators.test_pdf_conformance import sample, sink
from tests.validators.test_pdf_faults import (
    Plant,
    a_font_that_is_not_embedded,
    a_hidden_annotation,
    a_picture_that_is_smoothed,
    another_title,
)
from warraq.cli.machine import PREFLIGHT

JAVA = ("java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto")
VALIDATOR = "org.apache.pdfbox.preflight.Validator_A1b"
LINE = re.compile(r"(\d+(?:\.\d+)+) : (.*)")
ALLOWED = {
    "2.2.1": "Group has a transparency",  # part 2, 6.2.10
    "4.1.1": "SoftMask",  # part 2, 6.2.10
    "3.1.11": "CIDSet entry is missing",  # part 2, 6.2.11.4.2
    "7.2": "Author(s) must be represented by a single entry",  # part 2 compares no more
}

pytestmark = pytest.mark.skipif(
    not all(path.is_file() for path in PREFLIGHT), reason="PDFBox Preflight is not installed"
)


def as_part_1(pdf: pikepdf.Pdf) -> bytes:
    """Return a file of part 2 as one of part 1."""
    text = pdf.Root.Metadata.read_bytes()
    for old, new in (("part>2<", "part>1<"), ("conformance>U<", "conformance>B<")):
        assert old.encode() in text
        text = text.replace(old.encode(), new.encode())
    pdf.Root.Metadata.write(text)
    target = BytesIO()
    pdf.save(
        target,
        compress_streams=False,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        force_version="1.4",
    )
    return target.getvalue()


def faults(pdf: pikepdf.Pdf, folder: Path) -> list[str]:
    """Return what Preflight finds that part 2 does not allow."""
    path = folder / "file.pdf"
    path.write_bytes(as_part_1(pdf))
    done = subprocess.run(
        [*JAVA, "-cp", ":".join(map(str, PREFLIGHT)), VALIDATOR, str(path)],
        capture_output=True,
        check=False,
        timeout=120,
    )
    answer = (done.stdout + done.stderr).decode()
    assert "PDF/A-1b file" in answer, answer[-500:]
    found = LINE.findall(answer)
    assert found, "part 1 forbids what our files have"
    return [f"{code} {text}" for code, text in found if ALLOWED.get(code, "\0") not in text]


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(data))


def test_the_sample_passes(tmp_path: Path) -> None:
    assert faults(opened(sample("pdf/a-2u")[1]), tmp_path) == []


def test_the_kitchen_sink_passes(tmp_path: Path) -> None:
    assert faults(opened(sink("pdf/a-2u")), tmp_path) == []


@pytest.mark.parametrize(
    ("plant", "code"),
    [
        (a_font_that_is_not_embedded, "3.1.3"),
        (a_picture_that_is_smoothed, "2.3.2"),
        (a_hidden_annotation, "5.2.2"),
        (another_title, "7.2"),
    ],
)
def test_a_fault_would_be_seen(plant: Plant, code: str, tmp_path: Path) -> None:
    pdf = opened(sink("pdf/a-2u"))
    plant(pdf)
    found = faults(pdf, tmp_path)
    assert found
    assert all(fault.startswith(f"{code} ") for fault in found), found
