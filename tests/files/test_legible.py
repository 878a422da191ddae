"""Which encoding a text is in where single lines of it are damaged."""

import io

import pytest

from seawall.files.grid import FileError
from seawall.files.legible import encoding

ROWS = ["人员,场所", "王小明,药店", "李雷,超市", "韩梅梅,学校"]


def found(text: bytes) -> str:
    return encoding("a.csv", lambda: io.BytesIO(text))[0]


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16"])
def test_a_sound_text_is_what_it_is(codec: str) -> None:
    assert found("\n".join(ROWS).encode(codec)) == codec


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
@pytest.mark.parametrize("damage", [b"\xff\xfe", b"a\0b", b"\x80"])
def test_one_damaged_line_does_not_make_it_another_text(codec: str, damage: bytes) -> None:
    lines = [row.encode(codec) for row in ROWS]
    assert found(b"\n".join([*lines, damage + b",x", *lines])) == codec


def test_a_plain_text_with_one_damaged_line_is_utf_8() -> None:
    assert found(b"person,place\na,x\nb,\xff\xff\nc,x\n") == "utf-8"


def test_a_text_whose_lines_are_all_odd_is_guessed_or_refused() -> None:
    assert found(b"nom,lieu\n" + "".join(f"é{n},café à côté\n" for n in range(50)).encode("cp1252")) != "utf-8"
    with pytest.raises(FileError):
        found(bytes(range(256)) * 20)
