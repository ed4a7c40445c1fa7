"""A generated publication: the same content as a Concord folder, as Typst sources and as HTML."""
