"""Bibliography: reading BibTeX, names, dates, locators, positions, styles, lists."""
