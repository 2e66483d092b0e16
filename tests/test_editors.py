"""Editors that are installed here attach to `jreadtools lsp` with the very lines that docs/editors.md shows."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from started import PATIENCE

pytest.importorskip("pygls", reason="pygls is not installed: pip install 'jreadtools[lsp]'")

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs/editors.md").read_text("utf-8")
TEXT = "# 題😀\n\n👨‍👩‍👧家で、設定を変更することができる。\n"
FOUND = "[変更することができる] 短く言える: 変更することができる → 変更できる"


def shown(language: str) -> str:
    """The lines that the page shows for an editor."""
    blocks = re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    return "".join(blocks)


def run(words: list[str], folder: Path) -> str:
    """What an editor prints in a folder with a post, a repository of its own."""
    program = folder / "bin/jreadtools"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m jreadtools "$@"\n', "utf-8")
    program.chmod(0o755)
    (folder / "a.md").write_text(TEXT, "utf-8")
    (folder / ".git").mkdir()
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    env = {
        **os.environ,
        "PATH": path,
        "PYTHONPATH": str(ROOT),
        "LANG": "ja_JP.UTF-8",
        "LC_ALL": "ja_JP.UTF-8",
        "HOME": str(folder),
    }
    done = subprocess.run(
        words, cwd=folder, env=env, capture_output=True, encoding="utf-8", timeout=PATIENCE, check=False
    )
    return done.stdout + done.stderr


NEOVIM = """
vim.wait(60000, function() return #vim.diagnostic.get(0) > 0 and #vim.lsp.codelens.get(0) > 0 end, 100)
for _, one in ipairs(vim.diagnostic.get(0)) do
  local words = vim.api.nvim_buf_get_text(0, one.lnum, one.col, one.end_lnum, one.end_col, {})
  io.write('[', words[1], '] ', one.message, '\\n')
end
for _, one in ipairs(vim.lsp.codelens.get(0)) do io.write('lens ', one.command.title, '\\n') end
vim.cmd('qa!')
"""


def neovim() -> tuple[int, ...]:
    """The version of the Neovim that is installed."""
    if shutil.which("nvim") is None:
        return ()
    said = subprocess.run(["nvim", "--version"], capture_output=True, text=True, check=True).stdout
    return tuple(map(int, re.findall(r"\d+", said)[:2]))


@pytest.mark.skipif(neovim() < (0, 11), reason="needs Neovim 0.11 or newer")
def test_neovim(tmp_path: Path) -> None:
    (tmp_path / "init.lua").write_text(shown("lua"), "utf-8")
    (tmp_path / "print.lua").write_text(NEOVIM, "utf-8")
    said = run(["nvim", "--clean", "-u", "init.lua", "--headless", "a.md", "-c", "luafile print.lua"], tmp_path)
    assert FOUND in said, said
    assert "lens 約1分" in said


EMACS = """
(package-initialize)
(require 'eglot)
(load (expand-file-name "init.el"))
(setq eglot-sync-connect 60)
(find-file "a.md")
(unless (eglot-current-server) (call-interactively #'eglot))
(with-timeout (60) (while (null (flymake-diagnostics)) (accept-process-output nil 0.1)))
(dolist (one (flymake-diagnostics))
  (message "[%s] %s" (buffer-substring (flymake-diagnostic-beg one) (flymake-diagnostic-end one)) (flymake-diagnostic-text one)))
"""


def has_eglot() -> bool:
    command = ["emacs", "--batch", "--eval", "(progn (package-initialize) (require 'eglot) (require 'markdown-mode))"]
    return (
        shutil.which("emacs") is not None and subprocess.run(command, capture_output=True, check=False).returncode == 0
    )


@pytest.mark.skipif(not has_eglot(), reason="needs Emacs with Eglot and markdown-mode")
def test_emacs(tmp_path: Path) -> None:
    (tmp_path / "init.el").write_text(shown("elisp"), "utf-8")
    (tmp_path / "print.el").write_text(EMACS, "utf-8")
    said = run(["emacs", "--batch", "-l", "print.el"], tmp_path)
    found = FOUND.replace("] ", "] jreadtools [needless_ability]: ")
    assert found in said, said
