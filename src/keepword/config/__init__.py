"""How the house is put together: settings, the engine, URLs, the clock and the reactions."""
