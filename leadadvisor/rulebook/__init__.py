"""Reading: YAML files become a rulebook, or all their problems are told at once."""
