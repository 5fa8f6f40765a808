"""The smallest Typer program: what every Typer program pays before it does anything of its own."""

import typer


def main() -> None:
    """Say hello."""
    print("hello")


if __name__ == "__main__":
    typer.run(main)
