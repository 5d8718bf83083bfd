#!/bin/sh
# Make sure that there is a Chromium or Chrome to test with: one that is there, else a new one.
# Java is for the HTML checker, whose test is skipped without it.
set -eu
if ! command -v java >/dev/null 2>&1 && command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    default-jre-headless; } || echo "No Java here: the test with the HTML checker will be skipped." >&2
fi
for name in chromium chromium-browser google-chrome google-chrome-stable chrome; do
  if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium && exit 0
fi
if .venv/bin/playwright install chromium; then exit 0; fi
echo "The tests need Chromium or Chrome, and it could not be installed here: install it, then run them again." >&2
exit 1
