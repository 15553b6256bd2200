"""Find a notebook and read what it says about itself, without starting it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from backoffice_lib.basics.errors import InputProblems, Problem, listed, nearest, refuse
from backoffice_lib.files.plain_text import read_bytes
from backoffice_lib.files.shipped import shipped_notebooks
from backoffice_lib.files.whole import write_whole

KERNEL = "python3"
MOST_MB = 50


def find_notebook(notebook: str | Path) -> Path:
    """The notebook's file: a path to one, or the name of a notebook that comes with the workbench."""
    path = Path(notebook).expanduser()
    if path.suffix == ".ipynb" and path.is_file():
        return path.resolve()
    shipped = shipped_notebooks()
    if str(notebook) in shipped:
        return shipped[str(notebook)]
    stem = path.stem if path.suffix == ".ipynb" else path.name
    mend = f"the shipped ones are {listed(shipped)}" if shipped else "give the path of an .ipynb file"
    raise refuse(str(notebook), "there is no such notebook", mend, nearest(stem, shipped))


def read_notebook(path: Path) -> dict:
    """The notebook's content, refused when it is damaged or wants another language than Python."""
    if not path.is_file():
        find_notebook(path)  # says that it is missing, and which one may be meant
    try:
        content = json.loads(read_bytes(path, path.stem, MOST_MB, "a notebook").decode("utf-8"))
    except UnicodeDecodeError as error:
        raise _damaged(path, "is not UTF-8 text") from error
    except json.JSONDecodeError as error:
        raise _damaged(path, f"line {error.lineno}") from error
    except InputProblems:
        raise
    # a number of more digits than Python reads
    except ValueError as error:
        raise _damaged(path, "a number of too many digits") from error
    except RecursionError as error:
        raise _damaged(path, "nested too deeply") from error
    if not _is_notebook(content):
        raise _damaged(path, "no cells")
    if content.get("nbformat") != 4:
        raise refuse(path.stem, "is in an old notebook format", "open it in JupyterLab and save it")
    kernel = content.get("metadata", {}).get("kernelspec", {}).get("name", KERNEL)
    if kernel != KERNEL:
        raise refuse(path.stem, f'wants the kernel "{kernel}"', f'only "{KERNEL}" is used')
    return content


def parameters_cell(path: Path) -> str:
    """The source of the one cell that declares the notebook's parameters."""
    cells = [cell for cell in read_notebook(path)["cells"] if "parameters" in _tags(cell)]
    if len(cells) != 1:
        found = "no cell is" if not cells else f"{len(cells)} cells are"
        raise refuse(path.stem, f'{found} tagged "parameters"', "tag exactly one code cell")
    if cells[0].get("cell_type") != "code":
        raise refuse(path.stem, 'the cell tagged "parameters" is not a code cell', "tag exactly one code cell")
    return source_of(cells[0])


def write_with(path: Path, folder: Path, values: Mapping[str, object]) -> Path:
    """A copy of a notebook in a folder, with other values for its parameters in a cell after those it declares."""
    content = read_notebook(path)
    at = next(at for at, cell in enumerate(content["cells"]) if "parameters" in _tags(cell))
    source = "\n".join(f"{name} = {value!r}" for name, value in values.items())
    given = {"cell_type": "code", "id": "given", "execution_count": None, "metadata": {}, "outputs": [], "source": source}
    content["cells"].insert(at + 1, given)
    return write_whole(folder / path.name, json.dumps(content))


def source_of(cell: dict) -> str:
    """The text of a cell, which a notebook file keeps as one text or as a list of lines."""
    source = cell.get("source", "")
    return source if isinstance(source, str) else "".join(source)


def _tags(cell: dict) -> list:
    return cell.get("metadata", {}).get("tags", [])


def _is_notebook(content: object) -> bool:
    cells = content.get("cells") if isinstance(content, dict) else None
    about = content.get("metadata", {}) if isinstance(content, dict) else None
    kernel = about.get("kernelspec", {}) if isinstance(about, dict) else None
    if not (isinstance(cells, list) and isinstance(kernel, dict)):
        return False
    return all(map(_is_cell, cells))


def _is_cell(cell: object) -> bool:
    """Whether a cell has tags that are a list, and a source that is one text or a list of lines."""
    about = cell.get("metadata", {}) if isinstance(cell, dict) else None
    source = cell.get("source", "") if isinstance(about, dict) else None
    if not (isinstance(source, str | list) and isinstance(about.get("tags", []), list)):
        return False
    return all(isinstance(line, str) for line in source)


def _damaged(path: Path, how: str) -> InputProblems:
    return InputProblems([Problem(path.stem, f"the notebook is damaged ({how})", "restore it")])
