"""Times imagededup's PHash; run by an interpreter of an environment that has it.

Usage: peer_phash.py FOLDER WORKERS; prints seconds and the version.
"""

import sys
import time
from importlib import metadata

if __name__ == "__main__":
    from imagededup.methods import PHash

    hasher = PHash(verbose=False)
    began = time.perf_counter()
    hashes = hasher.encode_images(sys.argv[1], num_enc_workers=int(sys.argv[2]))
    passed = time.perf_counter() - began
    if not hashes:
        sys.exit("no picture was hashed")
    print(passed, metadata.version("imagededup"))
