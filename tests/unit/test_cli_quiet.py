"""Nothing that a library says to itself reaches the user; what warraq says does."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

# In a process of its own: pytest hides what a user would see.
PROGRAM = """
import logging, os, sys, warnings
from warraq.cli.quiet import quiet_libraries
try:
    with quiet_libraries():
        warnings.warn("a library's warning")
        logging.getLogger("fontTools").warning("a library's log")
        os.write(2, b"a C library's message\\n")
        print("ours: نص", file=sys.stderr)
        if sys.argv[1:] == ["fail"]:
            raise RuntimeError
except RuntimeError:
    pass
os.write(2, b"after\\n")
print("ours again", file=sys.stderr)
logging.getLogger("fontTools").warning("loud again")
"""


def run(*arguments: str, **environment: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stderr


@pytest.mark.parametrize("arguments", [(), ("fail",)])
def test_only_our_words_are_heard_and_the_rest_comes_back_after(arguments: tuple[str, ...]) -> None:
    assert run(*arguments) == "ours: نص\nafter\nours again\nloud again\n"


def test_debugging_hears_everything() -> None:
    heard = run(WARRAQ_DEBUG="1")
    for words in ("a library's warning", "a library's log", "a C library's message", "ours: نص"):
        assert words in heard


def test_a_closed_standard_error_is_no_failure() -> None:
    done = subprocess.run(
        f"{sys.executable} -c 'from warraq.cli.quiet import quiet_libraries as q\n"
        "with q(): print(1)' 2>&-",
        shell=True,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "1\n")
