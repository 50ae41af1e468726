"""An array that grows in a loop: what is put behind it, and how all the parts are joined."""

from __future__ import annotations

import ast


def joined_behind(call: str, target: str) -> tuple[str, str, str] | None:
    """What is put behind the array, how each part is wrapped, and how all parts are joined, as source.

    None where it is put in front, or where more than one thing is.
    """
    match ast.parse(call, mode="eval").body:
        case ast.Call(ast.Attribute(attr="append") as function, [ast.Name(id=name), piece], options):
            module = ast.unparse(function.value)
            wrapped, joining = "{}" if options else f"{module}.ravel({{}})", f"{module}.concatenate"
        case ast.Call(
            function, [ast.List([ast.Name(id=name), piece]) | ast.Tuple([ast.Name(id=name), piece])], options
        ):
            wrapped, joining = "{}", ast.unparse(function)
        case ast.Subscript(ast.Attribute(attr="r_" | "c_") as joiner, ast.Tuple([ast.Name(id=name), piece])) if (
            not isinstance(piece, ast.Slice)
        ):
            joined = f"{ast.unparse(joiner)}[tuple({{}})]"
            return (ast.unparse(piece), "{}", joined) if name == target else None
        case _:
            return None
    keywords = "".join(f", {option.arg}={ast.unparse(option.value)}" for option in options)
    return (ast.unparse(piece), wrapped, f"{joining}({{}}{keywords})") if name == target else None
