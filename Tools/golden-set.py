#!/usr/bin/env python3
"""Makes Vectors/golden.tar.xz, the golden data that the tests of a checkout alone read, from the large set.

    Tools/golden-set.py FOLDER     FOLDER is the large set (its PROVENANCE.md files say how it was made)

Every file is the large set's, byte for byte, but for the indices in INDICES, which are cut down to what is taken.
The archive is the same for the same files: names sorted, no times, no owners.
"""

import io
import json
import sys
import tarfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

TAKEN = [
    "*/PROVENANCE.md",
    "blocks/*.json",
    "rpc/hashes.json",
    "rpc/manifest.json",
    "rpc/contracts/*.json",
    "rpc/flows/*.json",
    "rpc/flows_sierra_gas/*.json",
    "stwo/components/*.json",
    "stwo/params/*.json",
    "stwo/programs/*.json",
    "stwo/inputs/*.json",
    "stwo/proofs/*.quick_*",
    "stwo/proofs/fib_1k.production_small.cairo_serde.json",
]


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        print(__doc__)
        return 2
    source = Path(arguments[0])
    files = {str(path.relative_to(source)): path.read_bytes() for pattern in TAKEN for path in source.glob(pattern)}
    target = ROOT / "Vectors/golden.tar.xz"
    with tarfile.open(target, "w:xz", preset=9, format=tarfile.USTAR_FORMAT) as archive:
        for name in sorted(files):
            entry = tarfile.TarInfo(name)
            entry.size = len(files[name])
            entry.mode = 0o644
            archive.addfile(entry, io.BytesIO(files[name]))
    print(f"{target.relative_to(ROOT)}: {len(files)} files, {target.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
