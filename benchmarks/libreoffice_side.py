"""What LibreOffice does when it is told to, a line of JSON each way: run by the Python that has `uno`, and importing nothing else that is not its own.

    python3 libreoffice_side.py SOFFICE.BIN PROFILE

Each order names what to do: `open` a file, `recalculate` all of it, `set` the inputs, `read` some sheets. Seconds are those of LibreOffice's processor.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

PATIENCE = 60
RESTART = 81
"""How soffice.bin ends when it wants to be started again, as with a new profile."""


def started(program, profile, pipe):
    """LibreOffice, and its desktop once it answers."""
    command = [program, "--headless", "--norestore", "--nologo", f"-env:UserInstallation=file://{profile}", f"--accept=pipe,name={pipe};urp;"]
    context, office = uno.getComponentContext(), subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    resolver = context.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", context)
    for _ in range(10 * PATIENCE):
        try:
            found = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return office, found.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", found)
        except NoConnectException:
            time.sleep(0.1)
            if office.poll() == RESTART:
                office = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    office.kill()
    raise SystemExit("LibreOffice does not answer")


def processor_seconds(pid):
    """What a process has had of the processors, in hundredths."""
    return sum(map(int, Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13])) / os.sysconf("SC_CLK_TCK")


class Book:
    """The one workbook that is open."""

    def __init__(self, desktop):
        self.desktop, self.document = desktop, None

    def open(self, file):
        """Opens a file, and closes the one before."""
        if self.document:
            self.document.close(True)
        hidden = PropertyValue()
        hidden.Name, hidden.Value = "Hidden", True
        self.document = self.desktop.loadComponentFromURL(f"file://{file}", "_blank", 0, (hidden,))

    def recalculate(self):
        """Works every cell out anew."""
        self.document.calculateAll()

    def set(self, values, read):
        """Writes the inputs that differ, all before anything follows from them, and reads the results of each scenario, so that no cell is left for later."""
        area = self.document.Sheets.getByName("inputs").getCellRangeByPosition(1, 0, 1, len(values) - 1)
        known = [row[0] for row in area.getDataArray()]
        self.document.enableAutomaticCalculation(False)
        for at, (one, other) in enumerate(zip(known, values)):
            if one != other:
                area.getCellByPosition(0, at).setValue(other)
        self.document.enableAutomaticCalculation(True)
        return self.read(**read)

    def read(self, sheets, rows, columns):
        """The cells of some sheets but for the first row and column."""
        return [self.document.Sheets.getByName(name).getCellRangeByPosition(1, 1, columns, rows).getDataArray() for name in sheets]


def main(program, profile):
    """Does what it is told until nothing more comes."""
    office, desktop = started(program, profile, f"study{os.getpid()}")
    book = Book(desktop)
    for line in sys.stdin:
        order = json.loads(line)
        before, began = processor_seconds(office.pid), time.perf_counter()
        found = getattr(book, order.pop("do"))(**order)
        taken = {"clock": time.perf_counter() - began, "processor": processor_seconds(office.pid) - before}
        print(json.dumps({"found": found, **taken}), flush=True)
    office.terminate()
    office.wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
