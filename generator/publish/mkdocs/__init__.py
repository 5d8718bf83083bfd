"""MkDocs, and the only modules that know it.

`configuration` reads its settings, `project` holds the files and the navigation of one build, `trust`
says whether its pages can be made one by one, `rendering` makes them, `whole` builds the plain way,
and `serving` serves a site that reloads.
"""
