"""Python's keywords are written small.

Fails with: SyntaxError
"""

Import time  # expect: SG999

print(time.time())
