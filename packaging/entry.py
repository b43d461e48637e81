"""Where a frozen Hinge starts."""

import sys

from hinge_desktop.__main__ import main

sys.exit(main())
