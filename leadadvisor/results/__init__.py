"""The loop: a firm's results file and plan numbers, read strictly and written whole or not at all."""
