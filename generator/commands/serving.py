"""The command that shows a site while it is being written."""

from collections.abc import Iterable
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import click
from msgspec import structs

from generator.build import build
from generator.commands.common import Given, common, options_of, progress_of, report, say, settings_of
from generator.config import MKDOCS_FILE, SETTINGS_FILE, Settings
from generator.copies import in_a_copy
from generator.editor import TOPICS_FILE
from generator.errors import DigestError
from generator.model import Severity
from generator.publish.mkdocs.serving import serve_site
from generator.sources.discover import need_folder
from generator.writing.manifest import load_manifest

LAST_PORT = 65535


@click.command()
@common
@click.option("--address", default="127.0.0.1:8000", metavar="HOST:PORT", help="Where to serve the site.")
def serve(address: str, **given: object) -> None:
    """Build the site and serve it; rebuild it and reload the browser when a file changes."""
    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal() or int(port) > LAST_PORT:
        raise click.BadParameter("give HOST:PORT, such as 127.0.0.1:8000", param_hint="--address")

    def rebuild(site: Path) -> list[str]:
        try:
            settings = replace(settings_of(given), site=site)
            # What changed is noted when the site is built for good.
            options = structs.replace(options_of(given), remember=False)
            result = build(settings, options, progress_of(given), url=f"http://{address}/")
            report(result, given)
            say(f"Read it at http://{address}/ (Ctrl-C stops)", given)
        except DigestError as error:
            click.secho(str(error), fg="red", err=True)
            return [str(error)]
        wrong = (problem for problem in result.problems if problem.severity is Severity.ERROR)
        return [f"{problem.where}: {problem.message}" for problem in wrong]

    settings = settings_of(given)
    if not settings.articles_at:
        need_folder(settings.articles)  # nothing would tell that it came
    served = (
        settings.cache / f"served-{port}" / "site"
    )  # kept, so that the next time only what changed is made
    import_module("generator.publish.site")  # else the copy that makes the site would load it each time
    with in_a_copy(rebuild) as build_it:
        serve_site(build_it, _watched(settings, given), served, host, int(port))


def _watched(settings: Settings, given: Given) -> Iterable[Path]:
    """Return what a rebuild depends on: sources, settings, templates, and pages written by hand."""
    files = (SETTINGS_FILE, TOPICS_FILE, MKDOCS_FILE)
    named = [settings.articles, settings.root / "templates", *(settings.root / name for name in files)]
    generated = {path.split("/")[0] for path in load_manifest(settings.docs).owned}
    by_hand = [
        path
        for path in (sorted(settings.docs.iterdir()) if settings.docs.is_dir() else [])
        if path.name not in generated and not path.name.startswith(".")
    ]
    config = [given["config"]] if given["config"] else []
    return [path for path in (*named, *by_hand, *config) if path.exists()]
