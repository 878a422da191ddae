"""Serving: on this machine alone, unless TLS is at hand."""

import asyncio
import os
import pty
import re
import socket
import ssl
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from seawall.web.hosts import called
from seawall.web.serving import Doors, ServingError, hosts, serve
from seawall.web.sessions import COOKIE
from seawall.web.signin.provider import Provider, ProviderError
from tests.desk.cities import city
from tests.web.browsers import signed_in
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


@pytest.fixture(scope="module")
def under_tls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address of pages under TLS, and their certificate."""
    folder = tmp_path_factory.mktemp("tls")
    cert, key = certificate(folder)
    with city(folder) as desk, served(desk, "--tls-cert", str(cert), "--tls-key", str(key)) as address:
        yield address, cert


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of pages on this machine."""
    with city(tmp_path_factory.mktemp("plain")) as desk, served(desk) as address:
        yield address


def test_under_tls_every_answer_says_to_come_back_so(under_tls: tuple[str, Path]) -> None:
    answer = httpx.get(f"{under_tls[0]}/sign-in", verify=False, timeout=60)  # noqa: S501 - a certificate of this test's own
    assert answer.status_code == 200
    assert answer.headers["strict-transport-security"] == "max-age=63072000; includeSubDomains"


def test_under_tls_nothing_older_than_1_3_nothing_plain_and_no_redirect_is_answered(
    under_tls: tuple[str, Path],
) -> None:
    address, cert = under_tls
    older, known = (ssl.create_default_context(cafile=str(cert)) for _ in range(2))
    older.maximum_version = ssl.TLSVersion.TLSv1_2
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{address}/sign-in", verify=older, timeout=60)
    assert httpx.get(f"{address}/sign-in", verify=known, timeout=60).status_code == 200
    with pytest.raises(httpx.TransportError):
        httpx.get(f"{address.replace('https', 'http')}/sign-in", timeout=60)


def test_a_provider_whose_certificate_nobody_trusts_is_not_asked(under_tls: tuple[str, Path]) -> None:
    with pytest.raises(ProviderError, match="cannot be asked"):
        asyncio.run(Provider(under_tls[0], "seawall", "secret").asks("https://desk.example/back", "s", "n", "v"))


def test_a_request_has_one_end_whatever_its_headers_say_of_it(plain: str) -> None:
    port = int(plain.rsplit(":", 1)[1])
    post = b"POST /sign-in/password HTTP/1.1\r\nHost: localhost\r\n"
    hidden = b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"
    for length in (4, 5 + len(hidden)):  # two ends are said: what follows the first is never another request
        said = asked(
            port, b"%sTransfer-Encoding: chunked\r\nContent-Length: %d\r\n\r\n0\r\n\r\n%s" % (post, length, hidden)
        )
        statuses = re.findall(rb"^HTTP/1\.1 (\d+)", said, re.MULTILINE)
        assert statuses in ([b"400"], [b"403"])
    twice = asked(port, post + b"Content-Length: 3\r\nContent-Length: 9\r\n\r\nabc" + hidden)
    assert re.findall(rb"^HTTP/1\.1 (\d+)", twice, re.MULTILINE) == [b"400"]


def asked(port: int, sent: bytes) -> bytes:
    """All that is answered to these bytes until nothing comes any more."""
    with socket.create_connection(("localhost", port), timeout=60) as there:
        there.sendall(sent)
        there.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: there.recv(65536), b""))


def test_a_host_is_called_by_where_it_listens_and_by_the_names_that_were_said() -> None:
    assert hosts("localhost", Doors()) == hosts("::1", Doors()) == ("localhost", "127.0.0.1", "::1")
    assert hosts("0.0.0.0", Doors(("desk.example",))) == ("desk.example",)  # noqa: S104
    assert hosts("0.0.0.0", Doors()) == ()  # noqa: S104


@pytest.mark.parametrize("said", ["localhost", "127.0.0.1:8080", "[::1]:8080", "[::1]"])
def test_every_name_of_this_machine_is_answered_as_a_browser_says_it(said: str) -> None:
    assert called(said) in hosts("::1", Doors())


def test_a_browser_at_a_port_of_this_machine_is_answered(plain: str) -> None:
    assert httpx.get(f"{plain}/sign-in", timeout=60).status_code == 200
    assert httpx.get(f"{plain}/sign-in", headers={"Host": "evil.example"}, timeout=60).status_code == 400


def test_a_log_says_who_was_let_look_and_a_terminal_only_what_was_tried(tmp_path: Path) -> None:
    own, terminal = pty.openpty()
    with city(tmp_path) as desk, (tmp_path / "log").open("w") as log:
        with signed_in(desk, "wang", "epidemiologist") as wang:
            cookies = {COOKIE: wang.cookies[COOKIE]}
        for each in (log.fileno(), terminal):
            with served(desk, log=each) as address:
                other = {"Host": "elsewhere.example"}
                assert httpx.get(f"{address}/situation", cookies=cookies, timeout=60).status_code == 200
                assert httpx.get(f"{address}/sign-in", headers=other, timeout=60).status_code == 400
    os.close(terminal)
    assert whats((tmp_path / "log").read_text()) == {"let", "unknown host"}
    assert whats(read(own)) == {"unknown host"}


def whats(log: str) -> set[str]:
    """What happened, as the lines of a log say it."""
    return set(re.findall(r'"what": "([\w ]+)"', log))


def read(own: int) -> str:
    """All that was written to a terminal which nobody writes to any more."""
    os.set_blocking(own, False)
    parts = list[bytes]()
    with os.fdopen(own, "rb", buffering=0) as there, suppress(OSError):  # it ends with an error
        while part := there.read(65536):
            parts.append(part)
    return b"".join(parts).decode()
