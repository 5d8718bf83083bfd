"""What a program keeps for its next run, sealed: bytes that changed since are not taken for what was kept."""

from hashlib import blake2b

_SIZE = 16


def sealed(content: bytes) -> bytes:
    """Return the content with its fingerprint before it."""
    return blake2b(content, digest_size=_SIZE).digest() + content


def unsealed(data: bytes) -> bytes:
    """Return the content of sealed data. Raises ValueError if it is not what was sealed."""
    content = data[_SIZE:]
    if blake2b(content, digest_size=_SIZE).digest() != data[:_SIZE]:
        raise ValueError("what was kept has changed since")
    return content
