"""What keeps the start of a notebook short."""

from __future__ import annotations

import sys


def skip_unused_grammars() -> None:
    """Spare every start of a notebook, and every first chart in one, the second or more that unused grammars cost.

    Whatever reads a notebook (papermill, nbconvert, JupyterLab, and a kernel when it shows its first chart) imports
    jsonschema, which imports rfc3987_syntax where it is installed, which compiles 35 grammars on the spot. They check
    one thing, whether a text is an international web address, and no notebook schema asks for that. A None in
    `sys.modules` makes the import fail quietly, and jsonschema then does without, as it does where the package is
    absent. To take effect it has to happen before jsonschema is imported: first thing in `backoffice_lib/__init__`, so
    in the command line and in every kernel that imports the workbench.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
