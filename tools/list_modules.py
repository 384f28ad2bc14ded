"""Write the list of modules in docs/architecture.md from the first lines of the modules."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "architecture.md"
START, END = "<!-- modules -->\n", "<!-- end of modules -->\n"


def module_list() -> str:
    """Return the list in Markdown: a heading for each folder, a line for each module."""
    package = ROOT / "src" / "warraq"
    folders: dict[str, list[str]] = {}
    for path in sorted(package.rglob("*.py")):
        purpose = (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").split("\n")
        folder = path.parent.relative_to(package.parent).as_posix()
        folders.setdefault(folder, []).append(f"- `{path.name}`: {purpose[0]}")
    return "\n".join(
        f"### {name}/\n\n" + "\n".join(folders[name]) + "\n" for name in sorted(folders)
    )


def main() -> None:
    """Rewrite the list in the page."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(START)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{START}\n{module_list()}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
