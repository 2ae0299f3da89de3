"""What the program answers: use cases return these values, screens draw them, `--json` writes them."""
