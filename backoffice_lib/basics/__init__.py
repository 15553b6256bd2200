"""What every floor stands on: errors, records, months, numbers, discovery. Imports nothing of ours."""
