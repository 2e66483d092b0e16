"""The composite action of examples/: its own steps, run as a runner runs them on the checkout of a pull request."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "examples/github-action"
ACTION = yaml.safe_load((FOLDER / "action.yml").read_text("utf-8"))
WORKFLOW = (FOLDER / "readability.yml").read_text("utf-8")
STEPS = {step["name"]: step for step in ACTION["runs"]["steps"] if "run" in step}

pytestmark = pytest.mark.skipif(
    shutil.which("git") is None or shutil.which("bash") is None, reason="needs git and bash"
)

ADVICE = "設定を変更することができる。\n"


def git(folder: Path, *words: str) -> str:
    identity = ("-c", "user.name=n", "-c", "user.email=n@example.com", "-c", "commit.gpgsign=false")
    done = subprocess.run(["git", *identity, *words], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


@pytest.fixture
def checkout(tmp_path: Path) -> Callable[..., Path]:
    """What actions/checkout leaves of a pull request: its merge commit, and as many commits behind it as asked for."""

    def make(base: dict[str, str], change: Callable[[Path], None], depth: int = 2) -> Path:
        origin = tmp_path / "origin"
        origin.mkdir()
        git(origin, "init", "-q", "-b", "main")
        write(origin, base)
        git(origin, "add", "-A")
        git(origin, "commit", "-q", "-m", "base")
        git(origin, "checkout", "-q", "-b", "head")
        change(origin)
        git(origin, "add", "-A")
        git(origin, "commit", "-q", "-m", "head")
        git(origin, "checkout", "-q", "main")
        # Somebody else's post, which came to the target branch in the meantime.
        write(origin, {"posts/others.md": ADVICE})
        git(origin, "add", "-A")
        git(origin, "commit", "-q", "-m", "later")
        git(origin, "checkout", "-q", "-b", "merge")
        git(origin, "merge", "-q", "--no-ff", "-m", "merge", "head")
        clone = tmp_path / "clone"
        git(tmp_path, "clone", "-q", "--depth", str(depth), "--branch", "merge", origin.as_uri(), str(clone))
        return clone

    return make


def run(step: dict[str, Any], repository: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """One step, as a runner runs `shell: bash`: nothing but the inputs comes from GitHub."""
    assert step["shell"] == "bash"
    given = {name: inputs.get(name, declared["default"]) for name, declared in ACTION["inputs"].items()}
    env = {
        name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda m: given[m[1]], value)
        for name, value in step["env"].items()
    }
    temporary = repository.parent / "temp"
    program = temporary / "bin/jreadtools"
    if not program.exists():
        write(temporary, {"bin/jreadtools": f'#!/bin/sh\nexec "{sys.executable}" -m jreadtools "$@"\n'})
        program.chmod(0o755)
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    env |= {
        "PATH": path,
        "PYTHONPATH": str(ROOT),
        "RUNNER_TEMP": str(temporary),
        "LANG": "C.UTF-8",
        "GITHUB_ACTIONS": "true",
    }
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    return subprocess.run(
        command, check=False, cwd=repository, env=env, capture_output=True, text=True, encoding="utf-8"
    )


def run_all(repository: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """The steps behind the installation, as far as they come; the last one that ran."""
    done = run(STEPS["List the changed articles"], repository, **inputs)
    return done if done.returncode else run(STEPS["Check them"], repository, **inputs)


def annotated(done: subprocess.CompletedProcess[str]) -> set[str]:
    return set(re.findall(r"^::(?:notice|warning) file=(.*?),line=", done.stdout, re.MULTILINE))


def test_what_a_pull_request_changes_is_annotated_and_nothing_else(checkout: Callable[..., Path]) -> None:
    def change(folder: Path) -> None:
        write(
            folder,
            {
                "posts/changed.md": "一つ目です。\n\n" + ADVICE,
                "posts/題 名,100%.md": ADVICE,
                "-o.md": ADVICE,
                'posts/a"$(touch x)\n::error::.md': ADVICE,
                "chapter.re": ADVICE,
                "picture.svg": "<svg/>",
            },
        )
        (folder / "posts/gone.md").unlink()
        (folder / "posts/link.md").symlink_to(folder.parent / "secret.md")
        (folder.parent / "secret.md").write_text(ADVICE, "utf-8")

    base = dict.fromkeys(("posts/changed.md", "posts/kept.md", "posts/gone.md"), ADVICE)
    repository = checkout(base, change)
    done = run_all(repository)
    assert done.returncode == 0, done.stderr
    assert annotated(done) == {
        "posts/changed.md", "posts/題 名%2C100%25.md", "-o.md", 'posts/a"$(touch x)%0A%3A%3Aerror%3A%3A.md', "chapter.re",
    }  # fmt: skip
    assert "::notice file=posts/changed.md,line=3," in done.stdout
    assert all(line.startswith("::") for line in done.stdout.splitlines())
    assert not (repository / "x").exists()


def test_a_limit_of_the_repository_fails_the_step(checkout: Callable[..., Path]) -> None:
    def change(folder: Path) -> None:
        write(folder, {"posts/new.md": "静岡で会いましょう。\n"})

    repository = checkout({"jreadtools.toml": "[check]\nmax = { sentence_characters = 5 }\n"}, change)
    done = run_all(repository, args="--lang en  --finding none")
    assert done.returncode
    assert "::warning file=posts/new.md,line=1," in done.stdout
    assert "a sentence of 10 characters (at most 5)" in done.stdout


def test_only_the_files_that_are_named(checkout: Callable[..., Path]) -> None:
    def change(folder: Path) -> None:
        write(folder, {"posts/new.md": ADVICE, "README.md": ADVICE})

    done = run_all(checkout({"a.md": ADVICE}, change), files="posts/*.md\n\n")
    assert annotated(done) == {"posts/new.md"}
    assert done.returncode == 0


def test_a_pull_request_without_articles_passes(checkout: Callable[..., Path]) -> None:
    done = run_all(checkout({"a.md": ADVICE}, lambda folder: write(folder, {"tool.py": "1\n"})))
    assert (done.returncode, done.stdout) == (0, "")


def test_a_checkout_without_its_base_says_what_to_do(checkout: Callable[..., Path]) -> None:
    repository = checkout({"a.md": ADVICE}, lambda folder: write(folder, {"b.md": ADVICE}), depth=1)
    done = run_all(repository)
    assert done.returncode == 2
    assert "::error::" in done.stdout
    assert "fetch-depth: 2" in done.stdout


def test_it_needs_no_token_and_no_text_of_a_pull_request_is_run() -> None:
    """What others write reaches a step as a variable or a file: an expression inside `run` would be code."""
    text = (FOLDER / "action.yml").read_text("utf-8") + WORKFLOW
    assert "secrets." not in text
    assert "token" not in text.lower()
    assert set(re.findall(r"\$\{\{ (.*?) \}\}", text)) == {f"inputs.{name}" for name in ACTION["inputs"]}
    assert not any("${{" in step["run"] for step in STEPS.values())
    workflow = yaml.safe_load(WORKFLOW)
    assert workflow[True] == "pull_request"  # YAML 1.1 takes `on` for true
    assert workflow["permissions"] == {"contents": "read"}


def test_the_example_gives_inputs_that_the_action_has() -> None:
    checkout_step, step = yaml.safe_load(WORKFLOW)["jobs"]["check"]["steps"]
    assert checkout_step["with"]["fetch-depth"] == 2
    assert set(step["with"]) <= set(ACTION["inputs"])


@pytest.mark.parametrize(
    ("name", "schema"), [("action.yml", "vendor.github-actions"), ("readability.yml", "vendor.github-workflows")]
)
def test_the_schemas_of_github_take_it(name: str, schema: str) -> None:
    pytest.importorskip("check_jsonschema")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(FOLDER / name)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
