"""The loopback port of the sample; declarations and server read the same variable."""

import os
from typing import Final

PORT_VARIABLE: Final = "KLIPING_SAMPLE_PORT"
DEFAULT_PORT: Final = 8765
PORT: Final = int(os.environ.get(PORT_VARIABLE, DEFAULT_PORT))
