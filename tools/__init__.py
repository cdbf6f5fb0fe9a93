"""What the keepers of the project run: locks, wheels, servers for the tests, translations."""
