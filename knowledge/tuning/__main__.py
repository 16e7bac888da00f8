"""``python -m knowledge.tuning``: learn the parameters of the engine anew."""

import sys

from knowledge.tuning.learning import main

if __name__ == "__main__":
    sys.exit(main())
