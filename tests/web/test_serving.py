"""Serving: on this machine alone, unless TLS is at hand."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from seawall.web.serving import Doors, ServingError, hosts, serve
from tests.desk.cities import city
from tests.web.served import served


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for localhost that nobody else signed, and its key."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name.from_rfc4514_string("CN=localhost")
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )  # fmt: skip
    return folder / "cert.pem", folder / "key.pem"


def test_others_reach_nothing_without_tls() -> None:
    with pytest.raises(ServingError, match=r"--host 0\.0\.0\.0 is reached by others: name --tls-cert and --tls-key"):
        serve(None, "0.0.0.0", 8080, None, None)  # noqa: S104 - what is refused


def test_a_certificate_and_its_key_go_together_and_can_be_read(tmp_path: Path) -> None:
    cert, _ = certificate(tmp_path)
    with pytest.raises(ServingError, match="--tls-cert and --tls-key go together"):
        serve(None, "localhost", 8080, cert, None)
    with pytest.raises(ServingError, match=r"nothing\.pem cannot be read"):
        serve(None, "localhost", 8080, cert, tmp_path / "nothing.pem")


def test_under_tls_every_answer_says_to_come_back_so(tmp_path: Path) -> None:
    cert, key = certificate(tmp_path)
    with city(tmp_path) as desk, served(desk, "--tls-cert", str(cert), "--tls-key", str(key)) as address:
        answer = httpx.get(f"{address}/sign-in", verify=False)  # noqa: S501 - a certificate of this test's own
        assert answer.status_code == 200
        assert answer.headers["strict-transport-security"] == "max-age=63072000"


def test_a_host_may_be_called_with_its_port_as_a_browser_does_or_without_it() -> None:
    assert hosts("localhost", 8080, Doors()) == (
        "localhost", "127.0.0.1", "[::1]", "localhost:8080", "127.0.0.1:8080", "[::1]:8080",
    )  # fmt: skip
    assert hosts("0.0.0.0", 443, Doors(("desk.example",))) == ("desk.example", "desk.example:443")  # noqa: S104
    assert hosts("0.0.0.0", 443, Doors()) == ()  # noqa: S104


def test_a_browser_at_a_port_of_this_machine_is_answered(tmp_path: Path) -> None:
    with city(tmp_path) as desk, served(desk) as address:
        assert httpx.get(f"{address}/sign-in").status_code == 200
        assert httpx.get(f"{address}/sign-in", headers={"Host": "evil.example"}).status_code == 400
