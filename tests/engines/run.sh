#!/bin/sh
# Builds the demo's Markdown with other engines, and checks every page, link, anchor and feed of what comes out.
# Run it from the project's folder, with `digest` and `python` on the path; it installs the engines from the network.
set -eu
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
digest pages --quiet
for engine in zensical properdocs; do
  python -m venv "$work/$engine"
  "$work/$engine/bin/python" -m pip install --quiet --disable-pip-version-check --only-binary :all: \
    --require-hashes -r "requirements-$engine.lock"
  mkdir "$work/tree-$engine"
  cp -R docs mkdocs.yml "$work/tree-$engine"
  (cd "$work/tree-$engine" && "$work/$engine/bin/$engine" build --clean -f mkdocs.yml)
  digest index --quiet --site "$work/tree-$engine/site"
  digest check --site "$work/tree-$engine/site"
  echo "$engine: every page, link, anchor and feed is right"
done
