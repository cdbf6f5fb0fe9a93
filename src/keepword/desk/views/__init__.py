"""Views of the desk, a file for each thing on the screen."""
