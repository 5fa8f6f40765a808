"""SHA-256 without OpenSSL: importing hashlib loads that library, which takes 3 ms of every start."""

from __future__ import annotations

try:
    from _sha256 import sha256  # type: ignore[import-not-found]  # as the standard library's random does
except ImportError:  # after Python 3.11 the module has another name
    from hashlib import sha256

__all__ = ["sha256"]
