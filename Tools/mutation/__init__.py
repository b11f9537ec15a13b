"""Plants faults into a copy of the tree and shows that the tests find them. `Tools/mutants.py` is the command."""
