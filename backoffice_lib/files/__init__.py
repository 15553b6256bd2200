"""Files: reading and writing plans, scenarios, ledgers and workbooks; the only floor below reports that touches the disk."""
