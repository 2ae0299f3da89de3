"""The nouns: frozen values, one definition each. Nothing here computes a dose."""
