"""Tests: what is known of them, what they say, whether one may be done, and a result that is kept."""
