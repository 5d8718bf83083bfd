"""The site to take along: an archive that opens by double click, books, and a file for Kiwix."""
