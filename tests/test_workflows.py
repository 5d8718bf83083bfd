"""The workflows do what they say: their steps are shell lines, and run here in order in a fresh clone or site."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from generator.scaffold import Host, new_site

ROOT = Path(__file__).parent.parent
OWN = ROOT / ".github" / "workflows"
GITHUB, GITLAB = ".github/workflows", ".gitlab-ci.yml"
NOT_HERE = {
    "Install": "installs from the network",
    "Install for the other Python": "installs from the network",
    "Install for this Python": "installs from the network",
    "Build in nine surroundings and with both": "takes minutes; test_reproducible does a part of it",
    "Compare them": "compares what two machines made",
    "Test, check and build the demo site": "runs this very suite",
    "Test all but how pages look and work": "runs this very suite",
    "Build and check the demo with Zensical and ProperDocs": "installs both from the network",
    "Look for known faults in what is installed": "asks the network",
    "Lint the workflows": "fetches actionlint from the network",
    "Make the release": "needs the host's own service",
    "Push it, or open a pull request": "needs the host's own service",
}
"""Steps that cannot run here, and why."""
NOT_RUN = ("python -m pip ", "curl ", "for file in dist", "git push", 'if test "$DIGEST_PULL_REQUEST"')
"""How lines of GitLab's jobs begin that need the network or the host."""


class Step(NamedTuple):
    job: str
    name: str
    run: str


def github_steps(folder: Path) -> Iterator[Step]:
    for file in sorted(folder.glob("*.yml")):
        for job, found in load(file)["jobs"].items():
            for step in found["steps"]:
                if "run" in step:
                    yield Step(f"{file.stem}/{job}", step["name"], step["run"])


def gitlab_steps(file: Path) -> Iterator[Step]:
    for job, found in load(file).items():
        for at, line in enumerate(found.get("script", []) if isinstance(found, dict) else [], 1):
            yield Step(job, f"line {at}", line)


def once(steps: Iterator[Step]) -> Iterator[Step]:
    """Yield the steps; lines that several jobs have stand for all of them."""
    seen = set()
    for step in steps:
        if step.run not in seen:
            yield step
        seen.add(step.run)


def load(file: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return loaded


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """What a runner gives: the command on the path, and the files that steps write to."""
    commands = tmp_path / "bin"
    commands.mkdir()
    for name, module in (("digest", "generator"), ("python", "")):
        call = f"exec '{sys.executable}' {f'-m {module} ' if module else ''}\"$@\"\n"
        (commands / name).write_text(f"#!/bin/sh\n{call}")
        (commands / name).chmod(0o755)
    files = {name: str(tmp_path / name) for name in ("GITHUB_PATH", "GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    outside = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    identity = {
        f"GIT_{who}_{what}": "x@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    path = f"{commands}{os.pathsep}{os.environ['PATH']}"
    return {
        **outside, **files, **identity, "PATH": path, "PYTHONPATH": str(ROOT), "RUNNER_TEMP": str(tmp_path),
    }  # fmt: skip


def repository(folder: Path, environment: dict[str, str]) -> None:
    for command in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "A site"]):
        subprocess.run(["git", *command], cwd=folder, env=environment, check=True, timeout=60)


def run(step: Step, folder: Path, environment: dict[str, str]) -> None:
    done = subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", step.run],
        check=False,
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert done.returncode == 0, f"{step.job}, {step.name}: {done.stdout[-2000:]}{done.stderr[-2000:]}"


needs_a_shell = pytest.mark.skipif(
    sys.platform == "win32" or not (shutil.which("bash") and shutil.which("git")),
    reason="the steps are lines for bash on Unix, with git",
)


@needs_a_shell
def test_the_steps_of_a_new_site_run_in_order(tmp_path: Path, environment: dict[str, str]) -> None:
    site = tmp_path / "site"
    new_site(site, title="Mine")
    repository(site, environment)
    (site / "feeds.lock.json").write_text("{}\n")
    ran = set()
    for step in once(github_steps(site / GITHUB)):
        if step.name == "Make the commit" and not (tmp_path / "changes.patch").exists():
            shutil.copy(site / "changes.patch", tmp_path)  # as uploading and downloading it does
            subprocess.run(
                ["git", "reset", "--hard", "--quiet"], cwd=site, env=environment, check=True, timeout=60
            )
        if step.name not in NOT_HERE:
            run(step, site, environment)
            ran.add(step.name)
    assert {
        "Build",
        "Check",
        "Say what changes",
        "Sync",
        "Make the commit",
        "Make the site to take along",
    } <= ran
    assert "The record begins: 1" in Path(environment["GITHUB_STEP_SUMMARY"]).read_text()
    assert Path(environment["GITHUB_OUTPUT"]).read_text() == "changed=true\n"
    committed = subprocess.run(
        ["git", "show", "--stat", "--format=%s"],
        cwd=site,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    ).stdout
    assert committed.startswith("Take in new articles")
    assert {"articles.lock.json", "feeds.lock.json", "articles.lock/how-this-site-works.txt"} <= set(
        committed.split()
    )


@needs_a_shell
def test_the_lines_of_a_new_site_on_gitlab_run_in_order(tmp_path: Path, environment: dict[str, str]) -> None:
    site = tmp_path / "site"
    new_site(site, title="Mine", host=Host.GITLAB)
    repository(site, environment)
    for step in once(gitlab_steps(site / GITLAB)):
        if not step.run.startswith(NOT_RUN):
            run(step, site, environment)
    assert (site / "public" / "index.html").is_file()
    assert (site / "changes.md").is_file()
    assert list((site / "dist").glob("*.zip"))


def our_files(environment: dict[str, str]) -> list[str]:
    """What a clone of this checkout would hold, as it lies here."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    if done.returncode != 0:
        pytest.skip("this is no checkout of the repository")
    return [name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]


@needs_a_shell
def test_our_own_steps_run_in_order(tmp_path: Path, environment: dict[str, str]) -> None:
    clone = tmp_path / "clone"
    for name in our_files(environment):
        (clone / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, clone / name)
    repository(clone, environment)
    for step in once(github_steps(OWN)):
        if step.name not in NOT_HERE and step.name != "Make the commit":  # there is nothing to commit
            run(step, clone, environment)
    assert {"SHA256SUMS", "licences.txt", "sbom.cdx.json"} <= {
        path.name for path in (clone / "dist").iterdir()
    }


def test_every_step_that_is_left_out_is_there() -> None:
    new = ROOT / "templates" / "site" / "dot-github" / "workflows"
    assert NOT_HERE.keys() <= {step.name for folder in (OWN, new) for step in github_steps(folder)}


WORKFLOWS = sorted([*OWN.glob("*.yml"), *(ROOT / "templates/site/dot-github/workflows").glob("*.yml")])


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: f"{file.parts[-4]}/{file.name}")
def test_a_workflow_has_no_right_that_a_job_does_not_ask_for(file: Path) -> None:
    workflow = load(file)
    assert workflow["permissions"] == {}
    assert workflow["concurrency"]["group"]
    for name, job in workflow["jobs"].items():
        assert job["timeout-minutes"] <= 45, name
        writes = {right for right, given in job["permissions"].items() if given == "write"}
        reads_what_others_wrote = any("digest " in step.get("run", "") for step in job["steps"])
        assert not (writes and reads_what_others_wrote), name


def test_no_secret_is_in_reach_of_a_pull_request() -> None:
    for file in WORKFLOWS:
        text = file.read_text(encoding="utf-8")
        assert "pull_request_target" not in text
        assert "workflow_run" not in text
        if "pull_request:" in text:
            assert "secrets." not in text
            assert "github.token" not in text


def program(name: str) -> str:
    """Return where a program of the locked tools lies."""
    found = shutil.which(name, path=str(Path(sys.executable).parent))
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def test_the_workflows_are_clean_under_zizmor() -> None:
    command = [program("zizmor"), "--offline", "--pedantic", "--quiet", *map(str, WORKFLOWS)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout


def test_the_workflows_are_clean_under_actionlint(tmp_path: Path) -> None:
    faulty = tmp_path / ".github" / "workflows" / "faulty.yml"
    faulty.parent.mkdir(parents=True)
    faulty.write_text(WORKFLOWS[0].read_text(encoding="utf-8").replace("github.ref", "github.reef"))
    command = [program("actionlint"), "-shellcheck", program("shellcheck"), "-no-color"]
    wrong, right = (
        subprocess.run([*command, *map(str, files)], capture_output=True, text=True, timeout=120, check=False)
        for files in ([faulty], WORKFLOWS)
    )
    assert "reef" in wrong.stdout
    assert right.returncode == 0, right.stdout


def test_a_new_site_can_have_other_workflows_or_none(tmp_path: Path) -> None:
    of_host = {host: set(new_site(tmp_path / host, title="x", host=host)) for host in Host}
    assert GITLAB in of_host[Host.GITLAB] - of_host[Host.GITHUB]
    assert f"{GITHUB}/sync.yml" in of_host[Host.GITHUB] - of_host[Host.GITLAB]
    assert not {
        name for name in of_host[Host.NONE] if "requirements" in name or name.startswith((".github", GITLAB))
    }


def test_a_new_site_installs_by_hash(tmp_path: Path) -> None:
    new_site(tmp_path, title="x", sha256="0" * 64)
    assert (tmp_path / "requirements.txt").read_text().endswith(f" --hash=sha256:{'0' * 64}\n")
    lock = (tmp_path / "requirements.lock").read_text()
    assert lock == (ROOT / "requirements.lock").read_text()
    assert lock.count("--hash=sha256:") > lock.count("==") > 20
    assert {"pypdf", "mammoth"} <= {line.partition("==")[0] for line in lock.splitlines()}
