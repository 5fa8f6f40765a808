"""For assistants: tools with short, checkable results, the server that offers them, and the skill that teaches them."""
