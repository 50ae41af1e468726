"""The rules that come with shapeguard: one module each, and nothing but rules.

``MANIFEST`` maps a code to the module of its rule and the names of the facts that it subscribes to, so that a module is
imported only when a file emits such a fact. SG901, SG998 and SG999 need no fact: they are found by the linter itself.
"""

MANIFEST: dict[str, tuple[str, tuple[str, ...]]] = {
    "SG101": ("lint_rules.rank_1_creation", ("RankOneUse",)),
    "SG102": ("lint_rules.rank_1_transpose", ("Transposed",)),
    "SG103": ("lint_rules.rank_1_product", ("Product",)),
    "SG104": ("lint_rules.dropped_axis", ("RankOneUse",)),
    "SG201": ("lint_rules.two_way_broadcast", ("Elementwise",)),
    "SG202": ("lint_rules.rank_promotion", ("Elementwise",)),
    "SG203": ("lint_rules.in_place_broadcast", ("InPlace",)),
    "SG301": ("lint_rules.loop_over_samples", ("Loop",)),
    "SG302": ("lint_rules.growing_array", ("Growth",)),
    "SG303": ("lint_rules.builtin_reduction", ("BuiltinReduction",)),
    "SG401": ("lint_rules.broadcast_mismatch", ("Elementwise", "Failure")),
    "SG402": ("lint_rules.matmul_mismatch", ("Product", "Failure")),
    "SG403": ("lint_rules.join_mismatch", ("Failure",)),
    "SG404": ("lint_rules.reshape_mismatch", ("Failure",)),
    "SG405": ("lint_rules.axis_out_of_range", ("Failure",)),
    "SG406": ("lint_rules.einsum_mismatch", ("Failure",)),
    "SG407": ("lint_rules.not_square", ("Failure",)),
    "SG408": ("lint_rules.bad_creation_call", ("Failure",)),
    "SG409": ("lint_rules.index_mismatch", ("Failure",)),
    "SG410": ("lint_rules.unpack_mismatch", ("Failure",)),
    "SG411": ("lint_rules.false_shape_assert", ("Failure",)),
    "SG412": ("lint_rules.discarded_result", ("Discarded",)),
    "SG413": ("lint_rules.misnamed_length", ("Misnamed",)),
    "SG501": ("lint_rules.return_contract", ("ContractBreach",)),
    "SG502": ("lint_rules.argument_contract", ("ContractBreach",)),
    "SG503": ("lint_rules.local_contract", ("ContractBreach",)),
    "SG504": ("lint_rules.bad_notation", ("BadNotation",)),
    "SG505": ("lint_rules.docstring_contract", ("ContractBreach",)),
    "SG506": ("lint_rules.unguarded_annotation", ("Unguarded",)),
    "SG902": ("lint_rules.reveal", ("Revealed",)),
}
