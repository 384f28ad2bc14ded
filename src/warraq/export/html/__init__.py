"""HTML of the model's nodes, written once for the paged PDF and for XHTML readers."""
