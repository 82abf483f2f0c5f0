"""What things cost."""

VERSION = "1"
