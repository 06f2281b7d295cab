"""Front-end packages in kg/serving/static/vendor: `check` them against packages.toml, or `update` them from npm.

To take another version: change `version` in packages.toml, empty its `integrity` and hashes, run `update`, look at the
difference, and put the licence's changes into NOTICE.
"""

from __future__ import annotations

import base64
import hashlib
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent.parent / "kg" / "serving" / "static" / "vendor"
LOCK = FOLDER / "packages.toml"


def packages() -> list[dict[str, Any]]:
    return tomllib.loads(LOCK.read_text("utf-8"))["package"]  # type: ignore[no-any-return]


def faults() -> list[str]:
    """What differs from the list: files changed, missing, or not in it."""
    found = []
    listed = {LOCK}
    for package in packages():
        listed.add(FOLDER / package["folder"] / "LICENSE")
        if not (FOLDER / package["folder"] / "LICENSE").is_file():
            found.append(f"{package['folder']}: no LICENSE")
        for name, digest in package["files"].items():
            path = FOLDER / package["folder"] / Path(name).name
            listed.add(path)
            if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
                found.append(f"{path.relative_to(FOLDER)}: is not that of {package['name']} {package['version']}")
    return found + [
        f"{path}: is not listed" for path in sorted(FOLDER.rglob("*")) if path.is_file() and path not in listed
    ]


def update() -> None:
    text = LOCK.read_text("utf-8")
    for package in packages():
        with tempfile.TemporaryDirectory() as folder:
            name = f"{package['name']}@{package['version']}"
            packed = subprocess.run(
                ["npm", "pack", "--silent", name], cwd=folder, check=True, capture_output=True, text=True
            )
            archive = Path(folder) / packed.stdout.split()[-1]
            integrity = "sha512-" + base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
            if package["integrity"] not in ("", integrity):
                sys.exit(f"{name}: the archive is not the one of packages.toml")
            text = text.replace(f'integrity = "{package["integrity"]}"', f'integrity = "{integrity}"', 1)
            with tarfile.open(archive) as files:
                for member, digest in package["files"].items():
                    source = files.extractfile(f"package/{member}")
                    assert source is not None
                    content = source.read()
                    (FOLDER / package["folder"] / Path(member).name).write_bytes(content)
                    text = text.replace(
                        f'"{member}" = "{digest}"', f'"{member}" = "{hashlib.sha256(content).hexdigest()}"', 1
                    )
    LOCK.write_text(text, "utf-8")


if __name__ == "__main__":
    if sys.argv[1:] == ["update"]:
        update()
    elif sys.argv[1:] != ["check"]:
        sys.exit("usage: python scripts/vendor.py check|update")
    if wrong := faults():
        sys.exit("\n".join(wrong))
