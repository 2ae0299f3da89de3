"""Files that people write: read with care, every problem with its line; written whole or not at all."""
