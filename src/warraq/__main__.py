"""Lets ``python -m warraq`` do what ``warraq`` does."""

from warraq.cli.main import main

if __name__ == "__main__":
    main()
