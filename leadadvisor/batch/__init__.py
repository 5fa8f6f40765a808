"""Scoring many profiles: a file with a row for each goes in, the same rows with what they come to come out."""
