"""The guard against ``jaxtyped(typechecker=beartype)``: random signatures, random calls, the same verdict."""
