"""Every figure that the README and docs quote, each re-runnable with one command from the root of the repository.

``python -m benchmarks.NAME``; set ``OPENBLAS_NUM_THREADS=1`` for those that time.

====================  ==========================================================
guard_overhead        what a checked call costs, beside peers
guard_parity          the same verdict as jaxtyping and beartype, at length
guard_failures        writes ``docs/guard-failures.md``
sanitizer             what the import hook costs
linter                what the linter costs, beside peers
accuracy.mutation     seeded bugs: who finds them; writes ``docs/accuracy.md``
accuracy.established  what is said about established packages
numpy_conformance     the rules against NumPy; writes ``docs/numpy-coverage.md``
models                the fits beside scikit-learn; writes ``docs/models-speed.md``
nist                  digits on NIST's data; writes ``docs/nist.md``
vectorisation         loops and SIMD; writes ``docs/vectorisation.md``
====================  ==========================================================
"""
