"""The Merkle tree against RFC 9162's own tree, against pymerkle, and against itself on random trees."""

from hashlib import sha256

import pymerkle
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seawall.store import merkle

# The seven leaves of the example in RFC 9162, 2.1.5, with the values that Certificate Transparency's
# reference test vectors give them (google/certificate-transparency, merkletree tests; the eighth completes the tree).
LEAVES = [bytes.fromhex(data) for data in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657")]
LEAVES.append(bytes.fromhex("606162636465666768696a6b6c6d6e6f"))
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]

trees = st.lists(st.binary(max_size=8), min_size=1, max_size=70).map(lambda data: [merkle.leaf(d) for d in data])


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_are_those_of_certificate_transparency(size: int) -> None:
    assert merkle.root([merkle.leaf(data) for data in LEAVES[:size]]).hex() == ROOTS[size - 1]


def test_a_tree_without_entries_has_the_hash_of_nothing() -> None:
    assert merkle.root([]) == merkle.crown([]) == sha256(b"").digest()


def test_the_proofs_of_the_rfc_s_example_are_the_nodes_it_names() -> None:
    """RFC 9162, 2.1.5: the paths of d0, d3, d4 and d6, and the proofs from 3, 4 and 6 entries to 7."""
    a, b, c, d, e, f, j = leaves = [merkle.leaf(data) for data in LEAVES[:7]]
    g, h, i = merkle.node(a, b), merkle.node(c, d), merkle.node(e, f)
    k, top = merkle.node(g, h), merkle.node(i, j)
    assert merkle.inclusion(leaves, 0) == [b, h, top]
    assert merkle.inclusion(leaves, 3) == [c, g, top]
    assert merkle.inclusion(leaves, 4) == [f, j, k]
    assert merkle.inclusion(leaves, 6) == [i, k]
    assert merkle.consistency(leaves, 3) == [c, d, g, top]
    assert merkle.consistency(leaves, 4) == [top]
    assert merkle.consistency(leaves, 6) == [i, j, k]


@given(st.lists(st.binary(max_size=8), min_size=1, max_size=40))
def test_roots_and_proofs_agree_with_pymerkle(data: list[bytes]) -> None:
    theirs = pymerkle.InmemoryTree(algorithm="sha256")
    for entry in data:
        theirs.append_entry(entry)
    leaves = [merkle.leaf(entry) for entry in data]
    assert theirs.get_root() == merkle.root(leaves)
    for index in range(len(data)):
        proof = theirs.prove_inclusion(index + 1, len(data))
        assert merkle.inclusion(leaves, index) == proof.path[1:]
    for old in range(1, len(data) + 1):
        known = theirs.get_root(old)
        assert merkle.extends(old, len(data), merkle.consistency(leaves, old), known, merkle.root(leaves))


@given(trees)
def test_every_leaf_is_proven_at_its_own_place_only(leaves: list[bytes]) -> None:
    size, root = len(leaves), merkle.root(leaves)
    for index in range(size):
        proof = merkle.inclusion(leaves, index)
        assert merkle.includes(leaves[index], index, size, proof, root)
        assert not merkle.includes(leaves[index], index, size, [*proof, root], root)
        assert not merkle.includes(leaves[index], index, size, proof[:-1], root) or not proof
        assert not merkle.includes(merkle.leaf(b"another entry"), index, size, proof, root)
        assert not any(merkle.includes(leaves[index], size + more, size, proof, root) for more in range(3))


@given(trees, st.data())
def test_a_later_tree_is_proven_to_begin_with_an_earlier_one_and_not_with_another(
    leaves: list[bytes], data: st.DataObject
) -> None:
    size, root = len(leaves), merkle.root(leaves)
    old = data.draw(st.integers(1, size))
    before, proof = merkle.root(leaves[:old]), merkle.consistency(leaves, old)
    assert merkle.extends(old, size, proof, before, root)
    assert not merkle.extends(old, size, proof, merkle.leaf(before), root)
    assert not merkle.extends(old, size, proof, before, merkle.leaf(root))
    assert not merkle.extends(old, size, [*proof, root], before, root)
    assert not merkle.extends(0, size, proof, before, root)
    assert not merkle.extends(size + 1, size, proof, before, root)


@given(trees)
def test_subtrees_kept_with_each_entry_give_the_root_without_the_other_entries(leaves: list[bytes]) -> None:
    kept: list[list[bytes]] = []
    for index, entry in enumerate(leaves):
        peaks = [kept[end][height] for end, height in merkle.ends(index)]
        kept.append(merkle.completed(index, entry, peaks))
        tops = [kept[end][height] for end, height in merkle.ends(index + 1)]
        assert merkle.crown(tops) == merkle.root(leaves[: index + 1])
