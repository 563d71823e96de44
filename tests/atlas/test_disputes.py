"""Contradictions are kept whole: every claim with its source, and the one that is followed."""

REGISTER = {f"X{number}" for number in range(1, 21)}
UNDECIDED = {"X4", "X14", "X18", "X20"}


def disputes(atlas):
    found = [d for o in atlas.opportunities.values() for d in o.disputes]
    return {dispute.id: dispute for dispute in found if dispute.id in REGISTER}


def test_every_contradiction_of_the_register_is_kept(atlas):
    assert disputes(atlas).keys() == REGISTER


def test_contradiction_has_several_claims_each_with_its_source(atlas):
    assert all(len(dispute.claims) > 1 for dispute in disputes(atlas).values())
    assert all(claim.source.title for d in disputes(atlas).values() for claim in d.claims)


def test_one_claim_is_followed_unless_nobody_can_tell(atlas):
    found = disputes(atlas)
    followed = {name: sum(claim.chosen for claim in d.claims) for name, d in found.items()}

    assert {name for name, d in found.items() if d.outcome == "unknown"} == UNDECIDED
    assert {followed[name] for name in UNDECIDED} == {0}
    assert {followed[name] for name, d in found.items() if d.outcome == "chosen"} == {1}
