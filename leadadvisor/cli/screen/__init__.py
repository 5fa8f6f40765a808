"""Asking on a terminal: what is shown and what is pressed, with keys on a capable terminal and with lines on any."""
