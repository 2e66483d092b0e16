"""The example notebook runs, and what is stored in it is what it gives.

    python tests/test_notebook.py

runs it and stores what it gives anew: after a change of values, words or style.
"""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest

NOTEBOOK = Path(__file__).resolve().parents[1] / "examples" / "notebook.ipynb"


def executed() -> dict[str, Any]:
    """The notebook with what it gives now: of a card or a table only the HTML, and no times."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(NOTEBOOK, as_version=4)
    NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": NOTEBOOK.parent}}
    ).execute()
    for cell in notebook.cells:
        cell.metadata.clear()
        for output in cell.get("outputs", []):
            if "text/html" in output.get("data", {}):
                output.data.pop("text/plain", None)
                # Tables with bars get another id at every run.
                output.data["text/html"] = re.sub(r"\bT_[0-9a-f]{5}", "T_0", output.data["text/html"])
    notebook.metadata = {"kernelspec": notebook.metadata.kernelspec, "language_info": {"name": "python"}}
    nbformat.validate(notebook)
    done: dict[str, Any] = json.loads(nbformat.writes(notebook))
    return done


def seen(notebook: dict[str, Any]) -> list[list[str]]:
    """The words that a reader sees below each cell, whatever their style."""
    return [
        ["".join(output.get("text", "")) or words(output["data"]) for output in cell["outputs"]]
        for cell in notebook["cells"]
        if cell["cell_type"] == "code"
    ]


def words(data: dict[str, Any]) -> str:
    """The words of an output that is shown."""
    shown = "".join(data.get("text/html") or data["text/plain"])
    return " ".join(html.unescape(re.sub(r"<style.*?</style>|<[^>]*>", " ", shown, flags=re.DOTALL)).split())


def test_what_is_stored_is_what_it_gives() -> None:
    """Every cell runs without a word on standard error, and a reader on the web sees what a run would show."""
    pytest.importorskip("nbclient", reason="nbclient is not installed (pip install nbclient)")
    pytest.importorskip("ipykernel", reason="ipykernel is not installed (pip install ipykernel)")
    now, stored = executed(), json.loads(NOTEBOOK.read_text("utf-8"))
    assert [
        output for cell in now["cells"] for output in cell.get("outputs", []) if output.get("name") == "stderr"
    ] == []
    assert seen(now) == seen(stored), "stored anew by: python tests/test_notebook.py"
    assert sum(map(len, seen(stored))) > 4


if __name__ == "__main__":
    NOTEBOOK.write_text(json.dumps(executed(), ensure_ascii=False, indent=1) + "\n", "utf-8")
