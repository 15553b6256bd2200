"""One report, run in a kernel of its own and believed only when it proves that it ran."""
