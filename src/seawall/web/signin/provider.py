"""The sign-in of an organisation: where it is, its keys, and whether what it says holds (OpenID Connect)."""

import asyncio
import hashlib
import os
import ssl
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from math import inf
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Any, NamedTuple, cast
from urllib.parse import urlencode, urlsplit

import httpx
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, KeySetSerialization

from seawall.tables.errors import SeawallError

SECRET = "SEAWALL_OIDC_SECRET"  # noqa: S105 - what the variable is called
ALGORITHMS = ("RS256", "PS256", "ES256", "ES384", "EdDSA", "Ed25519")
"""What a word of the provider may be signed with: never `none`, and nothing that its client could sign too."""
WAITS = 5.0
"""Seconds in which an answer of the provider is whole, however slowly it speaks."""
LARGEST = 256 * 1024
FRESH = 3600.0
"""Seconds that the provider's document and keys are kept; keys that are not known are asked for sooner."""
LEEWAY = 60
RARELY = 60.0
REST = 10.0
"""Seconds in which a provider that did not answer is not asked again: whoever opens the page may have it asked."""
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class ProviderError(SeawallError):
    """The provider cannot be asked, or what it says does not hold; the journal may know why, who asks may not."""


class WeakError(ProviderError):
    """Somebody signed in there, and less strongly or longer ago than is asked for here."""


class Shown(NamedTuple):
    """Whom a provider names, and how they showed who they are, as it says; None: it says nothing of that."""

    subject: str
    strength: str | None


@dataclass
class Provider:
    """One provider, at which these pages are the client `client_id`.

    Where `acr` are named, who comes back signed in by one of them (each says how strongly, in the provider's words);
    with `max_age`, not longer ago than that.
    """

    issuer: str
    client_id: str
    secret: str = field(repr=False)
    acr: tuple[str, ...] = ()
    max_age: timedelta | None = None
    _kept: dict[str, tuple[float, dict[str, Any]]] = field(default_factory=dict, repr=False)
    _rests: dict[str, float] = field(default_factory=dict, repr=False)
    """Until when a document is not asked for: for ever while one who asked waits for it."""
    _lock: Lock = field(default_factory=Lock, repr=False)

    async def asks(self, redirect: str, state: str, nonce: str, verifier: str) -> str:
        """The address at which somebody shows who they are."""
        query = {
            "response_type": "code", "client_id": self.client_id, "redirect_uri": redirect, "scope": "openid",
            "state": state, "nonce": nonce, "code_challenge": _challenge(verifier),
            "code_challenge_method": "S256",
        }  # fmt: skip
        if self.acr:
            query["acr_values"] = " ".join(self.acr)
        if self.max_age is not None:
            query["max_age"] = str(int(self.max_age.total_seconds()))
        there = await self._endpoint("authorization_endpoint")
        return f"{there}{'&' if urlsplit(there).query else '?'}{urlencode(query)}"

    async def subject(self, code: str, redirect: str, nonce: str, verifier: str) -> Shown:
        """Whom a code stands for. Raises ProviderError for what does not hold, WeakError for less than is asked for."""
        asked = {
            "grant_type": "authorization_code", "code": code, "redirect_uri": redirect, "code_verifier": verifier,
            "client_id": self.client_id,
        }  # fmt: skip
        there = await self._endpoint("token_endpoint")
        said = await _answer("POST", there, data=asked, auth=httpx.BasicAuth(self.client_id, self.secret))
        token = said.get("id_token")
        if not isinstance(token, str):
            raise ProviderError("the provider gave no id_token")
        return await self._holds(token, nonce)

    async def _holds(self, token: str, nonce: str) -> Shown:
        claims = await self._claims(token)
        registry = jwt.JWTClaimsRegistry(
            leeway=LEEWAY, iss={"essential": True, "value": self.issuer}, exp={"essential": True},
            aud={"essential": True, "value": self.client_id}, nonce={"essential": True, "value": nonce},
            iat={"essential": True}, sub={"essential": True},
        )  # fmt: skip
        try:
            registry.validate(claims)
        except JoseError as error:
            raise ProviderError(f"the id_token does not hold: {error}") from error
        others = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if claims.get("azp", None if others else self.client_id) != self.client_id:
            raise ProviderError("the id_token is for another client")
        if not isinstance(claims["sub"], str) or not 0 < len(claims["sub"]) <= 255:
            raise ProviderError("the id_token names nobody")
        self._strong(claims)
        return Shown(claims["sub"], _strength(claims))

    def _strong(self, claims: Mapping[str, Any]) -> None:
        """Raises WeakError for less than is asked for: what the provider does not say does not count as said."""
        acr, at = claims.get("acr"), claims.get("auth_time")
        if self.acr and acr not in self.acr:
            raise WeakError(f"the provider says acr {str(acr)[:80]!r}; asked for: {', '.join(self.acr)}")
        if self.max_age is None:
            return
        ago = datetime.now(UTC).timestamp() - at if isinstance(at, int | float) else inf
        if not -LEEWAY <= ago <= self.max_age.total_seconds() + LEEWAY:
            raise WeakError(f"the provider says auth_time {str(at)[:80]!r}; asked for: within {self.max_age}")

    async def _claims(self, token: str) -> dict[str, Any]:
        try:
            return jwt.decode(token, await self._keys(), algorithms=ALGORITHMS).claims
        except (JoseError, ValueError) as first:
            if not self._stale("jwks_uri"):
                raise ProviderError(f"the id_token does not hold: {first}") from first
        try:  # the provider may have another key since
            return jwt.decode(token, await self._keys(), algorithms=ALGORITHMS).claims
        except (JoseError, ValueError) as error:
            raise ProviderError(f"the id_token does not hold: {error}") from error

    async def _keys(self) -> KeySet:
        return KeySet.import_key_set(
            cast("KeySetSerialization", await self._get("jwks_uri", await self._endpoint("jwks_uri")))
        )

    async def _endpoint(self, name: str) -> str:
        document = await self._get("", f"{self.issuer.rstrip('/')}/.well-known/openid-configuration")
        if document.get("issuer") != self.issuer:
            raise ProviderError(f"the provider calls itself {str(document.get('issuer'))[:200]!r}")
        found = document.get(name)
        if not isinstance(found, str) or not _safe(found):
            raise ProviderError(f"the provider names no safe {name}")
        return found

    async def _get(self, name: str, address: str) -> dict[str, Any]:
        """A document of the provider, as long as it is fresh. One at a time asks for it, and nobody waits for them."""
        with self._lock:
            at, found = self._kept.get(name, (0.0, {}))
            rests = self._rests.get(name, 0.0)
            if found and (monotonic() - at <= FRESH or rests == inf):
                return found
            if monotonic() < rests:
                raise ProviderError("the provider is being asked, or did not answer just now: try again soon")
            self._rests[name] = inf
        try:
            found = await _answer("GET", address)
        except BaseException:
            self._rests[name] = monotonic() + REST
            raise
        with self._lock:
            self._kept[name], self._rests[name] = (monotonic(), found), 0.0
        return found

    def _stale(self, name: str) -> bool:
        """Has a document that may be old asked for again, at most once a minute; whether it does."""
        with self._lock:
            at, found = self._kept.get(name, (inf, {}))
            if monotonic() - at > RARELY:
                self._kept[name] = -inf, found
                return True
            return False


def provider(
    issuer: str | None,
    client_id: str | None,
    secret: Path | None,
    acr: tuple[str, ...] = (),
    max_age: timedelta | None = None,
) -> Provider | None:
    """The provider that the command names; None: it names none. Raises ProviderError where a part is lacking."""
    if issuer is None and client_id is None and secret is None and not acr and max_age is None:
        return None
    if not issuer or not client_id:
        raise ProviderError("--oidc-issuer and --oidc-client-id go together")
    if not _safe(issuer) or urlsplit(issuer).query or urlsplit(issuer).fragment:
        raise ProviderError(f"--oidc-issuer {issuer}: allowed is an https address, on this machine also an http one")
    if any(not each or each.split() != [each] for each in acr):
        raise ProviderError("--oidc-acr is one word of the provider's, without blanks; name it again for another")
    return Provider(issuer, client_id, _secret(secret), acr, max_age)


def _strength(claims: Mapping[str, Any]) -> str | None:
    """The provider's words for how somebody signed in (acr), and by what (amr)."""
    acr, amr = claims.get("acr"), claims.get("amr")
    said = [f"acr {acr}"] if isinstance(acr, str) and acr else []
    said += [f"amr {' '.join(map(str, amr))}"] if isinstance(amr, list) and amr else []
    return "".join(each for each in ", ".join(said)[:200] if each.isprintable()).strip() or None


def _secret(file: Path | None) -> str:
    """Out of a file that its owner alone reads, or of the variable."""
    if file is None:
        said = os.environ.get(SECRET, "")
    else:
        try:
            if file.stat().st_mode & 0o077:
                raise ProviderError(f"{file} is read by others: `chmod 600` it")
            said = file.read_text(encoding="utf-8")
        except OSError as error:
            raise ProviderError(f"{file} cannot be read ({error.strerror})") from error
    if not said.strip():
        raise ProviderError(f"the client's secret is lacking: name --oidc-secret FILE, or set {SECRET}")
    return said.strip()


def _challenge(verifier: str) -> str:
    """What is shown of the verifier before, so that whoever takes the code away cannot use it (RFC 7636)."""
    return urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def _safe(address: str) -> bool:
    """Https, or this machine itself."""
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)


async def _answer(method: str, address: str, **more: Any) -> dict[str, Any]:
    try:
        async with (
            asyncio.timeout(WAITS),
            httpx.AsyncClient(timeout=WAITS, follow_redirects=False, verify=_trusted()) as client,
            client.stream(method, address, headers={"Accept": "application/json"}, **more) as answer,
        ):
            body = b""
            async for part in answer.aiter_bytes():
                body += part
                if len(body) > LARGEST:
                    raise ProviderError("the provider says too much")
            if answer.status_code != httpx.codes.OK:
                raise ProviderError(f"the provider answers {answer.status_code}: {_why(body)}")
        found = httpx.Response(200, content=body).json()
    except (httpx.HTTPError, TimeoutError, ValueError, RecursionError) as error:
        raise ProviderError(f"the provider cannot be asked ({type(error).__name__})") from error
    if not isinstance(found, dict):
        raise ProviderError("the provider says nothing that is an object")
    return found


@cache
def _trusted() -> ssl.SSLContext:
    """Whose certificates are believed: read once, for it takes longer than an answer."""
    return httpx.create_ssl_context()


def _why(body: bytes) -> str:
    """The kind of error that a provider gives (RFC 6749), and nothing that it quotes."""
    try:
        said: Mapping[str, Any] = httpx.Response(200, content=body).json()
        return str(said.get("error", ""))[:40]
    except (ValueError, AttributeError, RecursionError):
        return ""
