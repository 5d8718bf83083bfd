"""Digestpress: publish digests of articles as a website of topics."""

__version__ = "0.1.0"
