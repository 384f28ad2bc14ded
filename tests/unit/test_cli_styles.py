"""``warraq styles`` shows what each style prints, and what is wrong in a style file."""

from __future__ import annotations

from pathlib import Path

import pytest

from warraq.bib.files import shipped_names
from warraq.cli.main import ExitStatus, main


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as end:
        main(["styles", *arguments])
    shown = capsys.readouterr()
    assert isinstance(end.value.code, int)
    return end.value.code, shown.out.replace("\u00a0", " "), shown.err


def test_every_style_is_listed_with_its_title_and_a_sample(
    capsys: pytest.CaptureFixture[str],
) -> None:
    status, out, err = run(capsys)
    assert (status, err) == (ExitStatus.FINE, "")
    blocks = out.strip().split("\n\n")
    assert [block.partition(":")[0] for block in blocks] == list(shipped_names())
    for block in blocks:
        title, *lines = block.split("\n")
        assert title.partition(": ")[2]
        assert [line[4] for line in lines] == ["1", "2", "3", "4", "–", "–"]
        assert all(len(line) > 8 for line in lines)


def test_one_style_in_a_paper_of_either_language(capsys: pytest.CaptureFixture[str]) -> None:
    _, arabic, _ = run(capsys, "arabic-notes")
    _, english, _ = run(capsys, "arabic-notes", "--lang", "en")
    assert "    2  المرجع السابق، ص. 95.\n" in arabic
    assert "    3  Shelly Culbertson and Linda Robinson, Making" in arabic
    first = [
        text.index("    –  Culbertson") < text.index("    –  علوي") for text in (arabic, english)
    ]
    assert first == [False, True]


def test_an_own_style_is_shown_and_its_faults_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("extends: arabic-notes\ntitle: مجلة\u202e المثال\n", encoding="utf-8")
    status, out, err = run(capsys, str(own))
    assert (status, err) == (ExitStatus.FINE, "")
    assert f"{own}: مجلة\\u202e المثال\n" in out
    own.write_text("extends: arabic-notes\nforms:\n  first: [titel]", encoding="utf-8")
    status, out, err = run(capsys, str(own))
    assert (status, out.strip()) == (ExitStatus.SOURCE_ERROR, "")
    assert f"{own}:3:11: error[C014]: unknown part or field: “titel”" in err


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["arabic-note"], ExitStatus.SOURCE_ERROR, "did you mean “arabic-notes”?"),
        (["no/such.yaml"], ExitStatus.SOURCE_ERROR, "C013"),
        (["--lang", "a b"], ExitStatus.USAGE_ERROR, "no language tag"),
    ],
)
def test_what_is_not_there(
    arguments: list[str], status: ExitStatus, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found, out, err = run(capsys, *arguments)
    assert (found, out.strip()) == (status, "")
    assert said in err
