"""Caring for a rulebook: its cases, its checks, its coverage."""
