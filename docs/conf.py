"""Sphinx's settings; what the edition says of itself stands in pyproject.toml."""

extensions = ["myst_parser", "sphinx_design", "sphinxcontrib.bibtex", "edition"]
bibtex_bibfiles = ["references.bib"]
exclude_patterns = ["sources"]
html_theme = "edition"
