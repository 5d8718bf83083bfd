"""What can go wrong with a site's files, done to a real one; `benchmarks/faults.py` does it many times."""

import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from generator.build import build
from generator.config import load_settings
from generator.errors import DigestError
from generator.run import Options
from tests.conftest import tree
from tests.test_build import CLUB, TEAPOT, TOWNS
from tests.test_cli import run

Damage = Callable[[Path, random.Random], object]


def new_site(root: Path, articles: int = 0) -> Path:
    """A site of three articles, and more if asked for."""
    more = {f"articles/{n}.md": TEAPOT.replace("Leeds", TOWNS[n % 8]) for n in range(articles)}
    for name, content in {"digest.yml": "title: Mine\npublish: full\n", **CLUB, **more}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return root


def built(root: Path) -> str:
    """Build the site in this process and return what the build refused to do, if anything."""
    try:
        result = build(load_settings(root / "digest.yml"), Options(jobs=1), lambda *_: None)
    except DigestError as error:
        return str(error)
    return "\n".join(problem.message for problem in result.problems)


def command(root: Path) -> list[str]:
    return [sys.executable, "-m", "generator", "build", "--quiet", "--config", str(root / "digest.yml")]


# What a program keeps for itself, damaged ---------------------------------------------------------------


def state_files(root: Path) -> list[Path]:
    """Every file that a build leaves for the next one, and the published files."""
    ours = [*(root / ".digest").rglob("*"), *(root / "docs").glob(".digest-*"), root / "topics.lock.json"]
    return sorted(path for path in ours if path.is_file() and path.name != ".gitignore")


def _flipped(path: Path, chance: random.Random) -> None:
    data = bytearray(path.read_bytes())
    if data:
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)


def _cut(path: Path, chance: random.Random) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: chance.randrange(len(data) + 1)])


def _replaced(path: Path, chance: random.Random) -> None:
    path.unlink()
    path.mkdir()


DAMAGES: dict[str, Damage] = {
    "a bit flipped": _flipped,
    "cut short": _cut,
    "emptied": lambda path, _: path.write_bytes(b""),
    "other bytes": lambda path, chance: path.write_bytes(chance.randbytes(999)),
    "other JSON": lambda path, chance: path.write_text(
        chance.choice(["{}", "[]", "null", '{"files": 1}', "1"])
    ),
    "gone": lambda path, _: path.unlink(),
    "a folder": _replaced,
}


def damages_of(path: Path) -> list[str]:
    """What may happen to a file; a lock is an editor's file too, and a letter changed there is an edit."""
    return [name for name in DAMAGES if path.suffix != ".json" or name != "a bit flipped"]


def damage_and_build(root: Path, path: Path, damage: Damage, chance: random.Random) -> str:
    """Damage a file, build, and return what is wrong with what came of it; nothing if all is well.

    The site must be as it was; or the build has said in words what to do, and left the site alone.
    """
    before, content = tree(root / "site"), path.read_bytes()
    damage(path, chance)
    standing = root / ".digest" / "standing.msgpack"
    if path != standing:  # else nothing would be read at all
        standing.unlink(missing_ok=True)
    told = built(root)
    found = tree(root / "site")
    if path.is_dir():
        shutil.rmtree(path)
    path.write_bytes(content)
    standing.unlink(missing_ok=True)
    if found != before:
        return "the site is another: " + " ".join(name for name in before if found.get(name) != before[name])
    if told and not any(way in told for way in ("delete", "remove", "restore", "move")):
        return f"no way out is said: {told}"
    return "" if built(root) == "" and tree(root / "site") == before else "the next build is wrong"


# Programs that are killed -------------------------------------------------------------------------------


def kills(root: Path, count: int, chance: random.Random) -> Iterator[str]:
    """Kill a build at a random moment, again and again, and yield what was wrong each time."""
    site = root / "site"
    began = time.perf_counter()
    subprocess.run(command(root), check=True)
    whole = time.perf_counter() - began
    before = tree(site)
    for number in range(count):
        (root / "articles" / f"{number % 5}.md").write_text(TEAPOT.replace("Leeds", f"Bath {number}"))
        process = subprocess.Popen(command(root), stderr=subprocess.DEVNULL)
        time.sleep(whole * chance.uniform(0.2, 1.2))
        process.kill()
        process.wait()
        found = tree(site)
        subprocess.run(command(root), check=True)
        after = tree(site)
        clean = cleanly_built(root)
        yield "" if found in (before, after, {}) and after == clean else "the site is neither old nor new"
        before = after


def cleanly_built(root: Path) -> dict[str, bytes]:
    """The site made from the articles and the records as they are, with an empty cache, beside the other one."""
    settings = load_settings(root / "digest.yml")
    apart = replace(settings, site=root / "clean", cache=root / "clean-cache")
    build(apart, Options(jobs=1), lambda *_: None)
    found = tree(apart.site)
    for folder in (apart.site, apart.cache, root / ".clean.new"):
        shutil.rmtree(folder, ignore_errors=True)
    return found


# A disk that is full ------------------------------------------------------------------------------------


def build_on_a_full_disk(root: Path, room: int) -> tuple[int, str]:
    """Build while the disk that `root` lies on has `room` bytes left; return the exit code and the words."""
    filler = root.parent / "filler"
    free = shutil.disk_usage(root).free
    with filler.open("wb") as stream:
        for _ in range(max(0, free - room) // 4096):
            stream.write(b"\0" * 4096)
    try:
        done = run("build", "--quiet", folder=root)
    finally:
        filler.unlink()
    return done.returncode, done.stderr
