"""`python -m handlet.operations`: the handlet command, also where no console script was installed."""

from __future__ import annotations

import sys

from handlet.operations.cli import main

sys.exit(main())
