"""A device that holds passkeys, in software: one key of P-256, as WebAuthn says, and every way of lying about it."""

import hashlib
import json
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def coded(value: bytes) -> str:
    return urlsafe_b64encode(value).rstrip(b"=").decode()


def decoded(value: str) -> bytes:
    return urlsafe_b64decode(value + "=" * (-len(value) % 4))


@dataclass
class Authenticator:
    """A device with one key, which counts its uses; `flags` is what it says of whoever holds it, `lacking` what it does
    not tell of the public half."""

    origin: str = "https://seawall.example"
    host: str = "seawall.example"
    number: bytes = b"a key's number 1"
    flags: int = PRESENT | VERIFIED
    count: int = 0
    handle: bytes = b""
    lacking: int | None = None
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def create(self, options: dict[str, Any]) -> dict[str, Any]:
        """Makes a key for the account that is named, and answers with its public half."""
        self.handle = decoded(options["user"]["id"])
        attested = bytes(16) + struct.pack(">H", len(self.number)) + self.number + cbor2.dumps(self._public())
        statement = {"fmt": "none", "attStmt": {}, "authData": self._data(self.flags | ATTESTED) + attested}
        response = {
            "clientDataJSON": coded(self._client("webauthn.create", options["challenge"])),
            "attestationObject": coded(cbor2.dumps(statement)),
        }
        return self._answer(response)

    def get(self, options: dict[str, Any]) -> dict[str, Any]:
        """Signs a challenge, and says whose key it is."""
        self.count += 1
        client, data = self._client("webauthn.get", options["challenge"]), self._data(self.flags)
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        response = {
            "clientDataJSON": coded(client), "authenticatorData": coded(data), "signature": coded(signature),
            "userHandle": coded(self.handle),
        }  # fmt: skip
        return self._answer(response)

    def _answer(self, response: dict[str, Any]) -> dict[str, Any]:
        return {"id": coded(self.number), "rawId": coded(self.number), "type": "public-key", "response": response}

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _data(self, flags: int) -> bytes:
        return hashlib.sha256(self.host.encode()).digest() + struct.pack(">BI", flags, self.count)

    def _public(self) -> dict[int, Any]:
        point = self.key.public_key().public_numbers()
        parts = {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}
        return {name: part for name, part in parts.items() if name != self.lacking}
