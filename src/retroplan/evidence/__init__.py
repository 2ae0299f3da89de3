"""The evidence catalogue: package data with citations, and how it is read."""
