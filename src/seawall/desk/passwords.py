"""Break-glass passwords: which are refused, and how an officer who showed the old one gets another."""

from collections.abc import Sequence
from datetime import UTC, datetime

from zxcvbn import zxcvbn

from seawall.desk.granting import AccountError, active
from seawall.desk.opening import Desk
from seawall.store import accounts, journal, rights, sessions
from seawall.store.accounts import Account
from seawall.store.database import transaction
from seawall.store.sessions import Session

LEAST, MOST = 15, 256
"""Characters of a break-glass password. It is used when nothing else works, so it is long rather than odd."""
WORDS = ("seawall", "password", "passphrase", "break-glass", "break glass", "emergency", "outbreak", "epidemic",
         "疫情", "应急", "密码", *accounts.ROLES)  # fmt: skip
"""Words that somebody who guesses a password of this desk tries first: they count for nothing of its length, as do the
organisations of the officer's roles."""
LOOKED_AT = 40
"""Characters of a password that are guessed at: what follows makes them no easier, and take longer."""
HARD = 4
"""Of zxcvbn's scores, 0 to 4, the one that takes more than 10^10 guesses from the 30,000 passwords that leaked most,
words, names, dates, rows of keys, and all of these repeated, turned round, put together or with signs for letters
(Wheeler, zxcvbn: low-budget password strength estimation, USENIX Security 2016)."""


def judge(password: str, officer: str, houses: Sequence[str]) -> None:
    """Raises AccountError for a password that is short or soon guessed; `houses` are the officer's organisations."""
    if not LEAST <= len(password) <= MOST:
        raise AccountError(
            "a password has {least} to {most} characters, and this one {many}",
            least=LEAST, most=MOST, many=len(password),
        )  # fmt: skip
    if officer.casefold() in password.casefold() or len(set(password)) < LEAST // 3:
        raise AccountError("a password neither holds the officer's id nor repeats a few characters: say a sentence")
    if (left := _beside(password, [*WORDS, *houses])) < LEAST:
        raise AccountError(
            "a password has {least} characters beside words of this desk, and this one {left}: "
            "{words} count for nothing",
            least=LEAST, left=left, words=", ".join([*WORDS, *houses]),
        )  # fmt: skip
    if zxcvbn(password[:LOOKED_AT])["score"] < HARD:
        raise AccountError("a password is none that leaked, nor soon guessed from those and from words: say a sentence")


def change(desk: Desk, had: Account, password: str, hashed: str, session: Session) -> str:
    """Gives an account another password, whose hash is `hashed`; what the browser that asks is to hold from now on.

    `had` is the account as the old password opened it. Every session of it ends, and this browser has a new one in the
    place of `session`, its own. Raises AccountError for what is soon guessed, and where the account is
    another by now.
    """
    now = datetime.now(UTC)
    with transaction(desk.server, "owner") as connection:
        if active(connection, had.officer) != had:
            raise AccountError("the password is another one by now: nothing was changed")
        judge(password, had.officer, [role.organisation for role in accounts.roles(connection, had.account, now)])
        ended = rights.end_sessions(connection, had.account)
        accounts.set_password(connection, had.account, hashed)
        body = {"break_glass": True, "way": session.way, "sessions": max(ended - 1, 0)}
        journal.append(connection, "grant", had.officer, "password changed", had.officer, body, now)
        return sessions.open_(connection, had.account, session.way, now, session.strength)


def _beside(password: str, words: Sequence[str]) -> int:
    """How many characters of a password are none of these words, the longest looked for first; one or two Latin
    letters are no word."""
    left = password.casefold()
    for word in sorted(words, key=len, reverse=True):
        if len(word.encode()) > 2:
            left = left.replace(word.casefold(), "")
    return len(left)
