"""The nouns of the API, a file each: what they look like, and what can be done with them."""
