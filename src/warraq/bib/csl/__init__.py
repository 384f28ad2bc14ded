"""CSL: any style of the Citation Style Language, each entry in its own language."""
