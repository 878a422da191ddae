"""The Merkle tree of RFC 9162 (Certificate Transparency 2.0), section 2.1, over SHA-256.

A tree is a list of leaf hashes, in order. A proof is a list of node hashes that lets somebody who holds only
a root check one entry (inclusion) or that a later tree still begins with the earlier one (consistency).
"""

from collections.abc import Sequence
from hashlib import sha256

EMPTY = sha256(b"").digest()
"""The root of a tree without entries."""


def leaf(entry: bytes) -> bytes:
    """The hash of one entry; the prefix keeps an entry from passing for an inner node."""
    return sha256(b"\x00" + entry).digest()


def node(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node."""
    return sha256(b"\x01" + left + right).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """The hash of the whole tree."""
    if len(leaves) < 2:
        return leaves[0] if leaves else EMPTY
    half = _half(len(leaves))
    return node(root(leaves[:half]), root(leaves[half:]))


def completed(index: int, entry: bytes, peaks: Sequence[bytes]) -> list[bytes]:
    """The subtrees that the leaf hash `entry` completes as number `index`: itself, then each larger one.

    `peaks` are the complete subtrees to its left, largest first: those of ends(index). Stored beside each
    entry, they spare appending any other work.
    """
    nodes = [entry]
    while index >> len(nodes) - 1 & 1:
        nodes.append(node(peaks[-len(nodes)], nodes[-1]))
    return nodes


def ends(size: int) -> list[tuple[int, int]]:
    """Where the peaks of a tree of `size` are: (number of the last leaf, height) of each, largest first."""
    found, start = [], 0
    for height in reversed(range(size.bit_length())):
        if size >> height & 1:
            start += 1 << height
            found.append((start - 1, height))
    return found


def crown(peaks: Sequence[bytes]) -> bytes:
    """The root of the tree with these peaks, largest first."""
    if not peaks:
        return EMPTY
    top = peaks[-1]
    for peak in reversed(peaks[:-1]):
        top = node(peak, top)
    return top


def inclusion(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The proof that leaf `index` is in the tree (RFC 9162, 2.1.3.1), nearest sibling first."""
    if len(leaves) < 2:
        return []
    half = _half(len(leaves))
    if index < half:
        return [*inclusion(leaves[:half], index), root(leaves[half:])]
    return [*inclusion(leaves[half:], index - half), root(leaves[:half])]


def includes(entry: bytes, index: int, size: int, proof: Sequence[bytes], claimed: bytes) -> bool:
    """Whether the proof shows leaf hash `entry` as number `index` of the tree of `size` with root `claimed`."""
    if not 0 <= index < size:
        return False
    _, reached, used_up = _climb(index, size - 1, entry, entry, proof)
    return used_up and reached == claimed


def consistency(leaves: Sequence[bytes], old: int) -> list[bytes]:
    """The proof that the tree begins with its own first `old` leaves (RFC 9162, 2.1.4.1); 0 < old <= size."""
    return _consistency(leaves, old, known=True)


def extends(old: int, size: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes) -> bool:
    """Whether the proof shows that the tree of `size` begins with the tree of `old` (RFC 9162, 2.1.4.2)."""
    if not 0 < old <= size:
        return False
    if old == size:
        return not proof and old_root == new_root
    place, last = old - 1, size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    steps = [old_root, *proof] if place == 0 else list(proof)
    if not steps:
        return False
    before, after, used_up = _climb(place, last, steps[0], steps[0], steps[1:])
    return used_up and before == old_root and after == new_root


def _climb(place: int, last: int, before: bytes, after: bytes, proof: Sequence[bytes]) -> tuple[bytes, bytes, bool]:
    """The roots reached from node `place` of a level whose last node is `last`: of the tree that ends with `place`,
    of the whole tree; and whether the proof was just long enough."""
    for step in proof:
        if last == 0:
            return before, after, False
        if place & 1 or place == last:
            before, after = node(step, before), node(step, after)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            after = node(after, step)
        place, last = place >> 1, last >> 1
    return before, after, last == 0


def _consistency(leaves: Sequence[bytes], old: int, known: bool) -> list[bytes]:
    if old == len(leaves):
        return [] if known else [root(leaves)]
    half = _half(len(leaves))
    if old <= half:
        return [*_consistency(leaves[:half], old, known), root(leaves[half:])]
    return [*_consistency(leaves[half:], old - half, known=False), root(leaves[:half])]


def _half(size: int) -> int:
    """The largest power of two smaller than `size`."""
    return 1 << (size - 1).bit_length() - 1
