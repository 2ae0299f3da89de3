"""The profile file: a person's own declaration, theirs to edit by hand."""
