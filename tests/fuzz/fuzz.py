"""`python -m tests.fuzz.fuzz NAME [options of libFuzzer]`: one reader under atheris, from its seeds on. What it finds lies in build/fuzz/NAME."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["backoffice_lib", "openpyxl"]):
    from tests.fuzz.seeds import seeds
    from tests.fuzz.targets import TARGETS, tried

HOME = Path("build/fuzz")


def main(name: str, options: list[str]) -> None:
    """Run one target until its time is up or something is found."""
    corpus = HOME / name / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for content in seeds(name):
        (corpus / hashlib.sha256(content).hexdigest()[:16]).write_bytes(content)
    limits = ["-timeout=20", "-rss_limit_mb=2000", "-max_len=40000", f"-artifact_prefix={HOME / name}/"]
    atheris.Setup([sys.argv[0], str(corpus), *limits, *options], lambda content: tried(name, content))
    atheris.Fuzz()


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        sys.exit(f"name one of {', '.join(TARGETS)}")
    main(sys.argv[1], sys.argv[2:])
