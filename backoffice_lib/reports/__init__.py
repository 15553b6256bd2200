"""Reports: a notebook goes in and a document comes out that a planner can send on."""
