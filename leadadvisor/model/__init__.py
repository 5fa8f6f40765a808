"""Values: what a rulebook, a profile and a recommendation are; nothing here reads a file or reasons."""
