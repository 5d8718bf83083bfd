"""Templates that were compiled before fill pages as those that were not."""

from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path

import jinja2

from generator.publish.mkdocs.compiled import FOLDER, Compiled


def filled(cache: Path, text: str) -> str:
    templates = jinja2.Environment(
        loader=jinja2.DictLoader({"one.html": text}), bytecode_cache=Compiled(cache), autoescape=True
    )
    return templates.get_template("one.html").render(word="<here>")


def kept(cache: Path) -> list[Path]:
    return [path for path in (cache / FOLDER).rglob("*") if path.is_file()]


def test_what_is_kept_is_used(tmp_path: Path) -> None:
    assert filled(tmp_path, "a {{ word }}") == "a &lt;here&gt;"
    [file] = kept(tmp_path)
    before = file.stat()
    assert filled(tmp_path, "a {{ word }}") == "a &lt;here&gt;"
    assert file.stat() == before


def test_a_template_that_changed_is_compiled_again(tmp_path: Path) -> None:
    filled(tmp_path, "a {{ word }}")
    assert filled(tmp_path, "b {{ word }}") == "b &lt;here&gt;"
    assert len(kept(tmp_path)) == 1


def test_what_is_damaged_is_not_used(tmp_path: Path) -> None:
    filled(tmp_path, "a {{ word }}")
    [file] = kept(tmp_path)
    whole = file.read_bytes()
    for damaged in (whole[:-9] + b"x" * 9, whole[: len(whole) // 2], b""):
        file.write_bytes(damaged)
        assert filled(tmp_path, "a {{ word }}") == "a &lt;here&gt;"


def test_what_other_packages_compiled_goes(tmp_path: Path) -> None:
    other = tmp_path / FOLDER / "another" / "file"
    other.parent.mkdir(parents=True)
    other.touch()
    filled(tmp_path, "a {{ word }}")
    assert not other.exists()


def fills(cache: Path, wait: Callable[[], object]) -> None:
    wait()
    for number in range(100):
        assert filled(cache / str(number), "a {{ word }}") == "a &lt;here&gt;"


def test_processes_that_begin_together_do_not_remove_what_one_keeps(tmp_path: Path) -> None:
    own = get_context("spawn")
    together = own.Barrier(4)
    processes = [own.Process(target=fills, args=(tmp_path, together.wait)) for _ in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0, 0, 0]
