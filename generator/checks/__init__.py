"""Checks of a built site: what must hold before it is published, read from the files as a browser would."""
