"""`retroplan plan apply`: a plan that was edited by hand."""
