"""A way to index a library without any network."""

import hashlib
from pathlib import Path

import numpy as np

from photosearch.core.catalog import Catalog, ScanOutcome
from photosearch.core.records import (
    Changes,
    FolderScan,
    Indexed,
    Metadata,
    PendingFile,
    Root,
    RootOffline,
    RootScanned,
)
from photosearch.core.scan import scan_root

MODEL = "a" * 64


class Library:
    """Joins scan and catalog as the stream does, with a hash of the bytes as code."""

    def __init__(self, catalog: Catalog, folder: Path) -> None:
        self.catalog = catalog
        self.folder = folder
        self.root = catalog.add_root(folder)

    def write(self, name: str, content: bytes = b"") -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content or name.encode())
        return path

    def scan(self, *roots: Root, accept_losses: bool = False) -> ScanOutcome:
        ends = []
        for root in roots or (self.root,):
            for event in scan_root(root, self.catalog.folder_signatures(root.id)):
                match event:
                    case FolderScan():
                        self.catalog.apply_folders(root.id, [event])
                    case RootScanned():
                        ends.append(event)
                    case RootOffline():
                        self.catalog.set_online(root.id, False)
        return self.catalog.finish_scan(ends, accept_losses=accept_losses)

    def index(self) -> Changes:
        batch = [describe(file) for file in self.catalog.pending(10_000)]
        return self.catalog.record(batch, MODEL)

    def update(self, accept_losses: bool = False) -> None:
        self.scan(*self.catalog.roots(), accept_losses=accept_losses)
        self.index()

    def id_at(self, path: Path) -> int | None:
        photo = self.catalog.photo_at(path)
        return None if photo is None else photo.id


def describe(file: PendingFile) -> Indexed:
    """Say about a file what a model might say."""
    content = file.path.read_bytes()
    digest = hashlib.blake2b(content, digest_size=16).digest()
    values = np.frombuffer(digest, dtype=np.uint8)
    return Indexed(
        file=file,
        content_hash=digest,
        size_bytes=len(content),
        metadata=Metadata("JPEG", 40, 30),
        code=np.tile(values, 2),
        embedding=values.astype(np.float32) / 256,
    )
