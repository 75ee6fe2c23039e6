"""What Terraform starts: the stand-in provider. Kept tiny, so that the rest is cached bytecode."""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import provider  # noqa: E402  (the path above makes it importable under `python -I`)

provider.main(sys.argv)
