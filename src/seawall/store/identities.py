"""Who somebody is to the sign-in of their organisation (OIDC): linked to an account by whoever holds the home's files.

Nobody is let in who is not linked, and no account is made by signing in.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, text

from seawall.store.accounts import Account


def link(connection: Connection, account: UUID, issuer: str, subject: str, at: datetime) -> None:
    """Has a number of an issuer open an account; what opened it there before does so no longer.

    Raises IntegrityError where that number opens another account.
    """
    given = {"account": account, "issuer": issuer, "subject": subject, "at": at}
    connection.execute(text("DELETE FROM access.identities WHERE account = :account AND issuer = :issuer"), given)
    connection.execute(
        text(
            "INSERT INTO access.identities (issuer, subject, account, made) VALUES (:issuer, :subject, :account, :at)"
        ),
        given,
    )


def unlink(connection: Connection, account: UUID, issuer: str) -> bool:
    """Has nobody of an issuer open an account, and ends its sessions that were opened so; False: nobody did."""
    given = {"account": account, "issuer": issuer}
    done = connection.execute(
        text("DELETE FROM access.identities WHERE account = :account AND issuer = :issuer"), given
    )
    connection.execute(text("DELETE FROM access.sessions WHERE account = :account AND way = 'oidc'"), given)
    return done.rowcount > 0


def find(connection: Connection, issuer: str, subject: str) -> Account | None:
    """The account that somebody opens; None: none, or one that was ended."""
    found = connection.execute(
        text(
            "SELECT account, officer, NULL AS password, active FROM access.identities JOIN access.accounts "
            "USING (account) WHERE issuer = :issuer AND subject = :subject AND active"
        ),
        {"issuer": issuer, "subject": subject},
    ).one_or_none()
    return None if found is None else Account(*found)
