"""What the store knows a secret by: enough to recognise it, and nothing to make it from."""

from hashlib import sha256


def secret_id(secret: str) -> str:
    """The SHA-256 of a secret in hex; of whatever somebody sends in its place, too."""
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
