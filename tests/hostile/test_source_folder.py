"""Nothing outside the source folder is read, and nothing but regular files of a sane size."""

from __future__ import annotations

import os
import sys
import unicodedata
from pathlib import Path

import pytest

from warraq.read.publication import load_publication
from warraq.source import (
    ResourceError,
    ResourceMissingError,
    ResourceOutsideError,
    ResourceTooLargeError,
    SourceFolder,
)


@pytest.fixture
def folder(tmp_path: Path) -> SourceFolder:
    (tmp_path / "secret.txt").write_text("secret")
    root = tmp_path / "work"
    (root / "figures").mkdir(parents=True)
    (root / "figures" / "map.png").write_bytes(b"png")
    return SourceFolder(root)


def test_a_file_below_the_folder_is_read(folder: SourceFolder) -> None:
    assert folder.read("figures/map.png") == b"png"
    assert folder.read("figures/../figures/./map.png") == b"png"


@pytest.mark.parametrize(
    "name",
    [
        "../secret.txt",
        "/etc/passwd",
        "figures/../../secret.txt",
        "C:/x",
        "figures\\map.png",
        "\\\\h\\x",
    ],
)
def test_a_path_that_leads_out_is_refused(folder: SourceFolder, name: str) -> None:
    with pytest.raises(ResourceOutsideError):
        folder.read(name)


@pytest.mark.parametrize("name", ["", "a\x00b", ".", "figures"])
def test_what_is_no_file_is_refused(folder: SourceFolder, name: str) -> None:
    with pytest.raises(ResourceError):
        folder.read(name)
    with pytest.raises(ResourceError):
        folder.resolve(name)


def test_symbolic_links_count_by_where_they_lead(folder: SourceFolder) -> None:
    (folder.root / "out.txt").symlink_to(folder.root.parent / "secret.txt")
    (folder.root / "in.png").symlink_to("figures/map.png")
    (folder.root / "loop").symlink_to("loop")
    (folder.root / "up").symlink_to("..")
    assert folder.read("in.png") == b"png"
    for name in ("out.txt", "up/secret.txt"):
        with pytest.raises(ResourceOutsideError):
            folder.read(name)
    with pytest.raises(ResourceError):
        folder.read("loop")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_a_pipe_is_refused_and_does_not_wait(folder: SourceFolder) -> None:
    os.mkfifo(folder.root / "pipe")
    for ask in (folder.read, folder.resolve):
        with pytest.raises(ResourceError, match="regular"):
            ask("pipe")
    publication = load_publication(folder.root / "pipe")
    assert [item.code for item in publication.report] == ["S001"]


def test_a_device_is_refused() -> None:
    publication = load_publication("/dev/zero")
    assert [item.code for item in publication.report] == ["S001"]


def test_size_is_bounded(folder: SourceFolder) -> None:
    (folder.root / "big").write_bytes(b"x" * 11)
    assert folder.read("big", 11) == b"x" * 11
    with pytest.raises(ResourceTooLargeError):
        folder.read("big", 10)


def test_a_missing_file_names_the_nearest(folder: SourceFolder) -> None:
    with pytest.raises(ResourceMissingError) as caught:
        folder.read("figures/mop.png")
    assert caught.value.similar == "figures/map.png"
    with pytest.raises(ResourceMissingError) as caught:
        folder.read("nowhere/map.png")
    assert caught.value.similar == ""


@pytest.mark.skipif(sys.platform == "darwin", reason="the file system does this itself")
@pytest.mark.parametrize(("stored", "asked"), [("NFC", "NFD"), ("NFD", "NFC")])
def test_names_in_either_normal_form(folder: SourceFolder, stored: str, asked: str) -> None:
    name = "آثار.png"
    (folder.root / unicodedata.normalize(stored, name)).write_bytes(b"1")  # type: ignore[arg-type]
    assert folder.read(unicodedata.normalize(asked, name)) == b"1"  # type: ignore[arg-type]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_reported(folder: SourceFolder) -> None:
    (folder.root / "a.md").write_text("x")
    (folder.root / "a.md").chmod(0)
    publication = load_publication(folder.root / "a.md")
    assert [item.code for item in publication.report] == ["S001"]


@pytest.mark.parametrize(
    ("source", "codes"),
    [
        ("![x](../secret.txt)", ["S031"]),
        ("![x](/etc/passwd)", ["S031"]),
        ("![x](https://example.org/x.png)", ["S031"]),
        ("![x](data:image/png;base64,AAAA)", ["S031"]),
        ("![x](%2e%2e/secret.txt)", ["S031"]),
        ("![x](figures/map.png)", ["S032"]),
        ("---\nbibliography: ../secret.txt\n---\n", ["S002"]),
        ("---\nglossary: /etc/passwd\n---\n", ["S002"]),
        ("---\nchapters: [../secret.txt]\n---\n", ["S002"]),
        ("---\nchapters: [figures]\n---\n", ["S001"]),
    ],
)
def test_a_source_cannot_name_a_file_outside(
    folder: SourceFolder, source: str, codes: list[str]
) -> None:
    (folder.root / "a.md").write_text(source, "utf-8")
    publication = load_publication(folder.root / "a.md")
    assert [item.code for item in publication.report] == codes
    assert "secret" not in repr(publication.document.blocks).replace("secret.txt", "")
