"""Running text to observations."""
