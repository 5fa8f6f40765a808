"""The commands that care for a rulebook, one file each."""
