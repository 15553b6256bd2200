"""The back-office workbench."""
