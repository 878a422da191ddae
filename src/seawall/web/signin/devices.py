"""What is asked of a device that holds passkeys, and whether its answer holds: WebAuthn, for one host."""

from collections.abc import Sequence
from ipaddress import ip_address
from typing import Any, NamedTuple

import msgspec
from litestar import Request
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticationCredential,
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)
from webauthn.registration.verify_registration_response import VerifiedRegistration

from seawall.store.passkeys import Owner
from seawall.tables.errors import SeawallError
from seawall.web.access import Subject

_VERIFIED = UserVerificationRequirement.REQUIRED
_WRONG = (WebAuthnException, ValueError, TypeError, LookupError)  # all that an answer which is none has brought about


class DeviceError(SeawallError):
    """A device's answer does not hold; the message says why, which the journal may know and who asks may not."""


class Host(NamedTuple):
    """The host whose keys these are, and where its pages come from."""

    name: str
    origin: str


def host_of(request: Request[Any, Any, Any]) -> Host | None:
    """The host that a page is opened at; None for a bare number, to which no device gives a key."""
    name = request.url.hostname or ""
    try:
        ip_address(name)
    except ValueError:
        return Host(name, f"{request.url.scheme}://{request.url.netloc}") if name else None
    return None


def question(host: Host, challenge: bytes) -> str:
    """What a device is to sign, as JSON: with any of its keys for this host, once it has seen whose it is."""
    return options_to_json(
        generate_authentication_options(rp_id=host.name, challenge=challenge, user_verification=_VERIFIED)
    )


def offer(host: Host, challenge: bytes, subject: Subject, had: Sequence[bytes]) -> str:
    """What a device is to make a key of, as JSON: for an account that has these keys already."""
    options = generate_registration_options(
        rp_id=host.name, rp_name="Seawall", user_id=subject.account.bytes, user_name=subject.officer,
        challenge=challenge, exclude_credentials=[PublicKeyCredentialDescriptor(each) for each in had],
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=_VERIFIED
        ),
    )  # fmt: skip
    return options_to_json(options)


def decoded(body: bytes) -> dict[str, Any]:
    """What a script of ours sent; empty for whatever is none, however deep."""
    try:
        found = msgspec.json.decode(body)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def answer(data: dict[str, Any]) -> AuthenticationCredential:
    """What a device answered to a question. Raises DeviceError for what is none."""
    try:
        return parse_authentication_credential_json(data)
    except _WRONG as error:
        raise DeviceError(f"no answer of a device: {error}") from error


def signed(said: AuthenticationCredential, owner: Owner, challenge: bytes, host: Host) -> int:
    """How often the device says the key was used. Raises DeviceError unless it signed this, here, for its owner."""
    if said.response.user_handle != owner.passkey.account.bytes:
        raise DeviceError("the device names another account")
    try:
        return verify_authentication_response(
            credential=said, expected_challenge=challenge, expected_rp_id=host.name, expected_origin=host.origin,
            credential_public_key=owner.passkey.public_key, credential_current_sign_count=owner.passkey.sign_count,
            require_user_verification=True,
        ).new_sign_count  # fmt: skip
    except _WRONG as error:
        raise DeviceError(str(error)) from error


def made(data: dict[str, Any], challenge: bytes, host: Host) -> VerifiedRegistration:
    """The key that a device made. Raises DeviceError unless it made it of this, here, for somebody it has seen."""
    try:
        return verify_registration_response(
            credential=data, expected_challenge=challenge, expected_rp_id=host.name, expected_origin=host.origin,
            require_user_verification=True,
        )  # fmt: skip
    except _WRONG as error:
        raise DeviceError(str(error)) from error
