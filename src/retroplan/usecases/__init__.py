"""Gather, decide, apply: one function a job, keyword-only, returning a frozen result. Nothing here prints."""
