"""A small OpenID Connect provider on this machine's own network, and every way of lying that its answers have."""

import hashlib
import json
import secrets
import time
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "seawall", "a secret of two / parts"


class SmallProvider:
    """Whoever comes is `subject`. `claims` are laid over those that are right, `key` signs; it gives each code once."""

    def __init__(self) -> None:
        self.subject, self.algorithm = "u-17", "RS256"
        self.claims: dict[str, Any] = {}
        self.document: dict[str, Any] = {}
        self.known = self.key = RSAKey.generate_key(2048, {"kid": "one"})
        self.codes: dict[str, dict[str, str]] = {}
        self.asked: list[str] = []
        self.issuer = ""

    def authorize(self, address: str, **more: str) -> str:
        """What a browser is sent back to, once somebody has shown who they are."""
        query = dict(parse_qsl(urlsplit(address).query))
        assert (query["response_type"], query["client_id"], query["scope"]) == ("code", CLIENT, "openid")
        code = secrets.token_urlsafe(16)
        self.codes[code] = query
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state'], **more})}"

    def answer(self, path: str, body: str, authorization: str) -> tuple[int, dict[str, Any]]:
        """What it answers to an address."""
        self.asked.append(path)
        if path == "/.well-known/openid-configuration":
            names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
            return 200, {"issuer": self.issuer, **{each: f"{self.issuer}/{each}" for each in names}, **self.document}
        if path == "/jwks_uri":
            return 200, {"keys": [self.known.as_dict(private=False)]}
        return self._token({name: each[0] for name, each in parse_qs(body).items()}, authorization)

    def _token(self, said: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        given = self.codes.pop(said.get("code", ""), None)
        shown = urlsafe_b64encode(hashlib.sha256(said["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        ours = b64decode(authorization.removeprefix("Basic ")).decode() == f"{CLIENT}:{SECRET}"
        if not given or not ours or shown != given["code_challenge"] or said["redirect_uri"] != given["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {"iss": self.issuer, "sub": self.subject, "aud": CLIENT, "iat": now, "exp": now + 60,
                  "nonce": given["nonce"], **self.claims}  # fmt: skip
        return 200, {"access_token": "none", "token_type": "Bearer", "id_token": self.signed(claims)}

    def signed(self, claims: dict[str, Any]) -> str:
        """An id_token; with `none`, one that nobody signed."""
        if self.algorithm == "none":
            parts = ({"alg": "none"}, claims)
            return ".".join(urlsafe_b64encode(json.dumps(p).encode()).rstrip(b"=").decode() for p in parts) + "."
        return jwt.encode({"alg": self.algorithm, "kid": self.key.kid}, claims, self.key, algorithms=[self.algorithm])


@contextmanager
def small_provider() -> Iterator[SmallProvider]:
    """One that answers at its issuer's address."""
    found = SmallProvider()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            length = int(self.headers.get("content-length") or 0)
            body = self.rfile.read(length).decode()
            status, said = found.answer(self.path, body, self.headers.get("authorization", ""))
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(said).encode())

        do_POST = do_GET  # noqa: N815 - what the library calls it

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    found.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
