#!/usr/bin/env python3
"""Makes Vectors/golden.tar.xz, the golden data that the tests of a checkout alone read, from the large set.

    Tools/golden-set.py FOLDER     FOLDER is the large set; its PROVENANCE.md files say how that was made

Tools/golden-set.txt lists the files. Each is the large set's, byte for byte, but for sierra/index.json, which is cut down to
the classes that are taken. The archive is the same for the same files: names sorted, no times, no owners.
"""

import io
import json
import lzma
import sys
import tarfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIST = ROOT / "Tools/golden-set.txt"
TARGET = ROOT / "Vectors/golden.tar.xz"
# For text: literals by the four high bits before, no alignment. A twenty-fifth smaller than the preset alone.
FILTERS = [{
    "id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "dict_size": 64 << 20, "lc": 4, "lp": 0, "pb": 0,
    "nice_len": 273, "mf": lzma.MF_BT4, "depth": 1000,
}]


def index(text: bytes, taken: set[str]) -> bytes:
    """The index of class pairs with the entries whose CASM is taken."""
    contracts = {}
    for name, contract in json.loads(text)["contracts"].items():
        compilers = {key for key in contract if f"sierra/{key}/{name}.casm.json" in taken}
        if compilers:
            contracts[name] = {
                key: value for key, value in contract.items() if key in compilers or not key.startswith("v2_")}
    return json.dumps({"contracts": contracts}, separators=(",", ":")).encode()


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        print(__doc__)
        return 2
    source = Path(arguments[0])
    names = sorted(line for line in LIST.read_text().splitlines() if line and not line.startswith("#"))
    with lzma.open(TARGET, "wb", filters=FILTERS) as packed, tarfile.open(
            fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name in names:
            content = (source / name).read_bytes()
            if name == "sierra/index.json":
                content = index(content, set(names))
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            entry.mode = 0o644
            archive.addfile(entry, io.BytesIO(content))
    print(f"{TARGET.relative_to(ROOT)}: {len(names)} files, {TARGET.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
