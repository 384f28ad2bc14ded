"""Files attached to a PDF (ISO 32000-2, 7.11.4 and 14.13): the source that it was made from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import md5
from pathlib import PurePosixPath
from typing import Any

import pydyf  # type: ignore[import-untyped]

from warraq.diagnostics import NOWHERE
from warraq.export.api import ExportContext, ResourceError
from warraq.lang.terms import term

_MEDIA_TYPES = {
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".bib": "application/x-bibtex",
    ".yaml": "application/yaml",
    ".yml": "application/yaml",
}
_WORDS = {"text": "source-text", "bibliography": "references", "glossary": "glossary"}


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to attach; ``name`` is the one that it is saved under."""

    name: str
    data: bytes
    media_type: str
    description: str


def source_files(context: ExportContext, lang: str) -> list[Attachment]:
    """Return the files of the publication; one that cannot be read is reported (E121)."""
    result = []
    names = Counter(PurePosixPath(file.path).name for file in context.sources)
    for file in context.sources:
        path = PurePosixPath(file.path)
        try:
            data = context.resources.read(file.path)
        except ResourceError as error:
            context.report.warning("E121", f"the source cannot be attached: {error}", NOWHERE)
            continue
        name = path.name if names[path.name] == 1 else "-".join(path.parts)
        media_type = _MEDIA_TYPES.get(path.suffix.lower(), "text/plain")
        description = f"{term(lang, _WORDS[file.kind])}: {file.path}"
        result.append(Attachment(name, data, media_type, description))
    return result


def attach(pdf: Any, files: list[Attachment], timestamp: int) -> None:
    """Add files to a PDF that is not yet written, as the source of the whole document."""
    date = pydyf.String(datetime.fromtimestamp(timestamp, UTC).strftime("D:%Y%m%d%H%M%SZ"))
    names, associated = pydyf.Array(), pydyf.Array()
    for file in sorted(files, key=lambda file: pydyf.String(file.name).data):
        specification = _specification(pdf, file, date)
        names.extend((pydyf.String(file.name), specification.reference))
        associated.append(specification.reference)
    tree = pydyf.Dictionary({"Names": names})
    pdf.add_object(tree)
    catalog_names = pdf.catalog.setdefault("Names", pydyf.Dictionary())
    catalog_names["EmbeddedFiles"] = tree.reference
    pdf.catalog["AF"] = associated


def _specification(pdf: Any, file: Attachment, date: Any) -> Any:
    parameters = {
        "Size": len(file.data),
        "CreationDate": date,
        "ModDate": date,
        "CheckSum": f"<{md5(file.data, usedforsecurity=False).hexdigest()}>",
    }
    extra = {
        "Type": "/EmbeddedFile",
        "Subtype": pydyf.name(file.media_type).decode(),
        "Params": pydyf.Dictionary(parameters),
    }
    stream = pydyf.Stream([file.data], extra, compress=True)
    pdf.add_object(stream)
    specification = pydyf.Dictionary(
        {
            "Type": "/Filespec",
            "F": pydyf.String(file.name),
            "UF": pydyf.String(file.name),
            "EF": pydyf.Dictionary({"F": stream.reference, "UF": stream.reference}),
            "Desc": pydyf.String(file.description),
            "AFRelationship": "/Source",
        }
    )
    pdf.add_object(specification)
    return specification
