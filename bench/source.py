"""The sample, once or many times over in one document, laid out for warraq and its peers."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[1]


def prepare(folder: Path, times: int) -> None:
    """Lay out the sample for both: ours with notes by page and by document, and the peer's.

    The peer takes ``citation-style`` for a file of CSL, so its copy goes without that line.
    """
    shutil.copytree(ROOT / "source", folder, dirs_exist_ok=True)
    source = (folder / "article.md").read_text(encoding="utf-8")
    head, body = re.match(r"(?s)(---\n.*?\n---\n)(.*)", source).groups()  # type: ignore[union-attr]
    bodies = "\n\n".join(_copy(body, number) for number in range(times))
    (folder / "page.md").write_text(head + bodies, encoding="utf-8")
    document = re.sub(r"(numbering: *)page", r"\1document", head)
    (folder / "document.md").write_text(document + bodies, encoding="utf-8")
    peer = re.sub(r"(?m)^citation-style:.*\n", "", head)
    (folder / "peer.md").write_text(peer + bodies, encoding="utf-8")


def _copy(body: str, number: int) -> str:
    """Return a copy of the body whose identifiers, notes and words differ from other copies'.

    A program that remembers what it has set before must not profit from copies that no document
    has: in each, one pair of neighbouring words in two changes places.
    """
    if number == 0:
        return body
    body = re.sub(r"\[\^(\w+)\]", rf"[^\1-{number}]", body)
    body = re.sub(r"([#@])(sec|fig|tbl|eq)-([\w-]+)", rf"\1\2-\3-{number}", body)
    random = Random(number)

    def changed(found: re.Match[str]) -> str:
        keep = found[1] is None or random.random() < _SHARE
        return found[0] if keep else f"{found[2]} {found[1]}"

    return _PAIR.sub(changed, body)


_SHARE = 0.5
_WORD = r"[\u0621-\u064a]+"
_PAIR = re.compile(rf"\[[^\]]*\]|(?<={_WORD[:-1]} )({_WORD}) ({_WORD})(?= {_WORD})")
"""Two Arabic words among others; or what stands in brackets, which means something to Markdown."""
